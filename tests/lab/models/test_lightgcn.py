"""LightGCN: smoothing by definition, people without ids, and the same answers in torch and in numpy."""

from typing import Any

import numpy as np
import torch

from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.models.lightgcn import (
    BIAS,
    POINTS,
    SHARPNESS,
    LightGcn,
    counts,
    final_points,
    final_points_of_arrays,
    smoothed,
    smoothing_of_tensors,
)
from matinee.lab.nn.bags import summed
from matinee.lab.world.checkerboard import checkerboard

BOARD = checkerboard(people=120)
LIKES = BOARD.data.histories.liked(BOARD.data.feedback)
PULL = (1.0 / np.sqrt(np.maximum(np.bincount(LIKES.titles, minlength=LIKES.n_titles), 1))).astype(np.float32)
EDGES = LIKES.matrix(counts(LIKES, PULL))
GENERATOR = np.random.default_rng(2)
WEIGHTS = {
    POINTS: GENERATOR.standard_normal((LIKES.n_titles, 6)).astype(np.float32),
    SHARPNESS: np.array([0.7], dtype=np.float32),
    BIAS: GENERATOR.standard_normal(LIKES.n_titles).astype(np.float32),
}


def fitted(data: Dataset = BOARD.data, **settings: Any) -> LightGcn:
    config = LightGcn.Config.model_validate({**LightGcn.Config.small, "epochs": 5, **settings})
    return LightGcn(config).fit(data, FitContext(seed=1))


def test_numpy_answers_as_torch_does() -> None:
    model = fitted()
    model.points, model.pull, model.bias = final_points_of_arrays(WEIGHTS, EDGES, 2), PULL, WEIGHTS[BIAS]
    tensors = {name: torch.from_numpy(array) for name, array in WEIGHTS.items()}
    points = final_points(tensors, smoothing_of_tensors(EDGES), 2)
    people = summed(points, LIKES, torch.from_numpy(counts(LIKES, PULL)))
    np.testing.assert_allclose(
        model.scores(BOARD.data.histories), (people @ points.T + tensors[BIAS]).numpy(), atol=1e-5
    )


def test_a_layer_is_what_the_paper_has_by_way_of_the_people() -> None:
    """e_u <- sum over titles of e_i / sqrt(n_u n_i), then e_i <- sum over people of e_u / sqrt(n_u n_i)."""
    liked = LIKES.matrix(np.ones(len(LIKES.titles), dtype=np.float32)).toarray()
    mine, its = liked.sum(axis=1), np.maximum(liked.sum(axis=0), 1)
    adjacency = liked / np.sqrt(mine[:, None] * its)
    np.testing.assert_allclose(EDGES.toarray(), adjacency, rtol=1e-5)
    made = smoothed(WEIGHTS[POINTS], lambda points: EDGES.T @ (EDGES @ points), 1)
    np.testing.assert_allclose(made, (WEIGHTS[POINTS] + adjacency.T @ (adjacency @ WEIGHTS[POINTS])) / 2, atol=1e-5)


def test_the_gradient_of_smoothing_is_smoothing() -> None:
    points = torch.from_numpy(WEIGHTS[POINTS].copy()).requires_grad_()
    towards = torch.from_numpy(GENERATOR.standard_normal(WEIGHTS[POINTS].shape).astype(np.float32))
    (smoothing_of_tensors(EDGES)(points) * towards).sum().backward()
    assert points.grad is not None
    np.testing.assert_allclose(points.grad.numpy(), EDGES.T @ (EDGES @ towards.numpy()), atol=1e-5)


def test_titles_are_smoothed_once_for_each_layer() -> None:
    double = smoothed(np.ones((1, 1), dtype=np.float32), lambda points: 2 * points, 3)
    assert double.item() == (1 + 2 + 4 + 8) / 4


def test_tastes_are_told_apart() -> None:
    top = fitted(epochs=30).recommend(BOARD.data.histories, 5)
    right = np.array([BOARD.right(person)[top.titles[person]].mean() for person in range(len(top))])
    assert right.mean() > 0.95


def test_a_catalogue_told_apart_by_what_is_drawn_is_learned_too() -> None:
    top = fitted(epochs=30, candidates=10).recommend(BOARD.data.histories, 5)
    right = np.array([BOARD.right(person)[top.titles[person]].mean() for person in range(len(top))])
    assert right.mean() > 0.9


def test_points_are_held_short_on_request() -> None:
    assert np.linalg.norm(fitted(l2=0.1).points) < np.linalg.norm(fitted().points)


def test_another_seed_is_another_model() -> None:
    other = LightGcn(LightGcn.Config.model_validate({**LightGcn.Config.small, "epochs": 5})).fit(
        BOARD.data, FitContext(seed=2)
    )
    assert np.abs(other.points - fitted().points).max() > 1e-3


def test_it_stops_by_itself_when_it_gets_no_better() -> None:
    model = fitted(epochs=200, patience=2)
    assert model.report is not None
    assert len(model.report.curves["loss"]) < 200
