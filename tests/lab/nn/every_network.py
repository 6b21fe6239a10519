"""Every network on a tiny demo world, and how near two of them are to each other."""

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from matinee.lab.core import registry
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.loaders.load import load
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Stage
from matinee.lab.nn.training import LOSS
from matinee.lab.world.files import write_world
from matinee.lab.world.sizes import size_named
from matinee.lab.world.world import build_world

VARIANTS: dict[str, dict[str, Any]] = {
    "recvae, plain": {"kind": "mult-vae"},
    "sasrec, drawn": {"loss": "sampled", "negatives": 64, "layers": 2},
    "sasrec, without times": {"loss": "gbce", "negatives": 64, "order": "shuffled"},
    "sae, deep": {"layers": (64, 16, 64), "optimiser": "rmsprop", "scaling": "person", "activation": "silu"},
    "rbm, with Adam": {"optimiser": "adam", "rate": 0.01, "presence": False},
}
"""Settings that lead through other operations than the usual ones."""
NETWORKS = [name for name in registry.names() if registry.find(name).family == "network"]
EVERY = [*NETWORKS, *VARIANTS]
NO_CHANCE: dict[str, dict[str, Any]] = {
    "lightgcn": {},
    "ncf": {},
    "two_tower": {"bare": 0.0},
    "sasrec": {"dropout": 0.0},
    "sae": {"dropout": 0.0},
    "rbm": {"epochs": 0},
}
"""Settings with which nothing is drawn on the device, where a card and a processor draw other numbers."""
SAME_LOSS = 0.02
"""Share of the loss of an epoch. A factor of bfloat16 is off by 0.2 % at most."""
SAME_SCORES = 0.5
"""Share of what another seed changes in the scores. Where a network goes its own way from a small difference, as `ncf`
does, it goes far; but less far than it does by other first weights and batches."""

USUAL = FitContext(seed=3, threads=1)


@cache
def stages() -> dict[bool, Stage]:
    """Of a tiny demo world: for ratings, and for rankings."""
    with tempfile.TemporaryDirectory() as folder:
        write_world(build_world(size_named("tiny"), seed=7), Path(folder))
        data = load(Path(folder)).dataset
    return {rated: make_split(data, "rating" if rated else "weak", seed=1).final for rated in (True, False)}


def network(label: str, **settings: Any) -> Recommender:
    return registry.make(label.partition(",")[0], {**VARIANTS.get(label, {}), **settings})


def stage_of(model: Recommender) -> Stage:
    return stages()[not model.ranks]


def freshly_fitted(label: str, device: str, *, context: FitContext = USUAL, **settings: Any) -> Recommender:
    model = network(label, **settings)
    return model.fit(stage_of(model).train, replace(context, device=device))


@cache
def fitted(label: str, device: str, *, seed: int = USUAL.seed) -> Recommender:
    return freshly_fitted(label, device, context=replace(USUAL, seed=seed))


def losses(model: Recommender) -> np.ndarray:
    assert model.report is not None
    return np.array([value for _, value in model.report.curves[LOSS]])


def assert_alike(one: Recommender, other: Recommender, label: str) -> None:
    assert apart(one, other) < SAME_SCORES * apart(fitted(label, "cpu", seed=4), fitted(label, "cpu"))


def apart(one: Recommender, other: Recommender) -> float:
    """How far the scores of everybody differ, as a share of what they differ by from title to title."""
    first, second = (model.scores(stage_of(model).task.histories) for model in (one, other))
    return float(np.linalg.norm(first - second) / np.linalg.norm(second - second.mean(axis=1, keepdims=True)))
