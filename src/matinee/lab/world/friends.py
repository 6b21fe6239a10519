"""Who befriends whom: households know each other, and beyond them people alike find each other."""

import numpy as np
import polars as pl

from matinee.kit.seeds import generator
from matinee.lab.world.sizes import DAY
from matinee.lab.world.traits import END, PeopleTraits

MET = 60
"""Others that a person comes across and may befriend."""
OUTSIDE = 1.85
"""Friendships that a person starts outside the household, on average: with households a mean of about five friends."""
LIKENESS = 0.55
"""How much a unit of squared distance between tastes, for each axis, counts against a friendship."""
SPREAD = 0.95
"""Standard deviation of the logarithm of how sociable people are: what makes the tail heavy."""
BLOCK = 20_000


def befriend(people: PeopleTraits, *, seed: int) -> pl.DataFrame:
    """person, friend (rows of `people`, person < friend, each pair once), since (seconds; never before both joined)."""
    rng = generator(seed, "world friends")
    count = len(people)
    sociable = np.exp(rng.normal(0, SPREAD, count))
    sociable /= max(float(sociable.mean()), 1e-9)
    pairs = [_households(people.household)]
    for first in range(0, count, BLOCK):
        rows = np.arange(first, min(first + BLOCK, count))
        pairs.append(_found_outside(people, sociable, rows, rng))
    both = np.sort(np.concatenate(pairs), axis=1)
    both = np.unique(both[both[:, 0] != both[:, 1]], axis=0)
    joined = np.maximum(people.joined[both[:, 0]], people.joined[both[:, 1]])
    since = joined + (rng.random(len(both)) ** 2 * np.maximum(END - joined - DAY, 0)).astype(np.int64)
    return pl.DataFrame({"person": both[:, 0].astype(np.int32), "friend": both[:, 1].astype(np.int32), "since": since})


def _households(household: np.ndarray) -> np.ndarray:
    """int64 (pairs, 2): everybody with everybody of the same home. Homes are up to four neighbours by number."""
    found = []
    for apart in range(1, 4):
        same = np.flatnonzero(household[:-apart] == household[apart:])
        found.append(np.stack([same, same + apart], axis=1))
    return np.concatenate(found).astype(np.int64)


def _found_outside(
    people: PeopleTraits, sociable: np.ndarray, rows: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """int64 (pairs, 2): of the people each row meets, those most to its taste and most easily befriended."""
    met = rng.integers(0, len(people), (len(rows), MET))
    apart = ((people.taste[rows][:, None, :] - people.taste[met]) ** 2).mean(axis=2)
    pull = np.log(sociable[met]) - LIKENESS * people.taste.shape[1] * apart / 2 + rng.gumbel(size=met.shape)
    best = np.take_along_axis(met, np.argsort(-pull, axis=1), axis=1)
    wanted = np.minimum(rng.poisson(OUTSIDE * sociable[rows]), MET)
    chosen = np.arange(MET)[None, :] < wanted[:, None]
    return np.stack([np.repeat(rows, wanted), best[chosen]], axis=1).astype(np.int64)
