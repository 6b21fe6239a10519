"""A sparse matrix of features by its singular directions, along which ridge regression is one division each."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

from matinee.lab.core.gram import gram

MOST = 6_144
"""Directions at most: all there are is a matter of the cube of the shorter side."""


@dataclass(frozen=True, eq=False)
class Spectrum:
    """matrix = left * sizes @ right.T, float32: left (rows, D), sizes (D,), right (columns, D)."""

    left: np.ndarray
    sizes: np.ndarray
    right: np.ndarray


def spectrum_of(matrix: sparse.csr_matrix, *, most: int = MOST, threads: int = 0) -> Spectrum:
    """Every direction in which the matrix is anything, or the `most` greatest of them where either side has more."""
    narrow = sparse.csr_matrix(matrix, dtype=np.float32)
    rows, columns = narrow.get_shape()
    if min(rows, columns) > most:
        found = svds(narrow, k=most, v0=np.ones(min(rows, columns), dtype=np.float32))
        left, sizes, right = (np.asarray(part) for part in found)
        return Spectrum(left, sizes, np.ascontiguousarray(right.T))
    tall = rows >= columns
    squares, directions = np.linalg.eigh(gram(narrow if tall else sparse.csr_matrix(narrow.T), threads=threads))
    told = squares > squares[-1] * len(squares) * np.finfo(np.float32).eps
    sizes, directions = np.sqrt(squares[told]), np.ascontiguousarray(directions[:, told])
    others = (narrow if tall else narrow.T) @ directions / sizes
    return Spectrum(others, sizes, directions) if tall else Spectrum(directions, sizes, others)
