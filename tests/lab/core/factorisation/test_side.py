"""What the rows of a side are drawn about."""

import numpy as np
from scipy import sparse

from matinee.lab.core.factorisation.design import Block
from matinee.lab.core.factorisation.side import FewColumns, ManyColumns, Side, normal_draw, precision_of
from matinee.lab.core.factorisation.spectrum import spectrum_of


def test_draws_have_the_mean_and_the_spread_that_were_asked_for() -> None:
    precision = np.array([[2.0, 0.6], [0.6, 1.0]])
    pull, generator = np.array([1.0, -2.0]), np.random.default_rng(0)
    drawn = normal_draw(np.broadcast_to(precision, (20_000, 2, 2)), np.tile(pull, (20_000, 1)), generator)
    np.testing.assert_allclose(drawn.mean(axis=0), np.linalg.solve(precision, pull), atol=0.03)
    np.testing.assert_allclose(np.cov(drawn.T), np.linalg.inv(precision), atol=0.05)


def test_a_precision_is_drawn_about_what_the_numbers_say() -> None:
    generator = np.random.default_rng(0)
    numbers = generator.normal(size=(5_000, 2)) / np.sqrt([4.0, 0.25])
    drawn = np.array([precision_of(numbers, generator) for _ in range(200)])
    np.testing.assert_allclose(drawn.mean(axis=0), [4.0, 0.25], rtol=0.1)
    np.testing.assert_allclose(drawn.std(axis=0), drawn.mean(axis=0) * np.sqrt(2 / 5_000), rtol=0.25)


def test_many_columns_by_their_directions_are_the_ridge_regression_that_they_are() -> None:
    chance = np.random.default_rng(4)
    features = sparse.csr_matrix(chance.normal(size=(60, 8)) * (chance.random((60, 8)) < 0.5))
    wanted = chance.normal(size=(60, 1)).astype(np.float32)
    precision = np.array([3.0])
    many = ManyColumns(spectrum_of(features), 1)
    drawn = []
    for _ in range(4_000):
        many.held = np.array([2.0])
        many.draw(wanted, precision, chance)
        drawn.append(many.weights()[:, 0])
        np.testing.assert_allclose(many.made[:, 0], features @ drawn[-1], atol=1e-4)
    matrix = 3.0 * (features.T @ features).toarray() + 2.0 * np.eye(8)
    np.testing.assert_allclose(
        np.mean(drawn, axis=0), np.linalg.solve(matrix, 3.0 * features.T @ wanted[:, 0]), atol=0.03
    )
    np.testing.assert_allclose(np.cov(np.transpose(drawn)), np.linalg.inv(matrix), atol=0.03)


def test_few_columns_are_found_together_and_the_precision_of_each_field_with_them() -> None:
    chance = np.random.default_rng(4)
    features = np.hstack([np.ones((800, 1)), chance.normal(size=(800, 2))])
    truth = np.array([[3.0], [0.5], [-2.0]])
    wanted = (features @ truth + 0.1 * chance.normal(size=(800, 1))).astype(np.float32)
    few = FewColumns(features, np.array([0, 0]), fixed=1, width=1)
    for _ in range(20):
        few.draw(wanted, np.array([100.0]), np.array([[0.01]]), chance)
    np.testing.assert_allclose(few.weights, truth, atol=0.05)
    np.testing.assert_allclose(few.made[:, 0], features @ few.weights[:, 0], rtol=1e-5, atol=1e-5)
    assert few.held.shape == (1, 1)
    assert 0.01 < few.held[0, 0] < 5.0


def a_side(*, centred: bool = False) -> Side:
    """Fifty rows with three columns of one field, none of many."""
    features = sparse.csr_matrix(np.random.default_rng(6).random((50, 3)))
    return Side(Block(features, (("genres", 3),), np.arange(100) % 50), None, 2, centred=centred)


def test_what_is_known_of_a_row_moves_what_it_is_drawn_about() -> None:
    side, chance = a_side(), np.random.default_rng(7)
    features = np.random.default_rng(6).random((50, 3))
    side.rows[:-1] = features @ np.array([[1.0, 0, 0], [0, 2.0, 0], [0, 0, -1.0]]) + 5.0
    side.rows[:-1] += 0.05 * chance.normal(size=(50, 3))
    for _ in range(30):
        side.draw_prior(chance)
    assert np.abs(side.rows[:-1] - side.prior).max() < 0.5
    assert (side.precision > 20.0).all()
    assert side.weights_of_few().shape == (3, 3)
    assert side.weights_of_many().shape == (0, 3)


def test_a_side_about_zero_has_no_mean() -> None:
    side, chance = a_side(centred=True), np.random.default_rng(7)
    side.rows[:-1] = 9.0
    side.draw_prior(chance)
    np.testing.assert_array_equal(side.mean, 0.0)
    np.testing.assert_array_equal(side.prior, 0.0)
