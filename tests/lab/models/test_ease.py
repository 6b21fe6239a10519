"""EASE against its formula, and what is its own."""

import time

import numpy as np
import pytest
from scipy import sparse

from matinee.domain.errors import BadConfig, OutOfTime
from matinee.lab.core import inverses as room
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.vocabulary import Vocabulary
from matinee.lab.models.ease import Ease
from matinee.lab.world.checkerboard import checkerboard
from tests.worlds.two_tastes import newcomers, two_tastes

BOARD = checkerboard(people=300)


def fitted(data: Dataset = BOARD.data, **settings: float | None) -> Ease:
    return Ease(Ease.Config.model_validate(settings)).fit(data)


def by_formula(data: Dataset, l2: float) -> np.ndarray:
    likes = data.histories.likes(data.feedback).toarray().astype(np.float64)
    inverse = np.linalg.inv(likes.T @ likes + l2 * np.eye(data.n_titles))
    weights = np.eye(data.n_titles) - inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return weights


@pytest.mark.parametrize("at_once", [7, 256])
@pytest.mark.parametrize("l2", [1.0, 300.0])
def test_the_weights_are_those_of_the_closed_form(monkeypatch: pytest.MonkeyPatch, l2: float, at_once: int) -> None:
    monkeypatch.setattr(room, "COLUMNS_AT_ONCE", at_once)
    weights = fitted(l2=l2).weights
    assert isinstance(weights, np.ndarray)
    np.testing.assert_allclose(weights, by_formula(BOARD.data, l2), rtol=1e-3, atol=1e-5)


def test_scores_are_the_history_times_the_weights() -> None:
    model = fitted(l2=50.0)
    some = Histories.from_lists([[3, 10, 60]], n_titles=100, values=[[5.0, 4.0, 1.0]])
    expected = by_formula(BOARD.data, 50.0)[[3, 10]].sum(axis=0)
    np.testing.assert_allclose(model.scores(some)[0], expected, rtol=1e-3, atol=1e-4)


def test_tastes_are_told_apart() -> None:
    top = fitted(l2=50.0).recommend(BOARD.data.histories, 5)
    right = np.array([BOARD.right(person)[top.titles[person]].mean() for person in range(len(top))])
    assert right.mean() > 0.99


def test_pruned_weights_are_the_largest_of_the_full_ones() -> None:
    full, pruned = fitted(l2=50.0), fitted(l2=50.0, keep=5)
    assert isinstance(full.weights, np.ndarray)
    assert isinstance(pruned.weights, sparse.csr_matrix)
    kept = pruned.weights.toarray()
    assert ((kept != 0).sum(axis=0) == 5).all()
    np.testing.assert_array_equal(kept[kept != 0], full.weights[kept != 0])
    assert (np.abs(full.weights).max(axis=0) == np.abs(kept).max(axis=0)).all()


def test_a_pruned_model_keeps_its_powers() -> None:
    world = two_tastes()
    model = fitted(world.data, l2=1.0, keep=4)
    history = newcomers(world).row(0)
    (reason,) = model.explain(history, np.array([2]))
    assert model.scores(history)[0, 2] == pytest.approx(reason.score)
    assert sum(share.amount for share in reason.shares) + reason.rest == pytest.approx(reason.score)
    near = model.similar(np.array([0]), 3).titles[0]
    assert (world.taste_of_title[near[near >= 0]] == 0).all()
    again = Ease(model.config)
    again.titles, again.feedback = model.titles, model.feedback
    again.restore(model.state())
    np.testing.assert_array_equal(again.scores(history), model.scores(history))


def test_a_pruned_model_is_smaller_and_nearly_as_good() -> None:
    full, pruned = fitted(l2=50.0), fitted(l2=50.0, keep=25)
    size = [sum(array.nbytes for array in model.state().values()) for model in (full, pruned)]
    assert size[1] < size[0]
    agreed = full.recommend(BOARD.data.histories, 10).titles[:, :1] == pruned.recommend(BOARD.data.histories, 1).titles
    assert agreed.mean() > 0.6


