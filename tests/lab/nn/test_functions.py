from collections.abc import Callable

import numpy as np
import pytest
import torch

from matinee.lab.nn import functions

X = np.random.default_rng(0).standard_normal((5, 7)).astype(np.float32) * 4


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (functions.sigmoid, torch.sigmoid),
        (functions.silu, torch.nn.functional.silu),
        (functions.relu, torch.relu),
        (functions.gelu, torch.nn.functional.gelu),
        (functions.selu, torch.selu),
        (functions.softmax, lambda x: torch.softmax(x, dim=-1)),
        (functions.normalise, torch.nn.functional.normalize),
    ],
)
def test_each_is_equal_to_that_of_torch(
    ours: Callable[[np.ndarray], np.ndarray], theirs: Callable[[torch.Tensor], torch.Tensor]
) -> None:
    made = ours(X)
    assert made.dtype == np.float32
    np.testing.assert_allclose(made, theirs(torch.from_numpy(X)).numpy(), atol=1e-6)


def test_layers_are_equal_to_those_of_torch() -> None:
    layer, norm = torch.nn.Linear(7, 3), torch.nn.LayerNorm(7)
    with torch.no_grad():
        norm.weight.uniform_()
        weight, bias = layer.weight.numpy(), layer.bias.numpy()
        np.testing.assert_allclose(functions.linear(X, weight, bias), layer(torch.from_numpy(X)).numpy(), atol=1e-5)
        np.testing.assert_allclose(functions.linear(X, weight), layer(torch.from_numpy(X)).numpy() - bias, atol=1e-5)
        ours = functions.layer_norm(X, norm.weight.numpy(), norm.bias.numpy())
        np.testing.assert_allclose(ours, norm(torch.from_numpy(X)).numpy(), atol=1e-5)


def test_where_nothing_is_allowed_softmax_gives_nothing() -> None:
    made = functions.softmax(np.full((1, 3), -np.inf, dtype=np.float32))
    np.testing.assert_array_equal(made, np.zeros((1, 3)))
