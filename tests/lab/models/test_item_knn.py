"""Item-based neighbours against the plain formula."""

import time

import numpy as np
import pytest
from scipy import sparse

from matinee.domain.errors import OutOfTime
from matinee.lab.core.context import FitContext
from matinee.lab.core.gram import gram
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.vocabulary import Vocabulary
from matinee.lab.models import item_knn as room
from matinee.lab.models.item_knn import ItemKnn
from matinee.lab.world.checkerboard import checkerboard
from tests.worlds.two_tastes import two_tastes

BOARD = checkerboard(people=300)
LIKES = BOARD.data.histories.likes(BOARD.data.feedback).toarray().astype(np.float64)


def fitted(**settings: float | str) -> ItemKnn:
    return ItemKnn(ItemKnn.Config.model_validate(settings)).fit(BOARD.data)


def cosines(weighted: np.ndarray, shrinkage: float) -> np.ndarray:
    products, lengths = weighted.T @ weighted, np.linalg.norm(weighted, axis=0)
    made = products / (np.outer(lengths, lengths) + shrinkage)
    np.fill_diagonal(made, 0.0)
    return made


@pytest.mark.parametrize("shrinkage", [0.0, 20.0])
def test_plain_likeness_is_the_shrunk_cosine(shrinkage: float) -> None:
    model = fitted(weighting="plain", neighbours=100, shrinkage=shrinkage)
    np.testing.assert_allclose(model.likeness.toarray(), cosines(LIKES, shrinkage), rtol=1e-5, atol=1e-6)


def test_bm25_takes_off_the_length_of_a_history() -> None:
    model = fitted(weighting="bm25", neighbours=100, k1=100.0, b=0.9)
    lengths = LIKES.sum(axis=1)
    saturation = 101 / (100 * (0.1 + 0.9 * lengths / lengths.mean()) + 1)
    np.testing.assert_allclose(
        model.likeness.toarray(), cosines(LIKES * saturation[:, None], 0.0), rtol=1e-4, atol=1e-6
    )


def test_each_title_listens_to_its_nearest_neighbours_only() -> None:
    near = fitted(weighting="plain", neighbours=4).likeness.toarray()
    full = cosines(LIKES, 0.0)
    for title in range(100):
        kept = np.flatnonzero(near[:, title])
        assert len(kept) == 4
        assert full[kept, title].min() >= np.sort(full[:, title])[-4] - 1e-6


def test_the_score_sums_the_likeness_to_the_history() -> None:
    model = fitted(neighbours=30)
    near = model.likeness.toarray()
    scores = model.scores(Histories.from_lists([[3, 10, 60]], n_titles=100, values=[[5.0, 4.0, 1.0]]))
    np.testing.assert_allclose(scores[0], near[3] + near[10], atol=2e-6)


def test_tastes_are_told_apart() -> None:
    top = fitted().recommend(BOARD.data.histories, 5)
    right = np.array([BOARD.right(person)[top.titles[person]].mean() for person in range(len(top))])
    assert right.mean() > 0.99


def test_a_title_nobody_liked_has_no_neighbours() -> None:
    world = two_tastes()
    model = ItemKnn().fit(world.data)
    assert (model.similar(np.array([world.unloved]), 3).titles == -1).all()


def test_a_fit_past_its_deadline_ends() -> None:
    with pytest.raises(OutOfTime, match="item_knn"):
        ItemKnn().fit(BOARD.data, FitContext(deadline=time.monotonic() - 1))


def test_titles_nobody_liked_take_no_room_in_the_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []

    def watched(matrix: sparse.csr_matrix, *, threads: int = 0) -> np.ndarray:
        seen.append(matrix.get_shape())
        return gram(matrix, threads=threads)

    monkeypatch.setattr(room, "gram", watched)
    data = Dataset.from_columns(
        np.array([0, 0, 1, 1, 2]), np.array([1, 5, 1, 5, 5]), np.full(5, 5.0), titles_known=Vocabulary(np.arange(1000))
    )
    model = ItemKnn(ItemKnn.Config.model_validate({"weighting": "plain"})).fit(data)
    assert seen == [(3, 2)]
    assert model.likeness.get_shape() == (1000, 1000)
    assert model.likeness.nnz == 2
    assert model.likeness[1, 5] == pytest.approx(2 / np.sqrt(6))
