"""A small search for each peer's settings, on the tuning stage alone."""

import json
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
    ("recbole", "slim"): ({"alpha": (0.005, 0.002, 0.02, 0.05), "l1_ratio": (0.02, 0.1, 0.002)},),
    ("recbole", "item_knn"): ({"k": (100, 20, 50, 200, 400, 1000), "shrink": (0.0, 10.0, 50.0, 200.0, 500.0, 1000.0)},),
    # The networks: the settings that their authors published, and the number of epochs to be found.
    ("recbole", "recvae"): (
        {
            "epochs": (20, 40),
            "batch": (500,),
            "rate": (5e-4,),
            "hidden_dimension": (600,),
            "latent_dimension": (200,),
            "dropout_prob": (0.5,),
            "gamma": (0.005,),
            "mixture_weights": ([0.15, 0.75, 0.1],),
        },
    ),
    ("recbole", "mult_vae"): (
        {
            "epochs": (60, 120),
            "batch": (500,),
            "rate": (1e-3,),
            "mlp_hidden_size": ([600],),
            "latent_dimension": (400,),
            "dropout_prob": (0.5,),
            "anneal_cap": (0.2,),
            "total_anneal_steps": (2000,),
        },
    ),
    ("cornac", "mult_vae"): (
        {
            "n_epochs": (100, 200),
            "k": (100,),
            "hidden": (300,),
            "act_fn": ("tanh",),
            "batch_size": (256,),
            "learning_rate": (1e-3,),
            "beta": (0.2,),
        },
    ),
    ("recbole", "lightgcn"): (
        {
            "epochs": (60, 120),
            "batch": (4096,),
            "rate": (2e-3,),
            "embedding_size": (64,),
            "n_layers": (2,),
            "reg_weight": (1e-4,),
        },
    ),
    ("recbole", "ncf"): (
        {
            "epochs": (10, 20),
            "batch": (4096,),
            "rate": (1e-3,),
            "mf_embedding_size": (64,),
            "mlp_embedding_size": (64,),
            "mlp_hidden_size": ([128, 64],),
            "dropout_prob": (0.1,),
            "mf_train": (True,),
            "mlp_train": (True,),
        },
    ),
    ("rectools", "sasrec"): (
        {
            "epochs": (20, 40),
            "n_factors": (64,),
            "n_blocks": (2,),
            "n_heads": (1,),
            "dropout_rate": (0.1,),
            "session_max_len": (100,),
            "lr": (1e-3,),
            "batch_size": (128,),
            "loss": ("softmax",),
        },
    ),
    ("surprise", "svd"): (
        {
            "n_factors": (100, 50, 200),
            "n_epochs": (20, 40, 60),
            "lr_all": (0.005, 0.01),
            "reg_all": (0.05, 0.02, 0.08, 0.1),
        },
    ),
    ("surprise", "svdpp"): (
        {"n_factors": (20, 50), "n_epochs": (20, 40), "lr_all": (0.007, 0.01), "reg_all": (0.02, 0.05, 0.1)},
    ),
    ("myfm", "bfm"): ({"factors": (10,), "samples": (512,), "task": ("ordered",)},),
}


def merit(figures: Mapping[str, float]) -> float:
    """What a search raises: the mean of both NDCG, or less the root mean square error."""
    if "rmse" in figures:
        return -figures["rmse"]
    return sum(figures.values()) / len(figures)


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
    judged: dict[str, float] = {}

    def mark(settings: dict[str, Any]) -> float:
        key = json.dumps(settings)  # a value may be a list, of the sizes of layers
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
