"""A world of ratings in which taste crosses: what one half loves the other half cannot stand."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.data.dataset import Dataset

PEOPLE, TITLES = 60, 12


@dataclass(frozen=True, eq=False)
class Crossed:
    """train: everybody has rated every title but one. left_out: int (people,), that one. truth: (people, titles)."""

    train: Dataset
    left_out: np.ndarray
    truth: np.ndarray


@cache
def crossed() -> Crossed:
    """Four kinds of people; each of two tastes moves a rating by one star up or down, without any noise."""
    people, titles = np.arange(PEOPLE), np.arange(TITLES)
    first = np.outer(1 - 2 * (people % 2), 1 - 2 * (titles % 2))
    second = np.outer(1 - 2 * (people // 2 % 2), 1 - 2 * (titles // 2 % 2))
    truth = 3.0 + first + second
    left_out = people % TITLES
    who, which = np.nonzero(titles[None, :] != left_out[:, None])
    data = Dataset.from_columns(who, which, truth[who, which], name="crossed")
    return Crossed(data, left_out, truth)


def error_of(model: PredictsRatings, world: Crossed) -> float:
    """Mean absolute error on what was left out."""
    rows = np.arange(PEOPLE)
    made = model.predict_ratings(world.train.histories, rows, world.left_out)
    return float(np.abs(made - world.truth[rows, world.left_out]).mean())
