"""What decides where a model has no opinion."""

import numpy as np
from scipy import sparse

from matinee.lab.core.prior import WEIGHT, popularity_prior


def test_it_is_a_millionth_of_the_share_of_people() -> None:
    likes = sparse.csr_matrix(np.array([[1, 1, 0], [1, 0, 0]], dtype=np.float32))
    made = popularity_prior(likes)
    np.testing.assert_allclose(made, np.array([1.0, 0.5, 0.0]) * WEIGHT)
    assert made.dtype == np.float32
