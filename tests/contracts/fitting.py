"""A small world whose right answers are known, and models fitted on it."""

from functools import cache
from typing import Any

import numpy as np

from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.dataset import Dataset
from tests.worlds.two_tastes import two_tastes

Kind = type[Recommender]

CLOSE: dict[str, Any] = {"rtol": 1e-5, "atol": 1e-6}

WORLD = two_tastes()


def freshly_fitted(kind: Kind, data: Dataset = WORLD.data, **settings: Any) -> Recommender:
    """With the settings that the model has for a small world, and others laid over them."""
    values = {**kind.Config.small, **settings}
    return kind(kind.Config.from_values(values, model=kind.name())).fit(data, FitContext(seed=3))


@cache
def _fitted_once(kind: Kind) -> Recommender:
    return freshly_fitted(kind)


def fitted(kind: Kind, data: Dataset = WORLD.data, **settings: Any) -> Recommender:
    """To be asked and not to be changed: that of the usual world is made once."""
    return _fitted_once(kind) if data is WORLD.data and not settings else freshly_fitted(kind, data, **settings)


def assert_sane(scores: np.ndarray, *, rows: int) -> None:
    assert scores.dtype == np.float32
    assert scores.shape == (rows, WORLD.data.n_titles)
    assert not np.isnan(scores).any()
    assert not np.isposinf(scores).any()
