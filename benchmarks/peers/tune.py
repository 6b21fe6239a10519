"""A small search for each peer's settings, on the tuning stage alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

Grid = Mapping[str, Sequence[Any]]

ASKED_IN_TUNING = 1500
"""At most so many people of the tuning stage are answered for, drawn once at random."""

EASE = (500.0, 150.0, 250.0, 350.0, 700.0, 1000.0, 1500.0, 2500.0, 4000.0, 6500.0, 10000.0, 16000.0, 30000.0, 60000.0)

DRAWS = {"ials": 16}
"""Random places to try first where parameters lean on each other, as the weight of a like and the regularisation do:
turning one at a time gets stuck there."""

# The first value of each parameter is where the search begins.
GRIDS: dict[tuple[str, str], tuple[Grid, ...]] = {
    ("cornac", "ease"): ({"lamb": EASE},),
    ("rectools", "ease"): ({"regularization": EASE},),
    ("implicit", "ials"): (
        {
            "factors": (64, 16, 24, 32, 48, 96, 128),
            "alpha": (8.0, 2.0, 3.0, 5.0, 12.0, 20.0),
            "regularization": (80.0, 1.0, 5.0, 10.0, 20.0, 40.0, 120.0, 160.0),
            "iterations": (15, 8, 25),
        },
    ),
    ("lenskit", "ials"): (
        {
            "embedding_size": (64, 16, 24, 32, 48, 96, 128),
            "weight": (8.0, 1.0, 2.0, 5.0, 12.0, 20.0),
            "regularization": (80.0, 1.0, 5.0, 10.0, 20.0, 40.0, 120.0, 160.0),
            "epochs": (15, 8, 25),
        },
    ),
    ("implicit", "item_knn"): (
        {"weighting": ("cosine",), "K": (100, 20, 50, 200, 400, 1000)},
        {"weighting": ("tfidf",), "K": (100, 20, 50, 200, 400, 1000)},
        {
            "weighting": ("bm25",),
            "K": (100, 20, 50, 200, 400, 1000),
            "K1": (1.2, 0.2, 0.5, 3.0, 10.0, 100.0),
            "B": (0.5, 0.1, 0.25, 0.75, 0.9, 1.0),
        },
    ),
    ("lenskit", "item_knn"): ({"max_nbrs": (50, 10, 20, 30, 100, 200, 500), "min_sim": (1e-6, 0.02, 0.05, 0.1, 0.2)},),
    ("recbole", "item_knn"): ({"k": (100, 20, 50, 200, 400, 1000), "shrink": (0.0, 10.0, 50.0, 200.0, 500.0, 1000.0)},),
}


def search(
    grid: Grid,
    judge: Callable[[dict[str, Any]], float],
    *,
    passes: int = 2,
    begin: Mapping[str, Any] | None = None,
    draws: int = 0,
) -> tuple[dict[str, Any], float]:
    """Coordinate by coordinate; the best settings and what the judge gave them.

    begin: where to start, of which only values of the grid count; else the first value of each parameter. draws: so
    many random places of the grid are tried first, and the best of them and `begin` is the start. No settings are
    judged twice. A pass that changes nothing is the last.
    """
    judged: dict[tuple[Any, ...], float] = {}

    def mark(settings: dict[str, Any]) -> float:
        key = tuple(settings.values())
        if key not in judged:
            judged[key] = judge(settings)
        return judged[key]

    known = begin or {}
    best = {name: known[name] if known.get(name) in values else values[0] for name, values in grid.items()}
    random = np.random.default_rng(0)
    places = [{name: values[int(random.integers(len(values)))] for name, values in grid.items()} for _ in range(draws)]
    best = max((best, *places), key=mark) if places else best
    for _ in range(passes):
        before = dict(best)
        for name, values in grid.items():
            best = max(({**best, name: value} for value in values), key=mark)
        if best == before:
            break
    return best, mark(best)
