"""How good what was shown has been: clicks, likes and watches that came of it, and how widely it was chosen."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from matinee.domain.feedback import HALF_STARS
from matinee.domain.life import Life, Shown
from matinee.kit.clock import DAY

WINDOW = 7 * DAY
"""How long after a slate a like or a watch of one of its titles may have come of it."""
CUTS = (5, 10)
"""Places that precision is told of."""
POSITIONS = ("1", "2", "3", "4-5", "6-10", "11+")
HEAD = 0.2
"""The best known titles that are no long tail."""
MOST_MODELS = 4
"""Versions that are told apart, those that showed most; the rest are 'other'."""
OTHER = "other"


@dataclass(frozen=True, eq=False)
class Titles:
    """Of the catalogue. ids: int64, ascending. fame: int64. years: int32, 0 where unknown. shows: bool. genres: bool
    (genres, titles). names: of the genres."""

    ids: np.ndarray
    fame: np.ndarray
    years: np.ndarray
    shows: np.ndarray
    genres: np.ndarray
    names: Sequence[str] = ()

    def rows(self, ids: Sequence[int] | np.ndarray) -> np.ndarray:
        """int64; -1 for one that there is not."""
        asked = np.asarray(ids, dtype=np.int64)
        if not len(self.ids) or not len(asked):
            return np.full(len(asked), -1, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.ids, asked), len(self.ids) - 1)
        return np.where(self.ids[places] == asked, places, -1)


@dataclass(frozen=True)
class Clicks:
    places: int = 0
    clicked: int = 0

    @property
    def ratio(self) -> float:
        return self.clicked / self.places if self.places else 0.0


@dataclass(frozen=True)
class Quality:
    """clicks: by version and position. precision: by cut, the share of places whose title was liked or watched after it
    was shown. converted: slates of which that is true of any title. watches: that came of slates. by_source: slates and
    watches by link of the chain. satisfaction: the mean of the answers, 1 to 5; None where nobody answered. coverage:
    of the catalogue, the share that was shown to anybody. tail: the share of places that went to titles outside the
    best known fifth. gini: of the genres of what was shown, 0 where all are alike. genres: places by genre. diversity:
    of a slate, the share of pairs of titles that have no genre in common, on average."""

    slates: int = 0
    places: int = 0
    clicks: Mapping[tuple[str, str], Clicks] = field(default_factory=dict)
    precision: Mapping[int, float] = field(default_factory=dict)
    converted: float = 0.0
    watches: int = 0
    by_source: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    satisfaction: float | None = None
    answers: int = 0
    coverage: float = 0.0
    tail: float = 0.0
    gini: float = 0.0
    genres: Mapping[str, int] = field(default_factory=dict)
    diversity: float = 0.0


def quality_of(life: Life, titles: Titles) -> Quality:
    if not life.shown:
        return Quality()
    liked, watched = _loved(life)
    named = {name for name, _ in Counter(one.model for one in life.shown).most_common(MOST_MODELS)}
    places = np.concatenate([np.asarray(one.titles, dtype=np.int64) for one in life.shown])
    hits = dict.fromkeys(CUTS, 0.0)
    converted, watches = 0, 0
    by_source: dict[str, list[int]] = {}
    for one in life.shown:
        seen = [_came_after(one, watched.get((one.account_id, title), ())) for title in one.titles]
        good = [
            was or _came_after(one, liked.get((one.account_id, title), ()))
            for was, title in zip(seen, one.titles, strict=True)
        ]
        for cut in CUTS:
            hits[cut] += sum(good[:cut]) / min(cut, max(1, len(good)))
        converted += any(good)
        watches += sum(seen)
        row = by_source.setdefault(one.source, [0, 0])
        row[0] += 1
        row[1] += sum(seen)
    answers = [event.value for event in life.told if event.kind == "satisfied" and event.value is not None]
    count = len(life.shown)
    return Quality(
        slates=count,
        places=len(places),
        clicks=_clicks(life, named),
        precision={cut: hit / count for cut, hit in hits.items()},
        converted=converted / count,
        watches=watches,
        by_source={source: (row[0], row[1]) for source, row in by_source.items()},
        satisfaction=sum(answers) / len(answers) if answers else None,
        answers=len(answers),
        **_variety(places, titles),
        diversity=_diversity(life.shown, titles),
    )


def position_of(rank: int) -> str:
    """rank: from 1 on."""
    return POSITIONS[rank - 1] if rank <= 3 else "4-5" if rank <= 5 else "6-10" if rank <= 10 else "11+"


def gini(counts: np.ndarray) -> float:
    """0 where all are alike, near 1 where one has everything."""
    ordered = np.sort(np.asarray(counts, dtype=np.float64))
    total, n = ordered.sum(), len(ordered)
    if not n or not total:
        return 0.0
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total))


def _loved(life: Life) -> tuple[dict[tuple[int, int], list[int]], dict[tuple[int, int], list[int]]]:
    """When a person liked, and when they watched, a title."""
    liked: dict[tuple[int, int], list[int]] = {}
    watched: dict[tuple[int, int], list[int]] = {}
    for rated in life.rated:
        if rated.stars >= HALF_STARS.like_at:
            liked.setdefault((rated.account_id, rated.title_id), []).append(rated.at)
    for seen in life.seen:
        watched.setdefault((seen.account_id, seen.title_id), []).append(seen.at)
    return liked, watched


def _came_after(one: Shown, moments: Sequence[int]) -> bool:
    return any(one.at <= at <= one.at + WINDOW for at in moments)


def _clicks(life: Life, named: Collection[str]) -> dict[tuple[str, str], Clicks]:
    shown: Counter[tuple[str, str]] = Counter()
    model_of = {one.row: one.model if one.model in named else OTHER for one in life.shown}
    for one in life.shown:
        for rank in range(1, len(one.titles) + 1):
            shown[model_of[one.row], position_of(rank)] += 1
    first = {
        (event.row, event.title_id): event.rank
        for event in life.told
        if event.kind == "clicked" and event.rank is not None and event.row in model_of
    }
    clicked = Counter((model_of[row], position_of(rank)) for (row, _), rank in first.items())
    return {key: Clicks(count, clicked[key]) for key, count in sorted(shown.items())}


def _diversity(shown: Sequence[Shown], titles: Titles) -> float:
    """Of slates of two titles or more that the catalogue knows."""
    found = []
    for one in shown:
        rows = titles.rows(one.titles)
        held = titles.genres[:, rows[rows >= 0]].astype(np.float32) if len(titles.genres) else np.empty((0, 0))
        count = held.shape[1]
        if count > 1:
            apart = np.count_nonzero(held.T @ held == 0) - np.count_nonzero(held.sum(axis=0) == 0)
            found.append(apart / (count * (count - 1)))
    return float(np.mean(found)) if found else 0.0


def _variety(places: np.ndarray, titles: Titles) -> dict:
    rows = titles.rows(places)
    rows = rows[rows >= 0]
    if not len(rows):
        return {}
    head = np.argsort(-titles.fame, kind="stable")[: max(1, round(HEAD * len(titles.ids)))]
    known = np.zeros(len(titles.ids), dtype=bool)
    known[head] = True
    genres = titles.genres[:, rows].sum(axis=1) if len(titles.genres) else np.empty(0)
    return {
        "coverage": len(np.unique(rows)) / len(titles.ids),
        "tail": float((~known[rows]).mean()),
        "gini": gini(genres),
        "genres": dict(zip(titles.names, genres.astype(int).tolist(), strict=True)),
    }
