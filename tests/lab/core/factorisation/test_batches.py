"""The ratings of rows in batches."""

import numpy as np

from matinee.lab.core.factorisation import batches
from matinee.lab.core.factorisation.batches import batches_of


def test_every_rating_is_in_the_batch_of_its_row_once_and_the_rest_is_empty() -> None:
    rows = np.random.default_rng(0).zipf(1.5, size=4000) % 97
    made = batches_of(rows, 100)
    found = np.concatenate([batch.events.ravel() for batch in made.parts])
    np.testing.assert_array_equal(np.sort(found[found < 4000]), np.arange(4000))
    for batch in made.parts:
        owner = np.broadcast_to(batch.rows[:, None], batch.events.shape)
        there = batch.events < 4000
        np.testing.assert_array_equal(rows[batch.events[there]], owner[there])
        assert there[:, :-1].sum() >= there[:, 1:].sum()
    assert found.max() == 4000
    assert len(found) < 1.3 * 4000 + 4 * 100


def test_rows_without_ratings_are_in_no_batch() -> None:
    made = batches_of(np.array([3, 3, 1]), 5)
    np.testing.assert_array_equal(made.bare, [0, 2, 4])
    np.testing.assert_array_equal(np.sort(np.concatenate([batch.rows for batch in made.parts])), [1, 3])


def test_a_batch_is_no_larger_than_fits_but_for_a_row_that_is_larger_alone() -> None:
    rows = np.repeat(np.arange(40), [2_000] * 39 + [3 * batches.CELLS])
    sizes = [batch.events.size for batch in batches_of(rows, 40).parts]
    assert sorted(sizes)[-1] == 3 * batches.CELLS
    assert all(size <= batches.CELLS for size in sizes[:-1])
