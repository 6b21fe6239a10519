"""Where a network begins, drawn by numpy so that it is the same on every device."""

import numpy as np


def uniform(generator: np.random.Generator, *shape: int) -> np.ndarray:
    """Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks" (AISTATS 2010).

    shape: (outputs, inputs).
    """
    bound = np.sqrt(6.0 / (shape[0] + shape[-1]))
    return generator.uniform(-bound, bound, shape).astype(np.float32)


def normal(generator: np.random.Generator, *shape: int, spread: float) -> np.ndarray:
    return (generator.standard_normal(shape) * spread).astype(np.float32)


def zeros(*shape: int) -> np.ndarray:
    return np.zeros(shape, dtype=np.float32)


def ones(*shape: int) -> np.ndarray:
    return np.ones(shape, dtype=np.float32)
