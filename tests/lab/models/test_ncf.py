"""NCF: a network over vectors, people without ids, and the same answers in torch and in numpy."""

from typing import Any

import numpy as np
import pytest
import torch

from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.models.ncf import Ncf, forward
from matinee.lab.world.checkerboard import checkerboard

BOARD = checkerboard(people=120)
LIKES = BOARD.data.histories.liked(BOARD.data.feedback)
ALL = np.arange(BOARD.data.n_titles)


def fitted(data: Dataset = BOARD.data, **settings: Any) -> Ncf:
    config = Ncf.Config.model_validate({**Ncf.Config.small, "epochs": 3, **settings})
    return Ncf(config).fit(data, FitContext(seed=1))


def test_numpy_answers_as_torch_does() -> None:
    model = fitted()
    tensors = {name: torch.from_numpy(array) for name, array in model.weights.items()}
    made = forward(tensors, LIKES, ALL).numpy() + model.prior
    np.testing.assert_allclose(model.scores(BOARD.data.histories), made, atol=1e-5)


def test_some_titles_are_judged_as_they_are_among_all() -> None:
    tensors = {name: torch.from_numpy(array) for name, array in fitted().weights.items()}
    some = np.array([3, 7, 20])
    np.testing.assert_allclose(forward(tensors, LIKES, some), forward(tensors, LIKES, ALL)[:, some], atol=1e-6)


def test_both_halves_have_a_say() -> None:
    model = fitted(epochs=10)
    whole = model.scores(BOARD.data.histories)
    without_product, without_network = fitted(epochs=10), fitted(epochs=10)
    without_product.weights["product"] = np.zeros_like(model.weights["product"])
    without_network.weights["out"] = np.zeros_like(model.weights["out"])
    for other in (without_product, without_network):
        assert np.abs(other.scores(BOARD.data.histories) - whole).max() > 0.01


def test_each_title_of_a_history_has_learned_how_much_it_tells() -> None:
    pull = fitted(epochs=10).weights["pull"]
    assert pull.std() > 0.01


@pytest.mark.parametrize("candidates", [10, 1000])
def test_tastes_are_told_apart(candidates: int) -> None:
    top = fitted(epochs=20, candidates=candidates).recommend(BOARD.data.histories, 5)
    right = np.array([BOARD.right(person)[top.titles[person]].mean() for person in range(len(top))])
    assert right.mean() > 0.9


def test_somebody_without_a_history_gets_what_most_people_like() -> None:
    model = fitted()
    top = model.recommend(Histories.from_lists([[]], n_titles=BOARD.data.n_titles), 5).titles[0]
    counts = np.bincount(LIKES.titles, minlength=BOARD.data.n_titles)
    assert sorted(counts[top].tolist()) == sorted(counts.tolist())[-5:]


def test_another_seed_is_another_model() -> None:
    other = Ncf(Ncf.Config.model_validate({**Ncf.Config.small, "epochs": 3})).fit(BOARD.data, FitContext(seed=2))
    assert np.abs(other.weights["titles"] - fitted().weights["titles"]).max() > 1e-3
