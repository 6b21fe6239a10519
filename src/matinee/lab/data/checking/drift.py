"""Checks against the snapshot before: did what is new come from the same world?

Thresholds follow from the sizes of the samples and a rate of false alarms, since a fixed population stability index
such as 0.1 means nothing by itself: without any drift PSI is distributed as (1/n + 1/m) times chi-squared with one
degree of freedom less than there are bins. The events of a person are alike, so that n is not the number of events but
Kish's effective size, which counts a person with many events for little more than one with few.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl
from scipy import special

from matinee.kit.seeds import generator
from matinee.lab.data.checking.findings import Finding
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.vocabulary import ABSENT

FALSE_ALARMS = 0.001
"""Rate of alarms without drift, of each test."""
POPULARITY_BINS = 10
ENOUGH_EVENTS = 50
"""New events below which nothing is tested."""
MOST_GONE = 0.1
"""Share of the former events that may be gone, as when people leave."""
MOST_UNKNOWN = 0.5
"""Share of the new events that may be about titles that the former snapshot did not have."""
MOST_FACTS_LOST = 0.1


def check_drift(data: Dataset, previous: Dataset) -> Iterator[Finding]:
    """Compares the events that are new with those of the former snapshot."""
    if data.feedback != previous.feedback:
        what = "the scale of the values is another one than that of the former snapshot"
        yield Finding("scale changed", "refuse", what, len(data.log))
        return
    before, now = _named_alike(previous, previous), _named_alike(data, previous)
    gone = len(before.join(now, on=before.columns, how="anti", nulls_equal=True))
    if gone > MOST_GONE * len(before):
        yield Finding("events gone", "warn", f"{gone / len(before):.0%} of the former events are gone", gone)
    yield from _facts_lost(data, previous)
    new = now.with_row_index().join(before, on=before.columns, how="anti", nulls_equal=True)["index"].to_numpy()
    if len(new) < ENOUGH_EVENTS or len(before) < ENOUGH_EVENTS:
        return
    fresh = data.only(new)
    yield from _titles_unknown(fresh, previous)
    yield from _ratings_moved(fresh, previous)
    yield from _popularity_moved(fresh, previous)


def psi(expected: np.ndarray, seen: np.ndarray) -> float:
    """Population stability index of two histograms of counts, each cell counted half an event too many, so that an
    empty one does no harm."""
    before = (expected + 0.5) / (expected + 0.5).sum()
    after = (seen + 0.5) / (seen + 0.5).sum()
    return float(((after - before) * np.log(after / before)).sum())


def psi_threshold(n: float, m: float, *, bins: int, false_alarms: float = FALSE_ALARMS) -> float:
    """What PSI exceeds without drift at the given rate. n, m: independent observations on either side."""
    return float((1 / n + 1 / m) * special.chdtri(bins - 1, false_alarms))


def effective_size(people: np.ndarray) -> float:
    """How many independent observations events of these people are worth, if a person's events are all alike."""
    counts = np.bincount(people).astype(np.float64)
    return float(counts.sum() ** 2 / (counts**2).sum())


def _named_alike(data: Dataset, previous: Dataset) -> pl.DataFrame:
    """The events in positions of the former snapshot; people and titles it did not have are all -1, and no event of
    theirs can be one of its own."""
    log = data.log
    columns = {
        "person": previous.people.positions(data.people.ids)[log.people],
        "title": previous.titles.positions(data.titles.ids)[log.titles],
        "value": log.values,
    }
    return pl.DataFrame(columns if log.times is None else {**columns, "time": log.times})


def _titles_unknown(fresh: Dataset, previous: Dataset) -> Iterator[Finding]:
    unknown = previous.titles.positions(fresh.titles.ids)[fresh.log.titles] == ABSENT
    if unknown.mean() > MOST_UNKNOWN:
        what = f"{unknown.mean():.0%} of the new events are about titles that the former snapshot did not have"
        example = f"title {fresh.titles.ids[fresh.log.titles[unknown][0]]}"
        yield Finding("titles renamed", "warn", what, int(unknown.sum()), example)


def _ratings_moved(fresh: Dataset, previous: Dataset) -> Iterator[Finding]:
    """Chi-squared test that both sets of values come from one distribution."""
    values = np.union1d(fresh.log.values, previous.log.values)
    if len(values) < 2:
        return
    before, after = (
        np.bincount(np.searchsorted(values, data.log.values), minlength=len(values)) / len(data.log)
        for data in (previous, fresh)
    )
    n, m = effective_size(previous.log.people), effective_size(fresh.log.people)
    expected = (n * before + m * after) / (n + m)
    statistic = float((((before - after) ** 2) / expected).sum() / (1 / n + 1 / m))
    if special.chdtrc(len(values) - 1, statistic) < FALSE_ALARMS:
        means = [float(data.log.values.mean()) for data in (previous, fresh)]
        what = (
            f"the new values are distributed unlike the former ones: their mean is {means[1]:.2f}, not {means[0]:.2f}"
        )
        yield Finding("values moved", "warn", what, len(fresh.log))


def _popularity_moved(fresh: Dataset, previous: Dataset) -> Iterator[Finding]:
    """PSI over groups of titles of like popularity.

    The groups are made from one half of the former people and the shares expected from the other half: with one and
    the same half the luck that made a title popular would look like drift when it does not last.
    """
    first = generator(0, "drift").random(previous.n_people)[previous.log.people] < 0.5
    known = previous.titles.positions(fresh.titles.ids)[fresh.log.titles]
    if not first.any() or first.all() or (known != ABSENT).sum() < ENOUGH_EVENTS:
        return
    sizes = np.bincount(previous.log.titles[first], minlength=previous.n_titles)
    order = np.argsort(-sizes, kind="stable")
    group = np.empty(previous.n_titles, dtype=np.int64)
    group[order] = (np.cumsum(sizes[order]) - sizes[order]) * POPULARITY_BINS // sizes.sum()
    group = np.minimum(group, POPULARITY_BINS - 1)
    expected = np.bincount(group[previous.log.titles[~first]], minlength=POPULARITY_BINS)
    seen = np.bincount(group[known[known != ABSENT]], minlength=POPULARITY_BINS)
    n, m = effective_size(previous.log.people[~first]), effective_size(fresh.log.people[known != ABSENT])
    moved = psi(expected, seen)
    threshold = psi_threshold(n, m, bins=POPULARITY_BINS)
    if moved > threshold:
        what = f"other titles are popular than before: PSI {moved:.3f}, where chance reaches {threshold:.3f}"
        yield Finding("popularity moved", "warn", what, len(fresh.log))


def _facts_lost(data: Dataset, previous: Dataset) -> Iterator[Finding]:
    both = np.flatnonzero(data.titles.positions(previous.titles.ids) != ABSENT)
    places = data.titles.positions(previous.titles.ids)[both]
    had = {
        "genres": np.array([bool(genres) for genres in previous.facts.genres], dtype=bool)[both],
        "years": previous.facts.years[both] > 0,
    }
    has = {
        "genres": np.array([bool(genres) for genres in data.facts.genres], dtype=bool)[places],
        "years": data.facts.years[places] > 0,
    }
    for fact, known in had.items():
        lost = int(np.count_nonzero(known & ~has[fact]))
        if lost > MOST_FACTS_LOST * max(int(known.sum()), 1):
            yield Finding("facts lost", "warn", f"titles that had {fact} before and have none now: {lost:,}", lost)
