"""Keeping only the few entries of a large matrix that matter, and only the titles that have any."""

import numpy as np
from scipy import sparse

COLUMNS_AT_ONCE = 256


def liked_titles(likes: sparse.csr_matrix) -> np.ndarray:
    """int32, ascending: the positions of titles with a like. Of the others nothing can be learned from likes."""
    return np.unique(likes.indices).astype(np.int32)


def spread_out(matrix: sparse.csr_matrix, positions: np.ndarray, count: int) -> sparse.csr_matrix:
    """float32 (count, count): the entries of a square matrix over the titles at `positions`, nothing elsewhere."""
    rows = np.repeat(positions, np.diff(matrix.indptr))
    made = sparse.csr_matrix((matrix.data, (rows, positions[matrix.indices])), shape=(count, count), dtype=np.float32)
    made.sort_indices()
    return made


def largest_of_each_column(matrix: np.ndarray, keep: int) -> sparse.csr_matrix:
    """float32, square: for each column the `keep` entries furthest from zero; zeros are not stored."""
    count = len(matrix)
    kept = min(keep, count)
    rows = np.empty((count, kept), dtype=np.int32)
    for first in range(0, count, COLUMNS_AT_ONCE):
        size = np.abs(matrix[:, first : first + COLUMNS_AT_ONCE])
        rows[first : first + COLUMNS_AT_ONCE] = np.argpartition(size, count - kept, axis=0)[count - kept :].T
    columns = np.repeat(np.arange(count, dtype=np.int32), kept)
    entries = matrix[rows.ravel(), columns]
    made = sparse.csr_matrix((entries, (rows.ravel(), columns)), shape=(count, count), dtype=np.float32)
    made.eliminate_zeros()
    made.sort_indices()
    return made