def test_an_l2_too_small_to_invert_is_refused() -> None:
    twins = Dataset.from_columns(np.repeat(np.arange(500), 2), np.tile([0, 1], 500), np.full(1000, 5.0))
    with pytest.raises(BadConfig, match="single precision"):
        fitted(twins, l2=1e-6)


def test_a_fit_past_its_deadline_ends() -> None:
    with pytest.raises(OutOfTime, match="ease"):
        Ease().fit(BOARD.data, FitContext(deadline=time.monotonic() - 1))


def with_titles_nobody_liked() -> Dataset:
    """The board, with a title that nobody saw and one that somebody disliked beside every title of it."""
    log, count = BOARD.data.log, BOARD.data.n_titles
    return Dataset.from_columns(
        np.append(log.people, np.zeros(count, dtype=np.int64)),
        np.append(log.titles * 3, np.arange(count) * 3 + 1),
        np.append(np.where(log.values >= 4, log.values, 1.0), np.ones(count)),
        titles_known=Vocabulary(np.arange(3 * count)),
    )


@pytest.mark.parametrize("keep", [None, 5])
@pytest.mark.parametrize("dislike_weight", [0.0, 0.5])
def test_titles_nobody_liked_change_nothing_and_take_no_room(keep: int | None, dislike_weight: float) -> None:
    wide = with_titles_nobody_liked()
    narrow = Dataset.from_columns(
        wide.log.people[wide.log.titles % 3 == 0],
        wide.log.titles[wide.log.titles % 3 == 0],
        wide.log.values[wide.log.titles % 3 == 0],
    )
    small = fitted(narrow, l2=50.0, keep=keep, dislike_weight=dislike_weight)
    large = fitted(wide, l2=50.0, keep=keep, dislike_weight=dislike_weight)
    assert len(large.liked) == narrow.n_titles
    if keep is None:
        assert large.state()["weights"].shape == (narrow.n_titles, narrow.n_titles)
    asked = [[0, 1, 30, 31, 32], [3], [1, 2], []]
    stars = [[5.0, 5.0, 4.0, 1.0, 5.0], [4.0], [5.0, 1.0], []]
    histories = Histories.from_lists(asked, n_titles=wide.n_titles, values=stars)
    scores = large.scores(histories)
    same = Histories.from_lists([[0, 10], [1], [], []], n_titles=narrow.n_titles, values=[[5.0, 4.0], [4.0], [], []])
    np.testing.assert_array_equal(scores[:, ::3], small.scores(same))
    assert not scores[:, 1::3].any()
    assert not scores[:, 2::3].any()
    wanted = np.array([0, 1, 2, 60])
    for reason in large.explain(histories.row(0), wanted):
        assert reason.score == pytest.approx(scores[0, reason.title], rel=1e-5, abs=1e-7)
    near, expected = large.similar(np.array([30]), 5), small.similar(np.array([10]), 5)
    np.testing.assert_array_equal(near.scores, expected.scores)
    again = Ease(large.config)
    again.titles, again.feedback = large.titles, large.feedback
    again.restore(large.state())
    np.testing.assert_array_equal(again.scores(histories), scores)


def test_data_without_a_single_like_is_answered() -> None:
    model = fitted(Dataset.from_columns(np.arange(3), np.arange(3), np.ones(3)))
    assert not model.scores(Histories.from_lists([[0]], n_titles=3, values=[[5.0]])).any()


@pytest.mark.parametrize("liked", [[-1, 0], [0, 100], [5, 5]])
def test_a_broken_list_of_liked_titles_is_refused(liked: list[int]) -> None:
    model = fitted()
    with pytest.raises(ValueError, match="'liked' is no ascending list of titles from 0 to 99"):
        model.restore({**model.state(), "liked": np.array(liked, dtype=np.int32)})


@pytest.mark.parametrize("keep", [None, 5])
def test_one_person_alone_is_answered_as_among_others(keep: int | None) -> None:
    model = fitted(l2=50.0, keep=keep, dislike_weight=0.5)
    some = BOARD.data.histories.rows(slice(0, 20))
    alone = np.concatenate([model.scores(some.row(place)) for place in range(20)])
    np.testing.assert_allclose(alone, model.scores(some), atol=1e-6)
