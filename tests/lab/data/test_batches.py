import numpy as np
import pytest

from matinee.lab.data.batches import minibatches
from matinee.lab.data.histories import Histories


def histories(count: int = 103) -> Histories:
    """Row i holds the titles 0 to i % 7 - 1, and so tells which rows it can be."""
    return Histories.from_lists([list(range(row % 7)) for row in range(count)], n_titles=7)


def order_of(*, seed: int = 0, epoch: int = 0) -> list[int]:
    return [int(row) for batch in minibatches(histories(), 10, seed=seed, epoch=epoch) for row in batch.rows]


def test_every_row_comes_once_in_an_epoch() -> None:
    assert sorted(order_of()) == list(range(103))


def test_a_batch_holds_the_histories_of_its_rows() -> None:
    for batch in minibatches(histories(), 10, seed=0):
        assert len(batch) == len(batch.rows) == len(batch.histories)
        assert batch.histories.lengths.tolist() == (batch.rows % 7).tolist()


def test_batches_are_of_the_asked_size_but_for_the_last() -> None:
    sizes = [len(batch) for batch in minibatches(histories(), 10, seed=0)]
    assert sizes == [10] * 10 + [3]
    assert [len(batch) for batch in minibatches(histories(), 10, seed=0, drop_last=True)] == [10] * 10
    assert [len(batch) for batch in minibatches(histories(100), 10, seed=0, drop_last=True)] == [10] * 10
    assert [len(batch) for batch in minibatches(histories(4), 10, seed=0)] == [4]


def test_the_order_follows_from_seed_and_epoch() -> None:
    orders = [order_of(), order_of(seed=1), order_of(epoch=1), list(range(103))]
    assert order_of() == orders[0]
    assert len({tuple(order) for order in orders}) == 4


def test_other_rows_are_dropped_in_each_epoch() -> None:
    left_out = set()
    for epoch in range(5):
        kept = np.concatenate(
            [batch.rows for batch in minibatches(histories(), 10, seed=0, epoch=epoch, drop_last=True)]
        )
        left_out |= set(range(103)) - set(kept.tolist())
    assert len(left_out) > 3


def test_no_histories_give_no_batches() -> None:
    assert list(minibatches(Histories.from_lists([], n_titles=3), 10, seed=0)) == []


def test_an_empty_batch_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="one row at least"):
        next(minibatches(histories(), 0, seed=0))
