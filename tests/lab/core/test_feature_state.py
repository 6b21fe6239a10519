"""Features of titles in a saved model."""

import numpy as np
import pytest
from scipy import sparse

from matinee.lab.core.feature_state import feature_state, features_taken
from matinee.lab.data.title_features.features import TitleFeatures, title_features
from matinee.lab.world.checkerboard import checkerboard

MADE = title_features(checkerboard(people=20).data)


def test_features_come_back_as_they_were() -> None:
    again = features_taken(feature_state(MADE), titles=len(MADE.matrix.indptr) - 1)
    np.testing.assert_array_equal(again.matrix.toarray(), MADE.matrix.toarray())
    assert (again.words, again.blocks, again.starts) == (MADE.words, MADE.blocks, MADE.starts)


def test_no_features_come_back_too() -> None:
    nothing = TitleFeatures(sparse.csr_matrix((3, 0), dtype=np.float32), (), (), (0,))
    again = features_taken(feature_state(nothing), titles=3)
    assert again.matrix.shape == (3, 0)
    assert (again.words, again.blocks, again.starts) == ((), (), (0,))


@pytest.mark.parametrize("starts", [[1, 2, 3], [0, 3, 2]])
def test_parts_that_do_not_fit_are_refused(starts: list[int]) -> None:
    state = {**feature_state(MADE), "features.starts": np.array(starts[: len(MADE.blocks) + 1], dtype=np.int64)}
    with pytest.raises(ValueError, match=r"features"):
        features_taken(state, titles=len(MADE.words))
