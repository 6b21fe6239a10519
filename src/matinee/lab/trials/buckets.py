"""A number for each unit of an experiment, the same wherever and whenever it is asked for.

The first 64 bits of SHA-256 over "seed:unit" in UTF-8. A weaker hash will not do: sums such as FNV leave traces of
neighbouring seeds in each other, so that experiments called exp1 and exp2 are not apart. tests/contracts holds cases by
which any other program, such as a page, can check that it counts alike.
"""

import hashlib
from collections.abc import Iterable

import numpy as np

from matinee.domain.errors import BadConfig

BUCKETS = 10_000
"""Shares are whole ten-thousandths."""
BITS = 64


def number_of(seed: str, unit: str) -> int:
    """From 0 to 2^64 - 1, the same chance for each."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{unit}".encode()).digest()[: BITS // 8], "big")


def bucket_of(seed: str, unit: str) -> int:
    """From 0 to BUCKETS - 1: the number times BUCKETS, without the lowest 64 bits of the product."""
    return number_of(seed, unit) * BUCKETS >> BITS


def buckets_of(seed: str, units: Iterable[str]) -> np.ndarray:
    """int64, the bucket of each unit."""
    return np.fromiter((bucket_of(seed, unit) for unit in units), dtype=np.int64)


def check_seed(seed: str, *, where: str) -> None:
    """A colon would let two pairs of seed and unit read alike."""
    if not seed or ":" in seed:
        raise BadConfig(f"'{seed}' cannot be a seed", where=where, remedy="Choose a text without a colon")
