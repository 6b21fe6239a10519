"""User-based neighbours against the plain formula."""

import threading
from typing import ClassVar

import numpy as np
import pytest
from scipy import sparse

from matinee.lab.core.context import FitContext
from matinee.lab.data.histories import Histories
from matinee.lab.models import user_knn as room
from matinee.lab.models.user_knn import UserKnn
from matinee.lab.world.checkerboard import checkerboard

BOARD = checkerboard(people=300)
LIKES = BOARD.data.histories.likes(BOARD.data.feedback).toarray().astype(np.float64)
SOME = Histories.from_lists([[3, 10, 60], [80], []], n_titles=100, values=[[5.0, 4.0, 5.0], [5.0], []])


def fitted(**settings: float | str) -> UserKnn:
    return UserKnn(UserKnn.Config.model_validate(settings)).fit(BOARD.data)


def plain_scores(*, neighbours: int, shrinkage: float, power: float) -> np.ndarray:
    made = np.zeros((len(SOME), 100))
    for row in range(len(SOME)):
        asked = np.zeros(100)
        asked[SOME.row(row).titles] = 1.0
        near = (LIKES @ asked) / (np.linalg.norm(LIKES, axis=1) + shrinkage)
        nearest = np.argsort(-near, kind="stable")[:neighbours]
        made[row] = near[nearest] ** power @ LIKES[nearest]
    return made


@pytest.mark.parametrize(("shrinkage", "power"), [(0.0, 1.0), (5.0, 1.0), (0.0, 2.0)])
def test_scores_are_those_of_the_plain_formula(shrinkage: float, power: float) -> None:
    model = fitted(weighting="plain", neighbours=300, shrinkage=shrinkage, power=power)
    expected = plain_scores(neighbours=300, shrinkage=shrinkage, power=power)
    np.testing.assert_allclose(model.scores(SOME), expected, rtol=1e-4, atol=2e-6)


def test_only_the_nearest_are_asked() -> None:
    model = fitted(weighting="plain", neighbours=7, shrinkage=0.0, power=1.0)
    assert (np.diff(model._nearest(SOME.likes(BOARD.data.feedback)).indptr) <= 7).all()
    near = model._nearest(SOME.likes(BOARD.data.feedback)).toarray()[0]
    asked = np.zeros(100)
    asked[[3, 10, 60]] = 1.0
    full = (LIKES @ asked) / np.linalg.norm(LIKES, axis=1)
    assert near[near > 0].min() >= np.sort(full)[-7] - 1e-6


def test_rare_titles_bring_people_nearer_than_common_ones() -> None:
    likes = np.zeros((40, 4))
    likes[:, 0] = 1
    likes[0, 1], likes[1, 2] = 1, 1
    people, titles = np.nonzero(likes)
    data = type(BOARD.data).from_columns(people, titles, np.full(len(people), 5.0))
    asked = Histories.from_lists([[0, 1]], n_titles=3)
    near = {
        weighting: UserKnn(UserKnn.Config.model_validate({"weighting": weighting}))
        .fit(data)
        ._nearest(asked.likes(data.feedback))
        .toarray()[0]
        for weighting in ("plain", "bm25")
    }
    assert near["bm25"][5] < near["plain"][5]


def test_working_in_small_portions_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    model = fitted()
    whole = model.scores(BOARD.data.histories)
    monkeypatch.setattr(room, "CELLS_AT_ONCE", 1000)
    np.testing.assert_array_equal(model.scores(BOARD.data.histories), whole)


def test_people_who_liked_nothing_are_not_remembered() -> None:
    data = BOARD.data
    grumpy = data.only((data.log.people != 0) | (data.log.values < 4))
    model = UserKnn().fit(grumpy)
    assert len(model.likes.indptr) - 1 == data.n_people - 1


def test_tastes_are_told_apart() -> None:
    top = fitted(neighbours=30).recommend(BOARD.data.histories, 5)
    right = np.array([BOARD.right(person)[top.titles[person]].mean() for person in range(len(top))])
    assert right.mean() > 0.99


def test_a_power_still_gives_reasons_that_add_up() -> None:
    model = fitted(power=2.0)
    (reason,) = model.explain(SOME.row(0), np.array([5]))
    assert sum(share.amount for share in reason.shares) + reason.rest == pytest.approx(
        model.scores(SOME)[0, 5], rel=1e-4
    )


class Watched(UserKnn):
    """Remembers which threads it answered in."""

    seen: ClassVar[set[int]] = set()

    def _nearest(self, signal: sparse.csr_matrix) -> sparse.csr_matrix:
        self.seen.add(threading.get_ident())
        return super()._nearest(signal)


@pytest.mark.parametrize("threads", [1, 2])
def test_answering_keeps_to_the_threads_of_the_fit(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "CELLS_AT_ONCE", 1)
    model = Watched().fit(BOARD.data, FitContext(threads=threads))
    Watched.seen.clear()
    model.scores(BOARD.data.histories)
    if threads == 1:
        assert {threading.get_ident()} == Watched.seen
    else:
        assert threading.get_ident() not in Watched.seen
        assert len(Watched.seen) <= threads
