"""What likes come to, through a sparse matrix of weights between titles."""

import numpy as np
from scipy import sparse

from matinee.domain.feedback import Feedback
from matinee.lab.data.histories import Histories


def likes_times(
    matrix: sparse.csr_matrix, histories: Histories, feedback: Feedback, *, dislike_weight: float
) -> np.ndarray:
    """float32 (people, columns): what each history likes, and dislikes, times the matrix."""
    if len(histories) == 1:
        return sum_of_rows(matrix, *histories.likes_of_one(feedback, dislike_weight=dislike_weight))[None, :]
    return sparse.csr_matrix(histories.likes(feedback, dislike_weight=dislike_weight) @ matrix).toarray()


def sum_of_rows(matrix: sparse.csr_matrix, rows: np.ndarray, strengths: np.ndarray) -> np.ndarray:
    """float32 (columns,): the sum of some rows, each times its strength. For one person at a time this is quicker than
    a product of matrices, which is mostly spent on making them."""
    entries, lengths = _entries(matrix, rows)
    parts = matrix.data[entries] * np.repeat(strengths, lengths)
    return np.bincount(matrix.indices[entries], weights=parts, minlength=matrix.get_shape()[1]).astype(np.float32)


def block_of(matrix: sparse.csr_matrix, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """float32 (rows, columns): what stands there. columns: each once."""
    entries, lengths = _entries(matrix, rows)
    place = np.full(matrix.get_shape()[1], -1, dtype=np.int32)
    place[columns] = np.arange(len(columns), dtype=np.int32)
    across = place[matrix.indices[entries]]
    held = across >= 0
    made = np.zeros((len(rows), len(columns)), dtype=np.float32)
    made[np.repeat(np.arange(len(rows)), lengths)[held], across[held]] = matrix.data[entries[held]]
    return made


def _entries(matrix: sparse.csr_matrix, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the entries of some rows lie, one row after another, and how many each has."""
    starts = matrix.indptr[rows]
    lengths = matrix.indptr[rows + 1] - starts
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum(), dtype=starts.dtype), lengths
