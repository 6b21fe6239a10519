"""Ridge regression of every row of a sparse matrix on the vectors of its columns, for models of biases and factors."""

import numpy as np
from scipy import sparse

from matinee.lab.core.inverses import solved
from matinee.lab.core.threads import spread

ROWS_AT_ONCE = 256


def ridge_rows(targets: sparse.csr_matrix, vectors: np.ndarray, holds: np.ndarray, *, threads: int = 0) -> np.ndarray:
    """float32 (rows, K): for each row the w with the least sum of (target - w . x)^2 over its entries + w . (holds w).

    targets: float32 (rows, columns); every stored entry counts, zeros too. vectors: float32 (columns, K), x of an entry
    is the vector of its column. holds: float32 (rows, K), all above zero. A row without entries is zero.
    """
    rows, size = targets.get_shape()[0], vectors.shape[1]
    made = np.zeros((rows, size), dtype=np.float32)
    diagonal = np.arange(size)

    def solve(first: int) -> None:
        wanted = np.arange(first, min(first + ROWS_AT_ONCE, rows))
        left = np.zeros((len(wanted), size, size), dtype=np.float32)
        right = np.zeros((len(wanted), size), dtype=np.float32)
        for place, row in enumerate(wanted.tolist()):
            start, end = targets.indptr[row], targets.indptr[row + 1]
            asked = vectors.take(targets.indices[start:end], axis=0)
            np.matmul(asked.T, asked, out=left[place])
            np.matmul(targets.data[start:end], asked, out=right[place])
        left[:, diagonal, diagonal] += holds[wanted]
        made[wanted] = solved(left, right)

    spread(solve, range(0, rows, ROWS_AT_ONCE), threads=threads)
    return made


def ridge_row(targets: np.ndarray, vectors: np.ndarray, hold: np.ndarray) -> np.ndarray:
    """float32 (K,): the same for one row, without the matrices about it. targets: float32 (entries,). vectors: float32
    (entries, K), of those entries. hold: float32 (K,)."""
    left = vectors.T @ vectors
    left[np.diag_indices(len(left))] += hold
    return solved(left[None], (targets @ vectors)[None])[0]


def holds_of(counts: np.ndarray, factors: int, *, l2: float, power: float, l2_bias: float) -> np.ndarray:
    """float32 (rows, 1 + factors): l2_bias for the bias, l2 * count^power for the factors of a row.

    power 1 is the weighted regularisation of Zhou et al., "Large-scale Parallel Collaborative Filtering for the Netflix
    Prize" (2008); 0 is the same for all.
    """
    made = np.empty((len(counts), 1 + factors), dtype=np.float32)
    made[:, 1:] = (l2 * np.maximum(counts, 1.0) ** power)[:, None]
    made[:, 0] = l2_bias
    return made


def with_one(biased: np.ndarray) -> np.ndarray:
    """The x of a bias and factors (rows, 1 + K): the bias, which belongs to the row itself, replaced by 1."""
    made = biased.copy()
    made[:, 0] = 1.0
    return made


def filled(pattern: sparse.csr_matrix, entries: np.ndarray) -> sparse.csr_matrix:
    """A matrix of the same pattern with other entries; the pattern is shared, not copied."""
    return sparse.csr_matrix((entries, pattern.indices, pattern.indptr), shape=pattern.get_shape())


def rows_of(pattern: sparse.csr_matrix) -> np.ndarray:
    """int64 (entries,): the row of each stored entry."""
    return np.repeat(np.arange(pattern.get_shape()[0]), np.diff(pattern.indptr))


def products(
    left: np.ndarray, right: np.ndarray, rows: np.ndarray, columns: np.ndarray, *, at_once: int = 65_536
) -> np.ndarray:
    """float32 (entries,): left[rows[e]] . right[columns[e]], a piece at a time so that memory stays small."""
    made = np.empty(len(rows), dtype=np.float32)
    for first in range(0, len(rows), at_once):
        part = slice(first, first + at_once)
        np.einsum("ek,ek->e", left.take(rows[part], axis=0), right.take(columns[part], axis=0), out=made[part])
    return made


def turned(pattern: sparse.csr_matrix) -> tuple[sparse.csr_matrix, np.ndarray]:
    """The pattern with rows and columns exchanged; int64 (entries,): which entry of the first each of its own is."""
    count = np.arange(pattern.nnz, dtype=np.int64)
    made = sparse.csr_matrix(filled(pattern, count).T)
    return made, made.data


def ratings_of_all(people: np.ndarray, titles: np.ndarray, mean: float) -> np.ndarray:
    """float32 (people, titles): mean, biases and the product of the factors, from the biases and factors of both."""
    return people[:, 1:] @ titles[:, 1:].T + titles[:, 0] + (people[:, :1] + np.float32(mean))


def ratings_of_pairs(
    people: np.ndarray, titles: np.ndarray, mean: float, *, rows: np.ndarray, columns: np.ndarray
) -> np.ndarray:
    """float32 (pairs,): those entries of `ratings_of_all`."""
    return products(people, with_one(titles), rows, columns) + (titles[columns, 0] + np.float32(mean))
