"""When requests come, and who asks. What comes does not wait for what was answered: an open loop."""

from itertools import count
from typing import Protocol

import numpy as np


class Drawn(Protocol):
    def __call__(self) -> int: ...


def poisson(rate: float, seconds: float, *, seed: int) -> np.ndarray:
    """float64: moments in seconds from the start, as many people who know nothing of each other make them."""
    chance = np.random.default_rng([seed, 1])
    gaps = chance.exponential(1 / rate, size=int(rate * seconds * 1.2) + 100)
    moments = np.cumsum(gaps)
    return moments[moments < seconds]


def steady(rate: float, seconds: float) -> np.ndarray:
    """float64: moments at one distance."""
    return np.arange(int(rate * seconds)) / rate


def zipf(people: int, *, seed: int, exponent: float = 1.0) -> Drawn:
    """Draws people, numbered from 0: the n-th busiest as often as 1 / n^exponent says. Who is busy is by chance."""
    chance = np.random.default_rng([seed, 2])
    weights = 1 / np.arange(1, people + 1) ** exponent
    ends = np.cumsum(weights / weights.sum())
    order = chance.permutation(people)
    drawn = (
        int(order[min(place, people - 1)]) for _ in count() for place in np.searchsorted(ends, chance.random(4096))
    )
    return lambda: next(drawn)
