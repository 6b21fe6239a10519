"""What likes come to, through a sparse matrix of weights between titles."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from matinee.domain.feedback import Feedback
from matinee.lab.data.histories import Histories


@dataclass(frozen=True, eq=False)
class SomeRows:
    """Some rows of a sparse matrix, one after another. For one person at a time this is quicker than products of
    matrices, which are mostly spent on making them.

    columns: int32, values: float32 (entries,). lengths: int64 (rows,), how many entries each has. width: columns of the
    matrix.
    """

    columns: np.ndarray
    values: np.ndarray
    lengths: np.ndarray
    width: int

    @classmethod
    def of(cls, matrix: sparse.csr_matrix, rows: np.ndarray) -> "SomeRows":
        starts, ends = matrix.indptr[rows], matrix.indptr[rows + 1]
        # Whole rows are copied at once; to gather them entry by entry takes five times as long.
        parts = [slice(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        return cls(
            np.concatenate([matrix.indices[:0], *(matrix.indices[part] for part in parts)]),
            np.concatenate([matrix.data[:0], *(matrix.data[part] for part in parts)]),
            (ends - starts).astype(np.int64),
            matrix.get_shape()[1],
        )

    def summed(self, strengths: np.ndarray) -> np.ndarray:
        """float32 (columns,): the sum of the rows, each times its strength."""
        parts = self.values * np.repeat(strengths, self.lengths)
        return np.bincount(self.columns, weights=parts, minlength=self.width).astype(np.float32)

    def block(self, wanted: np.ndarray) -> np.ndarray:
        """float32 (rows, wanted): what stands in some columns. wanted: each once."""
        place = np.full(self.width, -1, dtype=np.int32)
        place[wanted] = np.arange(len(wanted), dtype=np.int32)
        across = place[self.columns]
        held = np.flatnonzero(across >= 0)
        made = np.zeros((len(self.lengths), len(wanted)), dtype=np.float32)
        made[np.searchsorted(np.cumsum(self.lengths), held, side="right"), across[held]] = self.values[held]
        return made


def likes_times(
    matrix: sparse.csr_matrix, histories: Histories, feedback: Feedback, *, dislike_weight: float
) -> np.ndarray:
    """float32 (people, columns): what each history likes, and dislikes, times the matrix."""
    if len(histories) == 1:
        liked, strengths = histories.likes_of_one(feedback, dislike_weight=dislike_weight)
        return SomeRows.of(matrix, liked).summed(strengths)[None, :]
    return sparse.csr_matrix(histories.likes(feedback, dislike_weight=dislike_weight) @ matrix).toarray()
