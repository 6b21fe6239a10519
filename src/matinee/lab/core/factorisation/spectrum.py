"""A sparse matrix of features by its singular directions, along which ridge regression is one division each."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

from matinee.lab.core.gram import gram

MOST = 6_144
"""Up to so many rows or columns every direction is found, which takes the cube of that number."""
LEADING = 1_024
"""Beyond that so many, those along which the features are greatest."""


@dataclass(frozen=True, eq=False)
class Spectrum:
    """matrix = left * sizes @ right.T, float32: left (rows, D), sizes (D,), right (columns, D), None where nobody asked
    for it."""

    left: np.ndarray
    sizes: np.ndarray
    right: np.ndarray | None


def spectrum_of(
    matrix: sparse.csr_matrix, *, right: bool = True, most: int = MOST, leading: int = LEADING, threads: int = 0
) -> Spectrum:
    """Every direction in which the matrix is anything, or the `leading` greatest where both sides are above `most`."""
    narrow = sparse.csr_matrix(matrix, dtype=np.float32)
    rows, columns = narrow.get_shape()
    if min(rows, columns) > most:
        found = svds(narrow, k=leading, v0=np.ones(min(rows, columns), dtype=np.float32))
        one, sizes, other = (np.asarray(part) for part in found)
        return Spectrum(one, sizes, np.ascontiguousarray(other.T))
    tall = rows >= columns
    squares, directions = np.linalg.eigh(gram(narrow if tall else sparse.csr_matrix(narrow.T), threads=threads))
    told = squares > squares[-1] * len(squares) * np.finfo(np.float32).eps
    sizes, directions = np.sqrt(squares[told]), np.ascontiguousarray(directions[:, told])
    if tall:
        return Spectrum(narrow @ directions / sizes, sizes, directions)
    return Spectrum(directions, sizes, narrow.T @ directions / sizes if right else None)
