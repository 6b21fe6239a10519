"""The best k of many scores, with ties broken by a stated key and never by accident of memory order."""

from functools import lru_cache

import numpy as np

MANY = 8
"""Times as many candidates as places, from which it pays not to sort them all."""
HEADS = 4
"""Groups for each place, by whose heads it is told which scores are too low to be chosen."""
WORTH_IT = 4
"""Scores of a group, from which on its head saves time."""


@lru_cache(maxsize=16)
def tie_keys(count: int, *, seed: int = 0) -> np.ndarray:
    """uint32 (count,): one random key a column, no two alike; the higher key wins a tie.

    The keys are a random order of the columns, spread over all 32 bits so that `keys_for_rows` mixes them well.
    Drawing them takes longer than many a short answer, so they are kept, and cannot be written to.
    """
    chance = np.random.default_rng([seed, count])
    width = 2**32 // max(count, 1)
    made = (chance.permutation(count) * width + chance.integers(0, width, size=count)).astype(np.uint32)
    made.setflags(write=False)
    return made


def keys_for_rows(keys: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """uint32 (rows, columns): for each row number another order of the columns, so that ties fall differently.

    The keys are joined with a number of the row and mixed by the finaliser of MurmurHash3, which permutes the
    32-bit integers.
    """
    mixed = keys[None, :] ^ (rows.astype(np.uint32) * np.uint32(2654435761))[:, None]
    mixed ^= mixed >> np.uint32(16)
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed


def best(scores: np.ndarray, k: int, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Columns and scores of the k highest of each row, best first.

    scores: float32 (rows, columns), no NaN; -inf is never chosen. keys: uint32 (columns,) or (rows, columns), the
    higher wins a tie. Returns int32 columns (rows, k), -1 where a row has too few, and float32 scores (rows, k),
    -inf there.
    """
    rows, columns = scores.shape
    taken = min(k, columns)
    titles = np.full((rows, k), -1, dtype=np.int32)
    values = np.full((rows, k), -np.inf, dtype=np.float32)
    if not taken:
        return titles, values
    least = _floors(scores, taken)
    for row in range(rows):
        own, mine = scores[row], keys if keys.ndim == 1 else keys[row]
        near = (own >= least[row] if least[row] > -np.inf else own > -np.inf).nonzero()[0]
        chosen = near[_order(own[near], mine[near], taken)]
        titles[row, : len(chosen)] = chosen
        values[row, : len(chosen)] = own[chosen]
    return titles, values


def _floors(scores: np.ndarray, k: int) -> np.ndarray:
    """float32 (rows,): not above the k-th highest score of each row, and mostly little below it.

    The k highest of the heads of groups are k scores of the row, so the k-th highest of all is as high as the least of
    them. To look for it among the heads takes a fraction of the time that it takes among all.
    """
    rows, columns = scores.shape
    groups = HEADS * k
    each = columns // groups
    if each < WORTH_IT:
        return np.partition(scores, columns - k, axis=1)[:, columns - k]
    heads = scores[:, : each * groups].reshape(rows, each, groups).max(axis=1)
    return np.partition(heads, groups - k, axis=1)[:, groups - k]


def _order(scores: np.ndarray, keys: np.ndarray, k: int) -> np.ndarray:
    """The places of the k highest, best first. Where a great many stand level, as zeros do, they are cut down before
    they are sorted."""
    if len(scores) <= MANY * k:
        return np.lexsort((keys, scores))[::-1][:k]
    packed = (_sortable(scores).astype(np.uint64) << np.uint64(32)) | keys
    part = np.argpartition(packed, len(packed) - k)[len(packed) - k :]
    return part[np.argsort(packed[part])[::-1]]


def _sortable(scores: np.ndarray) -> np.ndarray:
    """uint32 with the same order as the floats: flip the sign bit of positives, all bits of negatives; -0 equals 0."""
    bits = (scores.astype(np.float32) + np.float32(0.0)).view(np.uint32)
    negative = bits >> np.uint32(31)
    return bits ^ (np.uint32(0x80000000) | (np.uint32(0) - negative))
