"""The hidden truth about titles and people, as arrays: where they lie on the map, and what else moves a decision."""

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from matinee.kit.seeds import generator
from matinee.lab.world.genres import AXES, COMBINATIONS, GENRE_MAP, GENRES, WEIGHTS, nearest_moods
from matinee.lab.world.lots import Lots
from matinee.lab.world.sizes import DAY, Size

FLAVOURS = 4
"""Hidden axes beyond the named ones: circles of taste that no genre tells."""
TELEVISION = -630_720_000
"""Shows are from 1950 on."""
START, END = 1_577_836_800, 1_767_225_600
"""The audience's years: 2020-01-01 to 2026-01-01 UTC."""


@dataclass(frozen=True, eq=False)
class TitleTraits:
    """Row i is title i. place: float32 (titles, axes + flavours). appeal: float32, quality as everyone sees it, mean 0.
    fame: float64, share of all chance encounters. released: int64 seconds. genres: bool (titles, GENRES).
    mood: index into MOODS. is_show: bool."""

    place: np.ndarray
    appeal: np.ndarray
    fame: np.ndarray
    released: np.ndarray
    genres: np.ndarray
    mood: np.ndarray
    is_show: np.ndarray

    def __len__(self) -> int:
        return len(self.appeal)

    @cached_property
    def lots(self) -> Lots:
        """Draws titles by fame."""
        return Lots.of(self.fame)

    def genres_of(self, title: int) -> tuple[str, ...]:
        return tuple(name for name, has in zip(GENRES, self.genres[title], strict=True) if has)


@dataclass(frozen=True, eq=False)
class PeopleTraits:
    """Row i is person i. taste, drift: float32 (people, axes + flavours): taste at the start and how far it moves by
    the end. generosity: float32 stars added to every rating. doubt: float32 noise of ratings in stars. activity:
    float32, encounters over the years. curiosity: float32, how easily shown things are looked at. patience: float32,
    how far down a slate the eye goes. joined: int64 seconds. hour, weekend: habit of time. binge: mean titles in one
    sitting. household: int32. whole_stars: bool, people who never use halves."""

    taste: np.ndarray
    drift: np.ndarray
    generosity: np.ndarray
    doubt: np.ndarray
    activity: np.ndarray
    curiosity: np.ndarray
    patience: np.ndarray
    joined: np.ndarray
    hour: np.ndarray
    weekend: np.ndarray
    binge: np.ndarray
    household: np.ndarray
    whole_stars: np.ndarray

    def __len__(self) -> int:
        return len(self.generosity)

    def rows(self, wanted: slice) -> "PeopleTraits":
        return PeopleTraits(**{field.name: getattr(self, field.name)[wanted] for field in fields(self)})

    def at(self, rows: np.ndarray, times: np.ndarray) -> np.ndarray:
        """float32 (rows, axes + flavours): the tastes of people at moments."""
        passed = ((times - START) / (END - START)).astype(np.float32)
        moved = self.drift.take(rows, axis=0)
        moved *= passed[:, None]
        moved += self.taste.take(rows, axis=0)
        return moved


def make_titles(size: Size, *, seed: int) -> TitleTraits:
    rng = generator(seed, "world titles")
    count = size.titles
    genres = _genres(rng, count)
    centre = genres @ GENRE_MAP / genres.sum(axis=1, keepdims=True)
    named = centre + rng.normal(0, 0.33, (count, len(AXES)))
    place = np.concatenate([named, _flavours(rng, count)], axis=1).astype(np.float32)
    appeal = rng.normal(0, 0.52, count).astype(np.float32)
    released = _release_dates(rng, count)
    fame = np.exp(1.35 * rng.normal(0, 1, count) + 0.75 * appeal)
    return TitleTraits(
        place=place,
        appeal=appeal,
        fame=fame / fame.sum(),
        released=released,
        genres=genres,
        mood=nearest_moods(named.astype(np.float32) + rng.normal(0, 0.15, named.shape)).astype(np.int32),
        is_show=(rng.random(count) < 0.22) & (released > TELEVISION),
    )


def _genres(rng: np.random.Generator, count: int) -> np.ndarray:
    """bool (titles, genres): a usual combination, and now and then one genre more that nobody expected."""
    combinations = np.array([[genre in mix for genre in GENRES] for mix in COMBINATIONS])
    genres = combinations[rng.choice(len(COMBINATIONS), size=count, p=WEIGHTS)]
    surprised = np.flatnonzero((rng.random(count) < 0.12) & (genres.sum(axis=1) < 3))
    genres[surprised, rng.integers(0, len(GENRES), len(surprised))] = True
    return genres


def _flavours(rng: np.random.Generator, count: int) -> np.ndarray:
    """Most titles belong mainly to one circle of taste, a few to two or to none."""
    weights = rng.dirichlet(np.full(FLAVOURS, 0.35), count)
    signs = rng.choice([-1.0, 1.0], size=(count, FLAVOURS))
    return signs * weights * 1.6


def _release_dates(rng: np.random.Generator, count: int) -> np.ndarray:
    """Older years are thinner; a sixth comes out while the audience is watching."""
    years_before = rng.gamma(1.3, 13.0, count)
    recent = rng.random(count) < 0.17
    moment = np.where(recent, START + rng.random(count) * (END - START), START - years_before * 365.25 * DAY)
    earliest = -1_500_000_000  # mid 1922
    return np.maximum(moment, earliest).astype(np.int64)


def make_people(size: Size, *, seed: int, first: int = 0, count: int | None = None) -> PeopleTraits:
    """`count` people, the first of whom has the number `first` in the world; each such block has chances of its own."""
    rng = generator(seed, f"world people {first}")
    count = size.people if count is None else count
    axes = len(AXES)
    named = rng.normal(0, 1.0, (count, axes)) * np.array([1.0, 0.8, 1.0, 0.9, 0.7, 0.9])
    hidden = rng.normal(0, 1.0, (count, FLAVOURS))
    household = _households(rng, count)
    shared = rng.normal(0, 0.45, (household.max() + 1, axes))[household]
    taste = np.concatenate([named + shared, hidden], axis=1).astype(np.float32)
    activity = np.exp(rng.normal(0, 1.15, count))
    activity = np.maximum(activity / np.exp(1.15**2 / 2), 0.17)
    return PeopleTraits(
        taste=taste,
        drift=(rng.normal(0, 0.35, taste.shape)).astype(np.float32),
        generosity=rng.normal(0, 0.4, count).astype(np.float32),
        doubt=rng.gamma(9.0, 0.085, count).astype(np.float32),
        activity=activity.astype(np.float32),
        curiosity=rng.beta(5, 4, count).astype(np.float32),
        patience=rng.gamma(4.0, 1.2, count).astype(np.float32),
        joined=(START + rng.beta(1.1, 1.6, count) * 0.92 * (END - START)).astype(np.int64),
        hour=(19.5 + rng.normal(0, 2.2, count)).astype(np.float32) % 24,
        weekend=rng.beta(3, 4, count).astype(np.float32),
        binge=(1.0 + rng.gamma(1.4, 2.2, count)).astype(np.float32),
        household=household,
        whole_stars=rng.random(count) < 0.45,
    )


def _households(rng: np.random.Generator, count: int) -> np.ndarray:
    """int32 (people,): neighbours in the numbering share homes of one to four."""
    sizes = rng.choice([1, 2, 3, 4], size=count, p=[0.42, 0.34, 0.13, 0.11])
    return np.repeat(np.arange(count), sizes)[:count].astype(np.int32)
