"""What must not be shown, whatever anybody wishes for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from matinee.domain.errors import BadConfig, UnknownName
from matinee.lab.data.titles import TitleFacts


@dataclass(frozen=True)
class Filters:
    """genres: at least one of them; without: none of them. since, until: years, both included; a title of unknown year
    passes neither. listed: by column of the title table, such as languages, at least one of the words. hidden:
    positions of titles that are never shown."""

    genres: Sequence[str] = ()
    without: Sequence[str] = ()
    since: int | None = None
    until: int | None = None
    listed: tuple[tuple[str, Sequence[str]], ...] = ()
    hidden: Collection[int] = ()

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.since > self.until:
            raise BadConfig(f"no year is from {self.since} to {self.until}", remedy="Give the earlier year first")


def allowed_by(filters: Filters, facts: TitleFacts) -> np.ndarray:
    """bool (titles,): False for what must not be shown."""
    allowed = np.ones(len(facts.years), dtype=bool)
    if filters.genres:
        allowed &= _with_any(facts.genres, filters.genres, of="genre")
    if filters.without:
        allowed &= ~_with_any(facts.genres, filters.without, of="genre")
    if filters.since is not None:
        allowed &= facts.years >= max(filters.since, 1)
    if filters.until is not None:
        allowed &= (facts.years > 0) & (facts.years <= filters.until)
    for column, words in filters.listed:
        if column not in facts.listed:
            raise UnknownName(
                f"nothing is known of the {column} of titles", remedy=f"Known are: {', '.join(sorted(facts.listed))}"
            )
        allowed &= _with_any(facts.listed[column], words, of=column)
    allowed[list(filters.hidden)] = False
    return allowed


def _with_any(rows: Sequence[tuple[str, ...]], wanted: Sequence[str], *, of: str) -> np.ndarray:
    known = {word.casefold() for row in rows for word in row}
    asked = {word.casefold() for word in wanted}
    if asked - known:
        raise UnknownName(f"no title has the {of} '{sorted(asked - known)[0]}'", remedy="Check its spelling")
    return np.array([any(word.casefold() in asked for word in row) for row in rows], dtype=bool)
