"""The numbers of a data set that its report shows, a few hundred at most, however large the data set is."""

from dataclasses import dataclass, field

import numpy as np

from matinee.lab.data.dataset import Dataset

MOST_VALUES = 25
"""Distinct values above which they are shown in ranges."""
CURVE_POINTS = 200
HEADS = (0.01, 0.05, 0.1, 0.2, 0.5)
LENGTHS = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
UNITS = (
    ("D", "day", 1.0, 60),
    ("W", "week", 7.0, 80),
    ("M", "month", 30.44, 360),
    ("Y", "year", 365.25, 400),
)
"""Unit, its name, its length in days, and how many of it a picture can hold."""
MOST_GENRES = 30


@dataclass(frozen=True)
class Bar:
    """One bar of a picture, one row of its table."""

    label: str
    count: int


@dataclass(frozen=True, eq=False)
class Activity:
    """starts: ISO dates (bins,), the first day of each. events, newcomers: int64 (bins,); a newcomer is a person in the
    bin of the first event. end: ISO date of the day after the last bin."""

    unit: str
    starts: list[str]
    end: str
    events: np.ndarray
    newcomers: np.ndarray


@dataclass(frozen=True, eq=False)
class LongTail:
    """ranks, events: int64 (points,), the curve of events over titles, the most popular first. heads: share of titles
    to share of events. gini: 0 where all titles are alike, 1 where one has everything."""

    ranks: np.ndarray
    events: np.ndarray
    heads: dict[float, float]
    gini: float
    rare: int


@dataclass(frozen=True)
class Genre:
    """mean: of the values of its events; None where values are no ratings."""

    name: str
    titles: int
    events: int
    mean: float | None


@dataclass(frozen=True, eq=False)
class DataFigures:
    """Everything drawn. activity is None where times are not known or not to be believed."""

    events: int
    people: int
    titles: int
    likes: int
    mean: float
    span: tuple[str, str] | None
    values: list[Bar]
    tail: LongTail
    activity: Activity | None
    lengths: list[Bar]
    length_quartiles: tuple[float, float, float]
    genres: list[Genre] = field(default_factory=list)
    years: list[Bar] = field(default_factory=list)
    years_unknown: int = 0

    @property
    def density(self) -> float:
        return self.events / max(self.people * self.titles, 1)


def figures_of(data: Dataset) -> DataFigures:
    """data: with one event at least. Time grows with the events, memory beside the data only with the columns used."""
    log = data.log
    per_title = np.bincount(log.titles, minlength=data.n_titles)
    per_person = np.bincount(log.people, minlength=data.n_people)
    finite = log.values[np.isfinite(log.values)]
    active = per_person[per_person > 0]
    first, middle, third = (float(value) for value in np.percentile(active, (25, 50, 75)))
    years, years_unknown = _years(data, per_title)
    return DataFigures(
        events=len(log),
        people=len(active),
        titles=int((per_title > 0).sum()),
        likes=int((finite >= data.feedback.like_at).sum()),
        mean=float(finite.mean(dtype=np.float64)) if len(finite) else 0.0,
        span=_span(log.times),
        values=_values(finite),
        tail=_long_tail(per_title[per_title > 0]),
        activity=_activity(data),
        lengths=_lengths(active),
        length_quartiles=(first, middle, third),
        genres=_genres(data, per_title),
        years=years,
        years_unknown=years_unknown,
    )


def _values(values: np.ndarray) -> list[Bar]:
    found, counts = np.unique(values, return_counts=True)
    if len(found) <= MOST_VALUES:
        return [Bar(f"{value:g}", int(count)) for value, count in zip(found, counts, strict=True)]
    counts, edges = np.histogram(values, bins=MOST_VALUES - 5)
    pairs = zip(edges[:-1], edges[1:], counts, strict=True)
    return [Bar(f"{low:.3g} to {high:.3g}", int(count)) for low, high, count in pairs]


