"""How the likes of an audience go together: how many like each title, and the few directions in which people differ.

A person's likes are taken as drawn from a Gaussian with this mean and covariance. Whoever asks what is likely of a
person of whom little is known has a closed form to work with: the model `newcomer`, where only likes are known, and the
rooms of onboarding, where it is also known what somebody has not seen.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, svds

from matinee.lab.core.state import State, taken

SMALL = 64
"""Up to so many people or titles all directions are worked out, and those wanted kept."""
LEAST_NOISE = 1e-3
"""Of what a title varies, at least so much is left that no direction tells."""


@dataclass(frozen=True, eq=False)
class Tastes:
    """mean: float32 (titles,), the share of people who like each. scale: float32 (titles,), above zero, by how much
    that varies between people. directions: float32 (titles, factors), of length 1 and at right angles. strengths:
    float32 (factors,), how much of the scaled variance lies along each, largest first."""

    mean: np.ndarray
    scale: np.ndarray
    directions: np.ndarray
    strengths: np.ndarray

    @property
    def factors(self) -> int:
        return len(self.strengths)

    @cached_property
    def loadings(self) -> np.ndarray:
        """float32 (titles, factors): likes less the mean are loadings @ z + noise, z of variance 1 in each place."""
        return self.scale[:, None] * self.directions * np.sqrt(self.strengths)

    @cached_property
    def noise(self) -> np.ndarray:
        """float32 (titles,), above zero: the variance of each that no direction tells."""
        told = np.square(self.loadings).sum(axis=1)
        return np.maximum(self.scale**2 - told, LEAST_NOISE * self.scale**2)

    def only(self, factors: int) -> "Tastes":
        """The strongest directions alone."""
        return Tastes(self.mean, self.scale, self.directions[:, :factors], self.strengths[:factors])

    def state(self) -> State:
        return {
            "mean": self.mean,
            "scale": self.scale,
            "directions": self.directions,
            "strengths": self.strengths,
        }

    @classmethod
    def restored(cls, state: State, titles: int) -> "Tastes":
        """What `state` gave; ValueError where it does not fit."""
        strengths = taken(state, "strengths", shape=(None,))
        scale = taken(state, "scale", shape=(titles,))
        if (scale <= 0).any() or (strengths < 0).any():
            raise ValueError("'scale' and 'strengths' must be above zero")
        directions = taken(state, "directions", shape=(titles, len(strengths)))
        return cls(taken(state, "mean", shape=(titles,)), scale, directions, strengths)


def learned_tastes(likes: sparse.csr_matrix, *, factors: int, evenness: float) -> Tastes:
    """The mean and the `factors` strongest directions of the likes of some people.

    likes: float32 (people, titles), ones. evenness: 0 counts every person once, so that those with many likes decide
    how titles go together; at 1 a person counts in inverse proportion to their number of likes. Half a like is added to
    what each title varies, so that those with hardly any do not stand out.
    """
    people, titles = likes.get_shape()
    weights = _weights(np.diff(likes.indptr), evenness)
    mean = np.asarray(likes.T @ weights, dtype=np.float64).ravel()
    scale = np.sqrt(np.maximum(mean - mean**2, 0.0) + 0.5 / people)
    root = np.sqrt(weights)
    scaled = sparse.csr_matrix(sparse.diags(root) @ likes.astype(np.float64) @ sparse.diags(1.0 / scale))
    strengths, directions = _strongest(scaled, root, mean / scale, min(factors, people, titles))
    return Tastes(*(np.ascontiguousarray(part, dtype=np.float32) for part in (mean, scale, directions, strengths)))


def _weights(likes: np.ndarray, evenness: float) -> np.ndarray:
    """float64 (people,), their sum 1."""
    weights = np.maximum(likes, 1.0) ** -evenness
    return weights / weights.sum()


def _strongest(
    scaled: sparse.csr_matrix, root: np.ndarray, mean: np.ndarray, count: int
) -> tuple[np.ndarray, np.ndarray]:
    """Squared singular values and right singular vectors of scaled - root x mean, largest first.

    The sparse matrix is never filled: its mean is taken off in every product.
    """
    if min(scaled.get_shape()) <= max(SMALL, count + 1):
        _, values, rows = np.linalg.svd(scaled.toarray() - np.outer(root, mean), full_matrices=False)
    else:
        start = np.ones(min(scaled.get_shape()))
        _, values, found = svds(_Centred(scaled, root, mean), k=count, v0=start)
        rows = np.asarray(found)
    order = np.argsort(-values, kind="stable")[:count]
    return values[order] ** 2, rows[order].T


class _Centred(LinearOperator):
    """scaled - root x mean."""

    def __init__(self, scaled: sparse.csr_matrix, root: np.ndarray, mean: np.ndarray) -> None:
        super().__init__(np.dtype(np.float64), scaled.get_shape())
        self.scaled, self.across = scaled, sparse.csr_matrix(scaled.T)
        self.root, self.mean = root, mean

    def _matvec(self, x: np.ndarray) -> np.ndarray:
        return self.scaled @ x.ravel() - self.root * (self.mean @ x.ravel())

    def _rmatvec(self, x: np.ndarray) -> np.ndarray:
        return self.across @ x.ravel() - self.mean * (self.root @ x.ravel())
