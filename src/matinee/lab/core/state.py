"""Taking learned arrays back out of a saved model, with every shape and kind checked."""

import numpy as np
from scipy import sparse

State = dict[str, np.ndarray]


def taken(state: State, name: str, *, shape: tuple[int | None, ...], kind: type[np.generic] = np.float32) -> np.ndarray:
    """The array of a name; ValueError where it is missing, of another dtype, or of another shape (None fits any)."""
    if name not in state:
        raise ValueError(f"'{name}' is missing")
    array = state[name]
    if array.dtype != np.dtype(kind):
        raise ValueError(f"'{name}' is {array.dtype}, not {np.dtype(kind)}")
    fits = array.ndim == len(shape) and all(want in {None, have} for want, have in zip(shape, array.shape, strict=True))
    if not fits:
        raise ValueError(f"'{name}' has the shape {array.shape}, not {shape}")
    return array


def sparse_state(matrix: sparse.csr_matrix, *, prefix: str) -> State:
    """A sparse matrix as three arrays."""
    return {
        f"{prefix}.data": matrix.data.astype(np.float32),
        f"{prefix}.indices": matrix.indices.astype(np.int32),
        f"{prefix}.indptr": matrix.indptr.astype(np.int64),
    }


def sparse_taken(state: State, *, prefix: str, shape: tuple[int | None, int]) -> sparse.csr_matrix:
    """The matrix that `sparse_state` took apart; ValueError where its parts do not fit. None: any number of rows."""
    data = taken(state, f"{prefix}.data", shape=(None,))
    indices = taken(state, f"{prefix}.indices", shape=(len(data),), kind=np.int32)
    rows = None if shape[0] is None else shape[0] + 1
    indptr = taken(state, f"{prefix}.indptr", shape=(rows,), kind=np.int64)
    if not len(indptr) or indptr[0] != 0 or indptr[-1] != len(data) or (np.diff(indptr) < 0).any():
        raise ValueError(f"the rows of '{prefix}' do not fit its entries")
    if len(indices) and (indices.min() < 0 or indices.max() >= shape[1]):
        raise ValueError(f"'{prefix}' names a column outside 0 to {shape[1] - 1}")
    return sparse.csr_matrix((data, indices, indptr), shape=(len(indptr) - 1, shape[1]))
