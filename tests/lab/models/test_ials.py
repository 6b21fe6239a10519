"""iALS against its own objective, solved in another way."""

import threading
import time
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from scipy import sparse

from matinee.domain.errors import OutOfTime
from matinee.lab.core import artifact
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.models import ials as room
from matinee.lab.models.ials import Ials
from matinee.lab.world.checkerboard import checkerboard

BOARD = checkerboard(people=300)
SMALL = {"factors": 8, "unobserved": 0.1, "l2": 0.02}


def fitted(data: Dataset = BOARD.data, **settings: float) -> Ials:
    return Ials(Ials.Config.model_validate({**SMALL, **settings})).fit(data, FitContext(seed=1))


def held(config: Ials.Config, likes: np.ndarray) -> np.ndarray:
    """float64 (rows,): the regularisation as the docstring has it."""
    empty = config.unobserved * likes.shape[1]
    return config.l2 * empty * (1 + likes.sum(axis=1) / empty) ** config.l2_power


def placed(fixed: np.ndarray, likes: np.ndarray, config: Ials.Config) -> np.ndarray:
    """Row by row, by the plain normal equations in double precision."""
    shared = config.unobserved * fixed.T @ fixed
    return np.array(
        [
            np.linalg.solve(shared + fixed.T @ (row[:, None] * fixed) + hold * np.eye(fixed.shape[1]), fixed.T @ row)
            for row, hold in zip(likes, held(config, likes), strict=True)
        ]
    )


def loss(config: Ials.Config, likes: np.ndarray, people: np.ndarray, titles: np.ndarray) -> float:
    made = people @ titles.T
    seen = (likes * (1 - made) ** 2).sum() + config.unobserved * (made**2).sum()
    return seen + held(config, likes) @ (people**2).sum(axis=1) + held(config, likes.T) @ (titles**2).sum(axis=1)


def likes_of(data: Dataset) -> np.ndarray:
    return data.histories.likes(data.feedback).toarray().astype(np.float64)


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0])
def test_people_are_placed_by_the_exact_solution(power: float) -> None:
    model = fitted(l2_power=power)
    expected = placed(model.factors.astype(np.float64), likes_of(BOARD.data), model.config) @ model.factors.T
    np.testing.assert_allclose(model.scores(BOARD.data.histories), expected, atol=2e-5)


@pytest.mark.parametrize("power", [0.5, 1.0])
def test_training_reaches_what_exact_alternation_reaches(power: float) -> None:
    likes = likes_of(BOARD.data)
    model = fitted(l2_power=power, epochs=30)
    reached = loss(model.config, likes, placed(model.factors, likes, model.config), model.factors)
    titles = np.random.default_rng(5).standard_normal((BOARD.data.n_titles, 8)) * 0.05
    for _ in range(60):
        people = placed(titles, likes, model.config)
        titles = placed(people, likes.T, model.config)
    exact = loss(model.config, likes, placed(titles, likes, model.config), titles)
    assert reached == pytest.approx(exact, rel=2e-3)


def test_more_rounds_lower_the_loss() -> None:
    likes = likes_of(BOARD.data)
    short, long = (fitted(epochs=epochs) for epochs in (1, 8))
    losses = [
        loss(model.config, likes, placed(model.factors, likes, model.config), model.factors) for model in (short, long)
    ]
    assert losses[1] < losses[0]


def test_cutting_the_work_differently_changes_nothing_that_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fitted().factors
    monkeypatch.setattr(room, "BLOCK_BYTES", 4096)
    monkeypatch.setattr(room, "ROWS_AT_ONCE", 5)
    np.testing.assert_allclose(fitted().factors, whole, atol=1e-4)


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_do_not_change_the_model(threads: int) -> None:
    config = Ials.Config.model_validate(SMALL)
    made = Ials(config).fit(BOARD.data, FitContext(seed=1, threads=threads))
    np.testing.assert_array_equal(made.factors, fitted().factors)


def test_another_seed_is_another_model() -> None:
    other = Ials(Ials.Config.model_validate(SMALL)).fit(BOARD.data, FitContext(seed=2))
    assert np.abs(other.factors - fitted().factors).max() > 1e-3