def _long_tail(per_title: np.ndarray) -> LongTail:
    ordered = np.sort(per_title)[::-1].astype(np.int64)
    size, total = len(ordered), int(ordered.sum())
    points = np.unique(np.rint(np.geomspace(1, size, num=min(CURVE_POINTS, size))).astype(np.int64))
    cumulative = np.cumsum(ordered)
    heads = {share: float(cumulative[max(int(np.ceil(share * size)), 1) - 1] / total) for share in HEADS}
    rank_of_poorest_first = np.arange(1, size + 1)
    gini = float((2 * (rank_of_poorest_first * ordered[::-1]).sum() / (size * total)) - (size + 1) / size)
    return LongTail(points, ordered[points - 1], heads, gini, int((ordered < 5).sum()))


def _span(times: np.ndarray | None) -> tuple[str, str] | None:
    if times is None:
        return None
    first, last = times.min().astype("datetime64[s]"), times.max().astype("datetime64[s]")
    return str(first.astype("datetime64[D]")), str(last.astype("datetime64[D]"))


def _activity(data: Dataset) -> Activity | None:
    times = data.log.times
    if times is None:
        return None
    days = (int(times.max()) - int(times.min())) / 86_400
    fitting = [(unit, name) for unit, name, length, most in UNITS if days / length <= most]
    if not fitting:
        return None
    unit, name = fitting[0]
    first_times = np.full(data.n_people, np.iinfo(np.int64).max)
    np.minimum.at(first_times, data.log.people, times)
    arrived = first_times[first_times < np.iinfo(np.int64).max]
    bins, arrivals = _bins(times, unit), _bins(arrived, unit)
    start = int(bins.min())
    events = np.bincount(bins - start)
    dates = (np.arange(len(events) + 1) + start).astype(f"datetime64[{unit}]").astype("datetime64[D]")
    newcomers = np.bincount(arrivals - start, minlength=len(events))
    return Activity(name, [str(date) for date in dates[:-1]], str(dates[-1]), events, newcomers)


def _bins(times: np.ndarray, unit: str) -> np.ndarray:
    return times.astype("datetime64[s]").astype(f"datetime64[{unit}]").astype(np.int64)


def _lengths(active: np.ndarray) -> list[Bar]:
    used = [start for start in LENGTHS if start <= active.max()]
    used = used[int(np.searchsorted(used, active.min(), side="right")) - 1 :]
    counts = np.bincount(np.searchsorted(used, active, side="right") - 1, minlength=len(used))
    ends = [following - 1 for following in used[1:]]
    labels = [f"{start:,}" if start == end else f"{start:,} to {end:,}" for start, end in zip(used, ends, strict=False)]
    labels.append(f"{used[-1]:,} or more")
    return [Bar(label, int(count)) for label, count in zip(labels, counts, strict=True)]


def _genres(data: Dataset, per_title: np.ndarray) -> list[Genre]:
    facts = data.facts
    if not facts.genre_names:
        return []
    has = facts.genre_matrix > 0
    sums = np.bincount(data.log.titles, weights=np.nan_to_num(data.log.values), minlength=data.n_titles)
    made = []
    for column, name in enumerate(facts.genre_names):
        titles = has[:, column] & (per_title > 0)
        events = int(per_title[titles].sum())
        if events:
            mean = float(sums[titles].sum() / events) if data.feedback.kind == "rating" else None
            made.append(Genre(name, int(titles.sum()), events, mean))
    return sorted(made, key=lambda genre: (-genre.events, genre.name))[:MOST_GENRES]


def _years(data: Dataset, per_title: np.ndarray) -> tuple[list[Bar], int]:
    """Events by decade of release, and the events of titles whose year is not known."""
    years = data.facts.years
    known = years > 0
    if not per_title[known].any():
        return [], int(per_title.sum())
    decades = years[known] // 10
    start = int(decades.min())
    counts = np.bincount(decades - start, weights=per_title[known])
    bars = [Bar(f"{(start + index) * 10}s", int(count)) for index, count in enumerate(counts)]
    return bars, int(per_title[~known].sum())
