"""Inverses of large symmetric matrices, and solutions of many small ones, in single precision."""

import numpy as np
from scipy.linalg import get_lapack_funcs

COLUMNS_AT_ONCE = 256
(_solve_positive,) = get_lapack_funcs(("posv",), dtype=np.float32)


def inverse_of_positive(matrix: np.ndarray) -> np.ndarray:
    """float32, in C order: the inverse of a symmetric positive definite matrix by Cholesky, in the memory of `matrix`.

    matrix: float32 in Fortran order, as `gram` makes it; it is used up. LinAlgError where single precision does not
    reach.
    """
    if not len(matrix):
        return matrix
    factorise, invert = get_lapack_funcs(("potrf", "potri"), (matrix,))
    factor, not_positive = factorise(matrix, lower=1, clean=0, overwrite_a=1)
    inverse, singular = invert(factor, lower=1, overwrite_c=1)
    if not_positive or singular or not np.isfinite(np.diag(inverse)).all():
        raise np.linalg.LinAlgError("not positive definite in single precision")
    # The transpose of a Fortran array is the same memory in C order: its upper triangle is the lower one of `inverse`.
    made = inverse.T
    for first in range(0, len(made), COLUMNS_AT_ONCE):
        last = min(first + COLUMNS_AT_ONCE, len(made))
        made[last:, first:last] = made[first:last, last:].T
        corner = made[first:last, first:last]
        corner[:] = np.triu(corner) + np.triu(corner, 1).T
    return made


def solved(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """float32 (rows, size): x of `left x = right`, row by row, by Cholesky, which takes half the time of what
    `numpy.linalg.solve` does for any matrix.

    left: float32 (rows, size, size), symmetric and positive definite, used up. right: float32 (rows, size). A row that
    single precision finds not positive is solved as any matrix is.
    """
    made = np.empty_like(right)
    for row, (matrix, wanted) in enumerate(zip(left, right, strict=True)):
        kept = np.diag(matrix).copy()
        # The transpose is the same matrix, in the order that LAPACK reads without a copy; it leaves one half of it.
        _, made[row], failed = _solve_positive(matrix.T, wanted, lower=0, overwrite_a=1)
        if failed:
            made[row] = np.linalg.solve(_mirrored(matrix, kept), wanted)
    return made


def _mirrored(matrix: np.ndarray, diagonal: np.ndarray) -> np.ndarray:
    """The symmetric matrix of which Cholesky has left the upper triangle alone."""
    upper = np.triu(matrix, 1)
    return upper + upper.T + np.diag(diagonal)
