"""The singular directions of features."""

import numpy as np
import pytest
from scipy import sparse

from matinee.lab.core.factorisation.spectrum import Spectrum, spectrum_of


def some_features(rows: int, columns: int) -> sparse.csr_matrix:
    chance = np.random.default_rng(3)
    dense = chance.normal(size=(rows, columns)) * (chance.random((rows, columns)) < 0.3)
    return sparse.csr_matrix(dense)


def product(made: Spectrum) -> np.ndarray:
    assert made.right is not None
    return (made.left * made.sizes) @ made.right.T


@pytest.mark.parametrize(("rows", "columns"), [(40, 12), (12, 40)])
def test_the_directions_multiply_to_the_features_and_stand_upright_on_each_other(rows: int, columns: int) -> None:
    features = some_features(rows, columns)
    made = spectrum_of(features)
    np.testing.assert_allclose(product(made), features.toarray(), atol=1e-5)
    for side in (made.left, made.right):
        assert side is not None
        np.testing.assert_allclose(side.T @ side, np.eye(len(made.sizes)), atol=1e-4)


def test_directions_in_which_the_features_are_nothing_are_left_out() -> None:
    features = some_features(30, 5)
    twice = sparse.csr_matrix(sparse.hstack([features, features]))
    made = spectrum_of(twice)
    assert len(made.sizes) == 5
    np.testing.assert_allclose(product(made), twice.toarray(), atol=1e-5)


def test_of_more_directions_than_are_wanted_the_greatest_are_kept() -> None:
    features = some_features(40, 20)
    sizes = np.linalg.svd(features.toarray(), compute_uv=False)
    made = spectrum_of(features, most=10, leading=4)
    np.testing.assert_allclose(np.sort(made.sizes)[::-1], sizes[:4], rtol=1e-4)
    assert np.linalg.norm(product(made) - features.toarray(), 2) == pytest.approx(sizes[4], rel=1e-3)


def test_directions_of_columns_that_nobody_asks_for_are_not_made() -> None:
    features = some_features(12, 40)
    whole, half = spectrum_of(features), spectrum_of(features, right=False)
    assert half.right is None
    np.testing.assert_array_equal(half.left, whole.left)
