"""Checks of single events: do they fit the vocabularies and the scale, and is each said once."""

from collections.abc import Iterator

import numpy as np

from matinee.lab.data.checking.findings import Finding
from matinee.lab.data.dataset import Dataset


def check_shape(data: Dataset) -> Iterator[Finding]:
    """What no other check can be asked about."""
    if not len(data.log):
        yield Finding("empty", "refuse", "there are no events", 0)
    for word, positions, size in (
        ("people", data.log.people, data.n_people),
        ("titles", data.log.titles, data.n_titles),
    ):
        outside = np.flatnonzero((positions < 0) | (positions >= size))
        if len(outside):
            what = f"events that name {word} the data set does not have: {len(outside):,}"
            yield Finding(f"unknown {word}", "refuse", what, len(outside), f"row {outside[0] + 1}")


def check_values(data: Dataset) -> Iterator[Finding]:
    scale, values = data.feedback, data.log.values
    missing = np.flatnonzero(~np.isfinite(values))
    if len(missing):
        what = f"values that are not a number: {len(missing):,}"
        yield Finding("not a number", "refuse", what, len(missing), event(data, missing[0]))
    outside = np.flatnonzero((values < scale.lowest) | (values > scale.highest))
    if len(outside):
        what = f"values off the scale of {scale.lowest:g} to {scale.highest:g}: {len(outside):,}"
        yield Finding("off the scale", "refuse", what, len(outside), event(data, outside[0]))
    if scale.step:
        steps = values / np.float32(scale.step)
        between = np.flatnonzero(np.isfinite(values) & (np.rint(steps) != steps))
        if len(between):
            what = f"values between the steps of {scale.step:g}: {len(between):,}"
            yield Finding("between the steps", "warn", what, len(between), event(data, between[0]))


def check_repeats(data: Dataset) -> Iterator[Finding]:
    """The same person and title more than once; with another value at the very same time it is a contradiction."""
    log = data.log
    pairs = log.people.astype(np.int64) * data.n_titles + log.titles
    in_order = np.sort(pairs)
    twice = in_order[1:][in_order[1:] == in_order[:-1]]
    if not len(twice):
        return
    rows = np.flatnonzero(twice[np.minimum(np.searchsorted(twice, pairs), len(twice) - 1)] == pairs)
    times = np.zeros(len(rows), dtype=np.int64) if log.times is None else log.times[rows]
    order = np.lexsort((log.values[rows], times, pairs[rows]))
    rows, times = rows[order], times[order]
    same_pair = pairs[rows][1:] == pairs[rows][:-1]
    same_time = same_pair & (times[1:] == times[:-1])
    same_value = log.values[rows][1:] == log.values[rows][:-1]
    yield from _repeats(data, rows[1:][same_time & ~same_value], rows[1:][same_time & same_value])
    again = rows[1:][same_pair & ~same_time]
    if len(again):
        what = f"events about a title that the person already had, of which rankings use the first: {len(again):,}"
        yield Finding("again", "note", what, len(again), event(data, again[0]))


def _repeats(data: Dataset, contradicting: np.ndarray, repeated: np.ndarray) -> Iterator[Finding]:
    if len(contradicting):
        what = f"events that give another value to the same person, title and time: {len(contradicting):,}"
        yield Finding("contradiction", "refuse", what, len(contradicting), event(data, contradicting[0]))
    if len(repeated):
        counts_may_repeat = data.log.times is None and data.feedback.kind != "rating"
        what = f"events that say the same again of the same person, title and time: {len(repeated):,}"
        level = "note" if counts_may_repeat else "refuse"
        yield Finding("duplicate", level, what, len(repeated), event(data, repeated[0]))


def event(data: Dataset, row: int | np.integer) -> str:
    """An event as a person can find it again."""
    log = data.log
    person, title = data.people.ids[log.people[row]], data.titles.ids[log.titles[row]]
    return f"person {person}, title {title}, value {log.values[row]:g}"
