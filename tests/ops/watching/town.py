"""An invented house whose days are alike, until something is broken in it."""

from dataclasses import dataclass, field, replace

import numpy as np

from matinee.domain.life import Rated, Shown
from matinee.kit.clock import DAY, HOUR
from matinee.ops.watching.features import FEW, MOST_OF_TITLE, counts_of, features_of
from matinee.ops.watching.quality import Titles

TITLES = 400
PEOPLE = 60
UNKNOWN = 10_000
BINS, REFERENCE, YEAR = 10, 56, 365


@dataclass
class Town:
    """popularity: how much the best known titles are preferred. Each draw of a day is another one."""

    chance: np.random.Generator
    popularity: float = 0.9
    titles: Titles = field(init=False)
    quality: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        genres = self.chance.random((8, TITLES)) < 0.25
        self.titles = Titles(
            ids=np.arange(1, TITLES + 1),
            fame=np.arange(TITLES, 0, -1),
            years=self.chance.integers(1950, 2026, TITLES),
            shows=self.chance.random(TITLES) < 0.3,
            genres=genres,
            names=tuple(f"genre {at}" for at in range(8)),
        )
        self.quality = self.chance.normal(0, 0.6, TITLES)

    def day(self, count: int, *, broken: str | None = None) -> dict[str, tuple[float, ...]]:
        chance = self.chance
        weight = np.arange(1, TITLES + 1) ** -(0.2 if broken == "popularity" else self.popularity)
        rows = chance.choice(TITLES, count, p=weight / weight.sum())
        truth = np.clip(3.4 + self.quality[rows], 0.5, 5.0)
        stars = np.clip(np.round(2 * (truth + chance.normal(0, 0.7, count))) / 2, 0.5, 5.0)
        expected = np.clip(truth + chance.normal(0, 0.2, count), 0.5, 5.0)
        ids = rows + 1
        if broken == "re-keyed":
            moved = chance.random(TITLES) < 0.1
            ids = np.where(moved[rows], UNKNOWN + ids, ids)
            expected = np.where(moved[rows], np.nan, expected)
        if broken == "doubled":
            other = chance.random(count) < 0.4
            stars = np.where(other, np.minimum(5.0, 2 * stars), stars)
        if broken == "scale":
            expected = 1 + 0.8 * (expected - 1)
        if broken == "shuffled":
            expected = chance.permutation(np.clip(3.4 + chance.normal(0, 0.6, count), 0.5, 5.0))
        titles = replace(self.titles, years=np.zeros(TITLES, dtype=int)) if broken == "nulled" else self.titles
        hours = np.clip(chance.normal(19, 3, count), 0, 23).astype(int)
        people = chance.integers(1, PEOPLE + 1, count)
        before = chance.integers(0, 300, count)
        rated = [
            Rated(int(person), int(one), float(star), int(hour) * HOUR, int(had))
            for person, one, star, hour, had in zip(people, ids, stars, hours, before, strict=True)
        ]
        shown = [Shown(at, 1, DAY, "v1", "personalised" if at % 9 else "popular", (1,)) for at in range(count // 4)]
        return counts_of(features_of(rated, shown, expected, titles))

    def reference(self, days: int, count: int) -> dict[str, list[tuple[float, ...]]]:
        made = [self.day(count) for _ in range(days)]
        return {name: [day[name] for day in made] for name in made[0]}


def house(chance: np.random.Generator, features: int, *, year: int = YEAR) -> np.ndarray:
    """Counts (features, days, bins) of a house in which nothing changes: its weekdays differ, so do its days, 50 to
    50,000 things happen on one, and six times a year a premiere fills five days."""
    days = REFERENCE + year
    usual = np.exp(chance.uniform(np.log(80), np.log(20_000)))
    week = np.array([1.0, 0.9, 0.9, 1.0, 1.3, 1.7, 1.5])
    sizes_ = np.clip(usual * week[np.arange(days) % 7] * chance.lognormal(0, 0.3, days), 50, 50_000).astype(int)
    base = chance.normal(0, 0.8, (features, 1, BINS))
    weekly = chance.normal(0, 0.08, (features, 7, BINS))[:, np.arange(days) % 7]
    shares = np.exp(base + weekly + chance.normal(0, 0.03, (features, days, BINS)))
    shares /= shares.sum(axis=-1, keepdims=True)
    counts = np.stack([chance.multinomial(n, shares[:, day]) for day, n in enumerate(sizes_)], axis=1).astype(float)
    for begin in chance.choice(days - 5, 6, replace=False):
        extra = np.minimum(chance.uniform(0.05, 0.25) * sizes_, np.maximum(FEW, MOST_OF_TITLE * sizes_))
        bins = chance.integers(0, BINS, features)
        for day in range(begin, begin + 5):
            counts[np.arange(features), day, bins] += extra[day]
    return counts
