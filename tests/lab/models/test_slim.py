"""SLIM against the definition of its weights, and what is its own."""

import time
from typing import Any

import numpy as np
import pytest

from matinee.domain.errors import BadConfig, OutOfTime
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.models import slim as room
from matinee.lab.models.ease import Ease
from matinee.lab.models.slim import Slim
from matinee.lab.world.checkerboard import checkerboard
from tests.worlds.two_tastes import newcomers, two_tastes

BOARD = checkerboard(people=300)
PLAIN = {"l1": 2.0, "l2": 30.0, "l2_power": 0.0, "length_power": 0.0, "tolerance": 1e-5, "epochs": 3000}


def fitted(data: Dataset = BOARD.data, **settings: Any) -> Slim:
    return Slim(Slim.Config.model_validate({**PLAIN, **settings})).fit(data)


def parts(model: Slim, data: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """The products of the likes and the l2 of each title, from the definitions."""
    likes = data.histories.likes(data.feedback).toarray().astype(np.float64)
    lengths = likes.sum(axis=1)
    weight = (np.maximum(lengths, 1) / lengths.mean()) ** -model.config.length_power
    products = likes.T @ (likes * weight[:, None])
    own = np.diag(products)
    return products, model.config.l2 * (own / own.mean()) ** model.config.l2_power


@pytest.mark.parametrize("at_once", [7, 256])
@pytest.mark.parametrize("only_positive", [False, True])
@pytest.mark.parametrize("powers", [{}, {"l2_power": 0.5, "length_power": 0.4}])
def test_no_weight_can_be_moved_to_do_better(
    monkeypatch: pytest.MonkeyPatch, at_once: int, only_positive: bool, powers: dict[str, Any]
) -> None:
    """The conditions under which an elastic net is at its lowest: the slope of the rest is l1 against a weight that is
    there, and no more than l1 where none is."""
    monkeypatch.setattr(room, "COLUMNS_AT_ONCE", at_once)
    model = fitted(only_positive=only_positive, **powers)
    weights = model.weights.toarray().astype(np.float64)
    products, l2 = parts(model, BOARD.data)
    slope = products @ (np.eye(len(weights)) - weights) - l2[:, None] * weights
    l1, loose = model.config.l1, 0.05
    beside = ~np.eye(len(weights), dtype=bool)
    there, free = weights != 0, (weights == 0) & beside
    assert 0.05 < there.mean() < 0.95
    np.testing.assert_allclose(slope[there], l1 * np.sign(weights[there]), atol=loose)
    assert slope[free].max() <= l1 + loose
    assert only_positive or slope[free].min() >= -l1 - loose
    assert not np.diag(weights).any()
    assert not only_positive or weights.min() >= 0


def test_without_l1_it_is_ease() -> None:
    ease = Ease(Ease.Config.model_validate({"l2": 30.0})).fit(BOARD.data)
    model = fitted(l1=0.0)
    np.testing.assert_allclose(model.scores(BOARD.data.histories), ease.scores(BOARD.data.histories), atol=1e-3)


def test_more_l1_leaves_fewer_weights() -> None:
    counts = [fitted(l1=l1).weights.nnz for l1 in (0.5, 2.0, 8.0)]
    assert counts[0] > counts[1] > counts[2] > 0


def test_a_loose_tolerance_is_near_the_right_answer_in_few_rounds() -> None:
    exact, loose = fitted().weights.toarray(), fitted(tolerance=0.02, epochs=50).weights.toarray()
    assert np.linalg.norm(exact - loose) < 0.1 * np.linalg.norm(exact)


def test_tastes_are_told_apart() -> None:
    top = fitted().recommend(BOARD.data.histories, 5)
    right = np.array([BOARD.right(person)[top.titles[person]].mean() for person in range(len(top))])
    assert right.mean() > 0.99


def test_threads_change_nothing() -> None:
    one, two = (Slim().fit(BOARD.data, FitContext(threads=threads)).weights for threads in (1, 2))
    np.testing.assert_allclose(one.toarray(), two.toarray(), atol=1e-6)


def test_a_reason_is_the_weights_of_the_liked_titles() -> None:
    world = two_tastes()
    model = fitted(world.data, l1=0.5, l2=1.0)
    history = newcomers(world).row(0)
    (reason,) = model.explain(history, np.array([2]))
    assert [share.amount for share in reason.shares] == pytest.approx(model.weights.toarray()[[0, 1], 2].tolist())
    assert reason.score == pytest.approx(model.scores(history)[0, 2])


def test_a_fit_past_its_deadline_ends() -> None:
    with pytest.raises(OutOfTime, match="slim"):
        Slim().fit(BOARD.data, FitContext(deadline=time.monotonic() - 1))


def test_an_l2_too_small_to_invert_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PULL", 1e-9)
    twins = Dataset.from_columns(np.repeat(np.arange(500), 2), np.tile([0, 1], 500), np.full(1000, 5.0))
    with pytest.raises(BadConfig, match="single precision"):
        fitted(twins, l2=1e-6)


def test_data_without_a_single_like_is_answered() -> None:
    model = fitted(Dataset.from_columns(np.arange(3), np.arange(3), np.ones(3)))
    assert not model.scores(Histories.from_lists([[0]], n_titles=3, values=[[5.0]])).any()
