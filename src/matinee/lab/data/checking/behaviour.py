"""Checks of people and titles as a whole: opinions that say nothing, activity that is no person's, orphans."""

from collections.abc import Iterator

import numpy as np

from matinee.lab.data.checking.findings import Finding
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.vocabulary import ABSENT, Vocabulary

ENOUGH_TO_JUDGE = 20
"""Ratings from which on giving always the same one says that somebody does not tell titles apart."""
MOST_OF_ALL = 0.05
"""Share of all events that no single person should have, in a data set of ENOUGH_PEOPLE or more."""
ENOUGH_PEOPLE = 100


def check_people(data: Dataset) -> Iterator[Finding]:
    log = data.log
    counts = np.bincount(log.people, minlength=data.n_people)
    alike = np.flatnonzero(_one_value(log.people, log.values, data.n_people) & (counts >= ENOUGH_TO_JUDGE))
    if len(alike) and data.feedback.kind == "rating":
        what = f"people who gave one and the same rating to {ENOUGH_TO_JUDGE} titles or more: {len(alike):,}"
        yield Finding("always the same rating", "note", what, len(alike), f"person {data.people.ids[alike[0]]}")
    if data.n_people >= ENOUGH_PEOPLE and counts.max() > MOST_OF_ALL * len(log):
        busy = np.flatnonzero(counts > MOST_OF_ALL * len(log))
        what = f"people with more than {MOST_OF_ALL:.0%} of all events each: {len(busy):,}"
        example = f"person {data.people.ids[counts.argmax()]}, {counts.max():,} events"
        yield Finding("one for many", "warn", what, len(busy), example)
    silent = np.flatnonzero(counts == 0)
    if len(silent):
        what = f"people without an event: {len(silent):,}"
        yield Finding("people without events", "note", what, len(silent), f"person {data.people.ids[silent[0]]}")


def check_titles(data: Dataset) -> Iterator[Finding]:
    log = data.log
    counts = np.bincount(log.titles, minlength=data.n_titles)
    alike = np.flatnonzero(_one_value(log.titles, log.values, data.n_titles) & (counts >= ENOUGH_TO_JUDGE))
    if len(alike) and data.feedback.kind == "rating":
        what = f"titles that got one and the same rating from {ENOUGH_TO_JUDGE} people or more: {len(alike):,}"
        yield Finding("always rated the same", "warn", what, len(alike), f"title {data.titles.ids[alike[0]]}")
    silent = np.flatnonzero(counts == 0)
    if len(silent):
        what = f"titles of the catalogue without an event: {len(silent):,}"
        yield Finding("titles without events", "note", what, len(silent), f"title {data.titles.ids[silent[0]]}")
    if not len(data.title_table):
        return
    listed = Vocabulary(data.title_table.frame["id"].to_numpy())
    nameless = np.flatnonzero((listed.positions(data.titles.ids) == ABSENT) & (counts > 0))
    if len(nameless):
        what = f"titles with events that the table of titles lacks: {len(nameless):,}"
        yield Finding("orphan titles", "warn", what, len(nameless), f"title {data.titles.ids[nameless[0]]}")
    unused = int(np.count_nonzero(data.titles.positions(listed.ids) == ABSENT))
    if unused:
        yield Finding("unused titles", "note", f"titles of the table without an event: {unused:,}", unused)


def _one_value(groups: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    """bool (count,): whether all values of the group are equal, none of them being NaN."""
    lowest, highest = np.full(count, np.inf, dtype=np.float32), np.full(count, -np.inf, dtype=np.float32)
    with np.errstate(invalid="ignore"):
        np.minimum.at(lowest, groups, values)
        np.maximum.at(highest, groups, values)
    return lowest == highest
