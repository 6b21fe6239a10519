"""The last weeks: people visit the service, are shown slates, meet titles by chance too, and react, late or at once."""

from dataclasses import dataclass, fields

import numpy as np

from matinee.kit.seeds import generator
from matinee.lab.world import policy
from matinee.lab.world.history import Watches, joined
from matinee.lab.world.response import WINDOW_DAYS, Response
from matinee.lab.world.sizes import DAY

RATES_AFTER = 0.7
"""Share of watches that people rate."""


@dataclass(frozen=True, eq=False)
class Decisions:
    """One row a candidate of a visit, shown or held back, with what came of it within the window.

    person, visit, title, rank (-1: held back): int32. time, watched_at (0: never): int64. propensity: float64, chance
    that the candidate was shown at all. clicked, watched: bool. rating: float32, 0 where none was given.
    """

    person: np.ndarray
    visit: np.ndarray
    time: np.ndarray
    title: np.ndarray
    rank: np.ndarray
    propensity: np.ndarray
    clicked: np.ndarray
    watched: np.ndarray
    watched_at: np.ndarray
    rating: np.ndarray

    @property
    def shown(self) -> np.ndarray:
        return self.rank >= 0

    def __len__(self) -> int:
        return len(self.person)


def weeks_before(end: int, visits: int) -> int:
    """The moment the service opened: one window for each visit."""
    return end - visits * WINDOW_DAYS * DAY


def open_service(
    response: Response, history: Watches, *, visits: int, start: int, seed: int, at_once: int = 1_000
) -> tuple[Decisions, Watches]:
    """All decisions, and what people watched in these weeks, whether it was a candidate or not."""
    decisions: list[Decisions] = []
    watches: list[Watches] = []
    for first in range(0, len(response.people), at_once):
        rows = slice(first, min(first + at_once, len(response.people)))
        seen = _seen(history, rows, len(response.titles))
        rng = generator(seed, f"world service {first}")
        for visit in range(visits):
            made, watched = _one_week(
                response, rows, seen, visit=visit, start=start + visit * WINDOW_DAYS * DAY, rng=rng
            )
            decisions.append(made)
            watches.append(watched)
    return _together(decisions), joined(watches)


def _together(parts: list[Decisions]) -> Decisions:
    return Decisions(
        **{field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Decisions)}
    )


def _seen(history: Watches, rows: slice, n_titles: int) -> np.ndarray:
    seen = np.zeros((rows.stop - rows.start, n_titles), dtype=bool)
    inside = (history.person >= rows.start) & (history.person < rows.stop)
    seen[history.person[inside] - rows.start, history.title[inside]] = True
    return seen


def _one_week(
    response: Response, rows: slice, seen: np.ndarray, *, visit: int, start: int, rng: np.random.Generator
) -> tuple[Decisions, Watches]:
    person = np.arange(rows.start, rows.stop, dtype=np.int32)
    hour = (response.people.hour[person] + rng.normal(0, 1.0, len(person))) % 24
    time = (start + rng.integers(0, 1, len(person)) * DAY + hour * 3600).astype(np.int64)
    slates = policy.choose(response, person, time, seen, rng)
    met = _met_by_chance(response, person, time, seen, rng)
    clicked = (slates.rank >= 0) & (
        rng.random(slates.rank.shape) < response.glance(person[:, None], np.maximum(slates.rank, 0))
    )
    local = np.broadcast_to(np.arange(len(person))[:, None], slates.title.shape)
    met[local[clicked], slates.title[clicked]] = True
    at, title = np.nonzero(met)
    watches = rng.random(len(at)) < response.interest(person[at], title, time[at])
    at, title = at[watches], title[watches].astype(np.int32)
    watched_at = time[at] + (rng.random(len(at)) ** 2 * WINDOW_DAYS * DAY).astype(np.int64)
    mood = rng.normal(0, 0.3, len(at))
    rating = response.rate(person[at], title, watched_at, mood=mood, rng=rng)
    rating[rng.random(len(at)) > RATES_AFTER] = 0.0
    seen[at, title] = True
    when = np.zeros(seen.shape, dtype=np.int64)
    when[at, title] = watched_at
    stars = np.zeros(seen.shape, dtype=np.float32)
    stars[at, title] = rating
    outcome_at = when[local, slates.title]
    made = Decisions(
        person=np.repeat(person, policy.CANDIDATES),
        visit=np.full(slates.title.size, visit, dtype=np.int32),
        time=np.repeat(time, policy.CANDIDATES),
        title=slates.title.ravel(),
        rank=slates.rank.ravel(),
        propensity=slates.propensity.ravel(),
        clicked=clicked.ravel(),
        watched=(outcome_at > 0).ravel(),
        watched_at=outcome_at.ravel(),
        rating=stars[local, slates.title].ravel(),
    )
    return made, Watches(person[at], title, watched_at, rating)


def _met_by_chance(
    response: Response, person: np.ndarray, time: np.ndarray, seen: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """bool (people, titles): what each came across within the window without being shown it."""
    fresh = response.titles.fame[None, :] * response.freshness(np.arange(len(response.titles))[None, :], time[:, None])
    rate = (response.meetings_a_day * WINDOW_DAYS) * response.people.activity[person].astype(np.float64)
    met = rng.random(seen.shape) < -np.expm1(-rate[:, None] * fresh)
    return met & ~seen
