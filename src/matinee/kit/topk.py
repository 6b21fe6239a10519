"""The best k of many scores, with ties broken by a stated key and never by accident of memory order."""

from functools import lru_cache

import numpy as np


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
    order = _sortable(scores).astype(np.uint64) << np.uint64(32)
    order |= np.broadcast_to(keys, scores.shape)
    part = (
        np.argpartition(order, columns - taken, axis=1)[:, columns - taken :] if taken else np.empty((rows, 0), np.intp)
    )
    by_rank = np.argsort(np.take_along_axis(order, part, axis=1), axis=1)[:, ::-1]
    chosen = np.take_along_axis(part, by_rank, axis=1)
    chosen_scores = np.take_along_axis(scores, chosen, axis=1)
    titles = np.full((rows, k), -1, dtype=np.int32)
    values = np.full((rows, k), -np.inf, dtype=np.float32)
    real = np.isfinite(chosen_scores) | (chosen_scores == np.inf)
    titles[:, :taken] = np.where(real, chosen, -1)
    values[:, :taken] = np.where(real, chosen_scores, -np.inf)
    return titles, values


def _sortable(scores: np.ndarray) -> np.ndarray:
    """uint32 with the same order as the floats: flip the sign bit of positives, all bits of negatives; -0 equals 0."""
    bits = (scores.astype(np.float32) + np.float32(0.0)).view(np.uint32)
    negative = bits >> np.uint32(31)
    return bits ^ (np.uint32(0x80000000) | (np.uint32(0) - negative))