def test_tastes_are_told_apart() -> None:
    top = fitted().recommend(BOARD.data.histories, 5)
    right = np.array([BOARD.right(person)[top.titles[person]].mean() for person in range(len(top))])
    assert right.mean() > 0.99


def test_a_dislike_is_a_pull_away() -> None:
    model = fitted(dislike_weight=1.0)
    stars = [[5.0, 5.0], [5.0, 5.0, 1.0]]
    liked, both = model.scores(Histories.from_lists([[0, 1], [0, 1, 2]], n_titles=100, values=stars))
    assert both[2] < liked[2]
    (reason,) = model.explain(Histories.from_lists([[0, 1, 2]], n_titles=100, values=stars[1:]), np.array([3]))
    assert [share.amount > 0 for share in reason.shares] == [True, True, False]


def test_a_fit_past_its_deadline_ends() -> None:
    with pytest.raises(OutOfTime, match="ials"):
        Ials().fit(BOARD.data, FitContext(deadline=time.monotonic() - 1))


class Watched(Ials):
    """Remembers which threads it answered in."""

    seen: ClassVar[set[int]] = set()

    def _systems(self, signal: sparse.csr_matrix, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        self.seen.add(threading.get_ident())
        return super()._systems(signal, rows)


@pytest.mark.parametrize("threads", [1, 2])
def test_answering_keeps_to_the_threads_of_the_fit(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "ROWS_AT_ONCE", 1)
    model = Watched().fit(BOARD.data, FitContext(threads=threads))
    Watched.seen.clear()
    model.scores(BOARD.data.histories)
    if threads == 1:
        assert {threading.get_ident()} == Watched.seen
    else:
        assert threading.get_ident() not in Watched.seen
        assert len(Watched.seen) <= threads


def test_one_person_alone_is_answered_as_among_others() -> None:
    model = fitted(dislike_weight=0.5)
    among = model.scores(BOARD.data.histories.rows(slice(0, 20)))
    alone = np.concatenate([model.scores(BOARD.data.histories.row(place)) for place in range(20)])
    np.testing.assert_allclose(alone, among, atol=1e-5)


@pytest.mark.parametrize("fame", [0.5, 1.0])
def test_what_everybody_knows_and_somebody_does_not_like_weighs_more(fame: float) -> None:
    """Against the objective in double precision, each title with the weight that its likes give it."""
    likes = likes_of(BOARD.data)
    model = fitted(fame=fame, epochs=30)
    weights = (1 + likes.sum(axis=0)) ** fame
    weights /= weights.mean()
    config, width = model.config, model.config.factors

    def alternated(fixed: np.ndarray, liked: np.ndarray, own: np.ndarray, others: np.ndarray) -> np.ndarray:
        shared = config.unobserved * (fixed.T * others) @ fixed
        empty = config.unobserved * liked.shape[1] * own
        hold = config.l2 * empty * (1 + liked.sum(axis=1) / empty) ** config.l2_power
        return np.array(
            [
                np.linalg.solve(w * shared + fixed.T @ (row[:, None] * fixed) + h * np.eye(width), fixed.T @ row)
                for row, w, h in zip(liked, own, hold, strict=True)
            ]
        )

    everybody = np.ones(len(likes))
    people = alternated(model.factors.astype(np.float64), likes, everybody, weights)
    np.testing.assert_allclose(model.scores(BOARD.data.histories), people @ model.factors.T, atol=3e-5)
    titles = alternated(people, likes.T, weights, everybody)
    assert np.abs(titles @ people.T - model.factors @ people.T).max() < 0.02


def test_fame_is_kept_with_the_model(tmp_path: Path) -> None:
    model = fitted(fame=0.75)
    artifact.save(model, tmp_path / "kept")
    some = BOARD.data.histories.rows(slice(0, 9))
    np.testing.assert_array_equal(artifact.load(tmp_path / "kept").scores(some), model.scores(some))
    assert np.abs(fitted().scores(some) - model.scores(some)).max() > 1e-2
