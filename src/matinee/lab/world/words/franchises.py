"""Which films continue which: films of one mixture of genres that came out some years apart."""

import numpy as np

from matinee.lab.world.sizes import DAY
from matinee.lab.world.traits import END, TitleTraits
from matinee.lab.world.words.dice import Dice

SHARE = 0.08
"""Of films that stand in a franchise."""
YEAR = 365.25 * DAY


def series(titles: TitleTraits, dice: Dice) -> list[list[int]]:
    """Rows of the films of each franchise, in order of release; every film in one at most."""
    films = np.flatnonzero(~titles.is_show)
    wanted = round(SHARE * len(films))
    mixtures = np.unique(titles.genres[films], axis=0, return_inverse=True)[1].ravel()
    order = films[np.lexsort((titles.released[films], mixtures))]
    mixture = np.empty(len(titles), dtype=np.int64)
    mixture[films] = mixtures
    found: list[list[int]] = []
    taken: set[int] = set()
    for _ in range(len(films)):
        if len(taken) >= wanted - 1:
            break
        at = dice.number(0, len(order) - 1)
        length = min(2 + int(dice.draw() ** 2 * 4), wanted - len(taken))
        parts = _follow(titles, order, at, mixture=mixture, taken=taken, dice=dice, length=length)
        if len(parts) > 1:
            taken.update(parts)
            found.append(parts)
    return found


def _follow(
    titles: TitleTraits, order: np.ndarray, at: int, *, mixture: np.ndarray, taken: set[int], dice: Dice, length: int
) -> list[int]:
    """A film and up to length - 1 later ones of its mixture, each one and a half to twelve years after the last."""
    head = int(order[at])
    if head in taken or titles.released[head] > END:
        return []
    parts = [head]
    gap = (1.5 + 2.5 * dice.draw()) * YEAR
    for row in order[at + 1 :]:
        if mixture[row] != mixture[head] or len(parts) == length:
            break
        passed = titles.released[row] - titles.released[parts[-1]]
        if passed > 12 * YEAR:
            break
        if passed >= gap and int(row) not in taken:
            parts.append(int(row))
            gap = (1.5 + 2.5 * dice.draw()) * YEAR
    return parts
