"""Which titles the lines of a file mean. What is not certain is asked, never guessed."""

from collections.abc import Mapping, Sequence

from matinee.domain.imports import ImportRow, Named, Observation, RowState
from matinee.kit.text import folded
from matinee.services.library.import_store import TitleFinder

SOURCES = ("imdb", "tmdb", "movielens")
OFFERED = 8
"""Candidates of one line."""
Fixes = Mapping[tuple[str, int | None], int | None]
"""What the person said earlier of lines by name and year; None: skip it."""


def matched(finder: TitleFinder, said: Sequence[Observation], fixes: Fixes) -> list[ImportRow]:
    """A row a line. An id that one title has is certain, and so is a name with its year that one title has. Ids that
    disagree, a year that is one off, several titles of that name, or a name without a year are asked."""
    wanted: dict[str, set[str]] = {source: set() for source in SOURCES}
    for one in said:
        for source, value in one.ids:
            wanted[source].add(value)
    by_id = {source: finder.by_ids(source, sorted(values)) for source, values in wanted.items() if values}
    named: dict[str, list[Named]] = {}
    for found in finder.named(sorted({folded(one.name) for one in said if one.name})):
        named.setdefault(found.folded, []).append(found)
    return [_row(one, by_id, named, fixes) for one in said]


def _row(
    one: Observation,
    by_id: Mapping[str, Mapping[str, Sequence[int]]],
    named: Mapping[str, Sequence[Named]],
    fixes: Fixes,
) -> ImportRow:
    state, candidates = _judged(one, by_id, named, fixes)
    title = candidates[0] if state in {"matched", "fixed"} else None
    return ImportRow(
        one.line, state, one.said, one.name, one.year, one.half_stars, one.at, one.dated, title,
        tuple(candidates) if state == "unsure" else (), one.fault,
    )  # fmt: skip


def _judged(
    one: Observation,
    by_id: Mapping[str, Mapping[str, Sequence[int]]],
    named: Mapping[str, Sequence[Named]],
    fixes: Fixes,
) -> tuple[RowState, list[int]]:
    if one.said is None:
        return "bad", []
    name = folded(one.name) if one.name else None
    if name is not None and (name, one.year) in fixes:
        fixed = fixes[name, one.year]
        return ("skipped", []) if fixed is None else ("fixed", [fixed])
    known = [some for source, value in one.ids if (some := set(by_id[source].get(value, ())))]
    if not known:
        return _by_name(named.get(name, ()) if name is not None else (), one.year)
    agreed = set.intersection(*known)
    return ("matched", list(agreed)) if len(agreed) == 1 else ("unsure", sorted(set.union(*known))[:OFFERED])


def _by_name(same: Sequence[Named], year: int | None) -> tuple[RowState, list[int]]:
    of_year = [found.id for found in same if year is not None and found.year == year]
    if of_year:
        return "matched" if len(of_year) == 1 else "unsure", of_year[:OFFERED]
    near = sorted(same, key=lambda found: (abs((found.year or 0) - (year or 0)) if year else 0, found.id))
    return "unsure" if near else "unmatched", [found.id for found in near][:OFFERED]
