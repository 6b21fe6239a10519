"""What a network computes, in numpy: answering needs no torch. Each is equal to torch's function of the same name."""

import numpy as np
from scipy.special import erf, expit

EPSILON = np.float32(1e-5)


def sigmoid(x: np.ndarray) -> np.ndarray:
    return expit(x)


def silu(x: np.ndarray) -> np.ndarray:
    return x * expit(x)


def relu(x: np.ndarray) -> np.ndarray:
    return np.maximum(x, np.float32(0.0))


def gelu(x: np.ndarray) -> np.ndarray:
    return (x * np.float32(0.5)) * (np.float32(1.0) + erf(x * np.float32(np.sqrt(0.5))))


def selu(x: np.ndarray) -> np.ndarray:
    scale, alpha = np.float32(1.0507009873554805), np.float32(1.6732632423543772)
    return scale * np.where(x > 0, x, alpha * np.expm1(np.minimum(x, np.float32(0.0))))


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Where every entry is -inf the answer is zero, not NaN."""
    highest = x.max(axis=axis, keepdims=True)
    made = np.exp(x - np.where(np.isfinite(highest), highest, np.float32(0.0)))
    total = made.sum(axis=axis, keepdims=True)
    return made / np.where(total > 0, total, np.float32(1.0))


def normalise(x: np.ndarray) -> np.ndarray:
    """Each row at length 1, a row of zeros left as it is; torch.nn.functional.normalize."""
    return x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), np.float32(1e-12))


def layer_norm(x: np.ndarray, scale: np.ndarray, shift: np.ndarray, *, epsilon: np.float32 = EPSILON) -> np.ndarray:
    """Over the last axis."""
    centred = x - x.mean(axis=-1, keepdims=True)
    spread = np.mean(centred * centred, axis=-1, keepdims=True)
    return centred / np.sqrt(spread + epsilon) * scale + shift


def linear(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None = None) -> np.ndarray:
    """weight: (outputs, inputs), as torch has it."""
    made = x @ weight.T
    return made if bias is None else made + bias
