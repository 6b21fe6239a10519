"""Which format a file has: found by its columns, never by its name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from matinee.domain.errors import BadData
from matinee.domain.imports import Observation
from matinee.services.library.importers import generic, movielens
from matinee.services.library.importers.tables import Table, read_table


class Reader(Protocol):
    def __call__(self, table: Table, *, scale: int | None, now: int) -> Iterator[Observation]: ...


@dataclass(frozen=True)
class Format:
    name: str
    recognises: Callable[[set[str]], bool]
    observations: Reader


FORMATS = tuple(Format(one.NAME, one.recognises, one.observations) for one in (movielens, generic))
"""The most particular first."""


def read_file(data: bytes, *, scale: int | None, now: int) -> tuple[str, list[Observation]]:
    """The name of the format, and what the file says line by line. BadData where no format is its."""
    table = read_table(data)
    header = {name.lower() for name in table.header}
    found = next((one for one in FORMATS if one.recognises(header)), None)
    if found is None:
        raise BadData(
            "no column says which title is meant, or none says what was thought of it",
            where="line 1",
            remedy="Name columns such as title, year, rating, watched_at, imdb_id",
        )
    return found.name, list(found.observations(table, scale=scale, now=now))
