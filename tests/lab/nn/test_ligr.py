import numpy as np
import pytest
import torch

from matinee.lab.nn import ligr
from matinee.lab.nn.training import Weights

LAYERS, HEADS, FACTORS = 2, 2, 8


def some_weights(*, ordered: bool) -> Weights:
    """Far from where training begins, so that every weight has a say."""
    generator = np.random.default_rng(7)
    first = ligr.start(generator, layers=LAYERS, factors=FACTORS, heads=HEADS, widening=3, ordered=ordered)
    return {name: array + generator.normal(0, 0.3, array.shape).astype(np.float32) for name, array in first.items()}


def sequences(*, rows: int = 5, length: int = 40) -> np.ndarray:
    return np.random.default_rng(8).normal(size=(rows, length, FACTORS)).astype(np.float32)


def answered(weights: Weights, read: np.ndarray, asked: np.ndarray) -> np.ndarray:
    return ligr.answered(weights, read, asked, layers=LAYERS, heads=HEADS)


@pytest.mark.parametrize("ordered", [True, False])
def test_numpy_answers_what_torch_has_learned(ordered: bool) -> None:
    weights, read = some_weights(ordered=ordered), sequences()
    asked = np.sort(np.random.default_rng(9).integers(0, 40, (5, 6)), axis=1)
    tensors = {name: torch.from_numpy(array) for name, array in weights.items()}
    expected = ligr.learned(tensors, torch.from_numpy(read), asked, layers=LAYERS, heads=HEADS, dropout=0.0)
    np.testing.assert_allclose(answered(weights, read, asked), expected.numpy(), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("ordered", [True, False])
def test_a_place_sees_nothing_that_comes_later(ordered: bool) -> None:
    weights, read = some_weights(ordered=ordered), sequences()
    asked = np.full((5, 1), 20)
    before = answered(weights, read, asked)
    read[:, 21:] += 1.0
    np.testing.assert_allclose(answered(weights, read, asked), before, atol=1e-6)
    read[:, 20] += 1.0
    assert np.abs(answered(weights, read, asked) - before).max() > 1e-3


def test_asking_at_some_places_is_asking_at_all_and_taking_those() -> None:
    weights, read = some_weights(ordered=True), sequences()
    everywhere = answered(weights, read, np.tile(np.arange(40), (5, 1)))
    asked = np.array([[3, 9]] * 5)
    np.testing.assert_allclose(answered(weights, read, asked), everywhere[:, [3, 9]], atol=1e-5)


def test_without_distances_the_order_of_what_came_before_reaches_one_layer_not() -> None:
    weights, read = some_weights(ordered=False), sequences(length=6)
    only = {name: array for name, array in weights.items() if not name.startswith("1.")}
    turned = read[:, [4, 2, 0, 3, 1, 5]]
    asked = np.full((5, 1), 5)
    one, other = (ligr.answered(only, which, asked, layers=1, heads=HEADS) for which in (read, turned))
    np.testing.assert_allclose(one, other, atol=1e-5)
    told = some_weights(ordered=True)
    assert np.abs(answered(told, read, asked) - answered(told, turned, asked)).max() > 1e-3


def test_distances_are_told_apart_finely_near_and_coarsely_far() -> None:
    steps = ligr.distance_steps(np.arange(10_000))
    assert steps[:17].tolist() == list(range(17))
    assert (np.diff(steps) >= 0).all()
    assert steps[100] < steps[200] < steps[800]
    assert steps.max() == ligr.DISTANCES - 1
    assert ligr.distance_steps(np.array([-5])).tolist() == [0]


def test_every_weight_is_learned() -> None:
    tensors = {name: torch.from_numpy(array).requires_grad_() for name, array in some_weights(ordered=True).items()}
    read, asked = torch.from_numpy(sequences()), np.tile(np.arange(0, 40, 3), (5, 1))
    made = ligr.learned(tensors, read, asked, layers=LAYERS, heads=HEADS, dropout=0.1)
    (made**3).sum().backward()
    for name, tensor in tensors.items():
        assert tensor.grad is not None, name
        assert tensor.grad.abs().max() > 0, name
