"""Ridge regression row by row."""

import numpy as np
import pytest
from scipy import sparse

from matinee.lab.core.ridge import (
    filled,
    holds_of,
    products,
    ratings_of_all,
    ratings_of_pairs,
    ridge_rows,
    rows_of,
    turned,
    with_one,
)

CHANCE = np.random.default_rng(0)
PATTERN = sparse.csr_matrix(CHANCE.random((300, 12)) < 0.4)
TARGETS = filled(PATTERN, CHANCE.normal(size=PATTERN.nnz).astype(np.float32))
VECTORS = CHANCE.normal(size=(12, 3)).astype(np.float32)
HOLDS = CHANCE.uniform(0.5, 2.0, size=(300, 3)).astype(np.float32)


@pytest.mark.parametrize("threads", [1, 2])
def test_each_row_solves_its_own_normal_equations(threads: int) -> None:
    made = ridge_rows(TARGETS, VECTORS, HOLDS, threads=threads)
    for row in (0, 7, 299):
        x, y = VECTORS[TARGETS[row].indices], TARGETS[row].data
        np.testing.assert_allclose(made[row], np.linalg.solve(x.T @ x + np.diag(HOLDS[row]), x.T @ y), atol=1e-5)


def test_an_entry_of_zero_counts_and_a_row_without_entries_is_zero() -> None:
    rows = sparse.csr_matrix((np.zeros(1, dtype=np.float32), np.array([0]), np.array([0, 1, 1])), shape=(2, 1))
    rows.data[:] = 0.0
    ones = np.ones((2, 1), dtype=np.float32)
    assert ridge_rows(rows, ones[:1], ones).tolist() == [[0.0], [0.0]]
    rows.data[:] = 1.0
    np.testing.assert_allclose(ridge_rows(rows, ones[:1], ones), [[0.5], [0.0]], rtol=1e-6)


def test_rows_with_more_entries_are_held_more_when_the_power_says_so() -> None:
    made = holds_of(np.array([0, 4, 9]), 2, l2=3.0, power=0.5, l2_bias=7.0)
    assert made.tolist() == [[7.0, 3.0, 3.0], [7.0, 6.0, 6.0], [7.0, 9.0, 9.0]]


def test_the_bias_gives_its_place_to_a_one() -> None:
    biased = np.array([[5.0, 2.0]], dtype=np.float32)
    assert with_one(biased).tolist() == [[1.0, 2.0]]
    assert biased.tolist() == [[5.0, 2.0]]


def test_products_of_entries_are_those_of_whole_matrices() -> None:
    people = CHANCE.normal(size=(300, 3)).astype(np.float32)
    rows = rows_of(TARGETS)
    made = products(people, VECTORS, rows, TARGETS.indices, at_once=100)
    np.testing.assert_allclose(made, (people @ VECTORS.T)[rows, TARGETS.indices], atol=1e-5)


def test_a_turned_pattern_knows_where_its_entries_came_from() -> None:
    pattern, order = turned(TARGETS)
    np.testing.assert_array_equal(filled(pattern, TARGETS.data[order]).toarray(), TARGETS.toarray().T)


def test_a_rating_is_the_mean_and_both_biases_and_the_product_of_the_factors() -> None:
    people, titles = CHANCE.normal(size=(4, 3)).astype(np.float32), CHANCE.normal(size=(5, 3)).astype(np.float32)
    made = ratings_of_all(people, titles, 3.5)
    wanted = 3.5 + people[2, 0] + titles[1, 0] + people[2, 1:] @ titles[1, 1:]
    np.testing.assert_allclose(made[2, 1], wanted, rtol=1e-5)
    rows, columns = np.array([2, 0, 3]), np.array([1, 4, 0])
    pairs = ratings_of_pairs(people, titles, 3.5, rows=rows, columns=columns)
    np.testing.assert_allclose(pairs, made[rows, columns], rtol=1e-5)
