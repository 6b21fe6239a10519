import numpy as np
import torch

from matinee.lab.data.histories import Histories
from matinee.lab.nn.bags import at_titles, attention, attention_of_arrays, summed

SOME = Histories.from_lists([[0, 2], [], [3, 1, 2]], n_titles=4)
TABLE = np.random.default_rng(0).standard_normal((4, 6)).astype(np.float32)
PULL = np.array([0.5, -1.0, 2.0, 0.0], dtype=np.float32)[SOME.titles]


def test_a_sum_in_torch_is_the_product_of_a_matrix_in_numpy() -> None:
    weights = np.array([0.5, 2.0, 1.0, -1.0, 3.0], dtype=np.float32)
    made = summed(torch.from_numpy(TABLE), SOME, torch.from_numpy(weights))
    np.testing.assert_allclose(made.numpy(), SOME.matrix(weights) @ TABLE, atol=1e-6)
    assert not made[1].any()


def test_attention_is_the_same_in_torch_and_in_numpy() -> None:
    made = attention_of_arrays(PULL, SOME)
    assert made.dtype == np.float32
    np.testing.assert_allclose(attention(torch.from_numpy(PULL), SOME).numpy(), made, atol=1e-6)


def test_four_titles_of_one_pull_count_as_much_as_two_counted_once() -> None:
    four = attention_of_arrays(np.zeros(4, dtype=np.float32), Histories.from_lists([[0, 1, 2, 3]], n_titles=4))
    np.testing.assert_allclose(four, 0.5)


def test_what_pulls_more_counts_more() -> None:
    first, second = attention_of_arrays(PULL, SOME)[:2]
    assert second > first


def test_gradients_reach_the_table_and_the_pull() -> None:
    table, pull = torch.from_numpy(TABLE).requires_grad_(), torch.from_numpy(PULL).requires_grad_()
    summed(table, SOME, attention(pull, SOME)).square().sum().backward()
    assert table.grad is not None
    assert table.grad.any(dim=1).all()
    assert pull.grad is not None
    assert pull.grad.any()


def test_rows_are_found_by_title() -> None:
    np.testing.assert_array_equal(at_titles(torch.from_numpy(TABLE), np.array([3, 0], dtype=np.int32)), TABLE[[3, 0]])
