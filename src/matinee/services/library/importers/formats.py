"""Which format a file has: found by its columns, never by its name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from matinee.domain.errors import BadData
from matinee.domain.imports import Observation
from matinee.services.library.importers import generic, movielens
from matinee.services.library.importers.tables import Table, read_table


class Reader(Protocol):
    def __call__(self, table: Table, *, scale: int | None, now: int) -> tuple[int | None, Iterator[Observation]]: ...


@dataclass(frozen=True)
class Format:
    name: str
    recognises: Callable[[set[str]], bool]
    observations: Reader


@dataclass(frozen=True)
class Read:
    """format: by which a file was read. scale: the stars of the best rating, as they were read; None where it holds no
    ratings. said: line by line."""

    format: str
    scale: int | None
    said: Sequence[Observation]


FORMATS = tuple(Format(one.NAME, one.recognises, one.observations) for one in (movielens, generic))
"""The most particular first."""


def read_file(data: bytes, *, scale: int | None, now: int) -> Read:
    """scale: of its ratings, where the person says it; found out else. BadData where no format is its."""
    table = read_table(data)
    header = {name.lower() for name in table.header}
    found = next((one for one in FORMATS if one.recognises(header)), None)
    if found is None:
        raise BadData(
            "no column says which title is meant, or none says what was thought of it",
            where="line 1",
            remedy="Name columns such as title, year, rating, watched_at, imdb_id",
        )
    scale, said = found.observations(table, scale=scale, now=now)
    return Read(found.name, scale, list(said))
