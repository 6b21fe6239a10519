"""A little chance in a slate, so that what was shown can be told from what would have been liked anyway.

Each place of the slate is opened with the chance `share`, by itself. The titles of the open places go into a hat with
all candidates that were not chosen, and the open places draw from the hat, each title at most once. So every candidate
can come to every place, what stands at a place that stays closed was chosen, and the chance of all of it is known in
closed form. What the chances are good for stands in docs/exploration.md.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from matinee.domain.errors import BadConfig


@dataclass(frozen=True, eq=False)
class Explored:
    """titles: those that are shown, in their order, as they were given. propensities: float64, like the titles: the
    chance that exactly this title comes to exactly this place, given what was chosen and what was left."""

    titles: np.ndarray
    propensities: np.ndarray


@dataclass(frozen=True)
class PlaceChances:
    """What may come to one place of a slate, and the chance of it; alike for every place. stayed: the title chosen for
    it. moved: one title chosen for another place. brought: one title that was not chosen."""

    stayed: float
    moved: float
    brought: float


def explore(chosen: np.ndarray, pool: np.ndarray, *, share: float, seed: int) -> Explored:
    """The slate that is shown in place of the chosen one.

    chosen: titles in their order, as positions or ids. pool: the candidates that might stand there as well, none of
    them chosen. share: the chance that a place is opened, from 0 to 1. seed: of this slate alone; the same seed gives
    the same slate. It must not hang on what is in the slate.
    """
    _check(share)
    titles, shown = chosen.copy(), np.full(len(chosen), 1.0)
    if share == 0 or not len(chosen):
        return Explored(titles, shown)
    chances = place_chances(len(chosen), len(pool), share)
    shown[:] = chances.stayed
    for place, source in _drawn(len(chosen), len(pool), share, random.Random(seed)):  # noqa: S311  # nosec B311
        if source >= len(chosen):
            titles[place], shown[place] = pool[source - len(chosen)], chances.brought
        elif source != place:
            titles[place], shown[place] = chosen[source], chances.moved
    return Explored(titles, shown)


def _drawn(places: int, others: int, share: float, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Each open place, and what it drew: the title of a place, or, from `places` on, one of the others.

    The hat is shuffled only as far as it is drawn from: `swapped` holds what does not lie at its own number any more.
    """
    opened = [place for place in range(places) if chance.random() < share]
    swapped: dict[int, int] = {}
    for number, place in enumerate(opened):
        taken = number + int(chance.random() * (len(opened) + others - number))
        held = swapped.get(taken, taken)
        swapped[taken] = swapped.get(number, number)
        yield place, opened[held] if held < len(opened) else places + held - len(opened)


@lru_cache(maxsize=4096)
def place_chances(places: int, others: int, share: float) -> PlaceChances:
    """places: of the slate. others: candidates that were not chosen.

    An open place draws one of others + n titles, n being the open places, itself among them; n is binomial.
    """
    _check(share)
    brought = share * _mean_inverse(others + 1, places - 1, share)
    moved = share * share * _mean_inverse(others + 2, places - 2, share) if places > 1 else 0.0
    return PlaceChances(stayed=1 - share + brought, moved=moved, brought=brought)


def slate_chance(places: int, others: int, share: float, *, changed: int) -> float:
    """The chance of one whole slate, in its order. changed: places at which it differs from the chosen one.

    A changed place was open; one that is as chosen may have been open too, and have drawn its own title.
    """
    _check(share)
    total = 0.0
    for opened in range(changed, places + 1):
        ways = math.comb(places - changed, opened - changed)
        draws = math.prod(1 / (others + left) for left in range(opened, 0, -1))
        total += ways * share**opened * (1 - share) ** (places - opened) * draws
    return total


def _mean_inverse(least: int, trials: int, share: float) -> float:
    """The mean of 1 / (least + b), where b is binomial."""
    return sum(
        math.comb(trials, hits) * share**hits * (1 - share) ** (trials - hits) / (least + hits)
        for hits in range(trials + 1)
    )


def _check(share: float) -> None:
    if not 0 <= share <= 1:
        raise BadConfig(f"a share of {share:g} cannot be explored", where="exploration", remedy="Choose from 0 to 1")
