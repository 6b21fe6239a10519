"""Randomness that can be repeated: one seed, and a name for each purpose, so that uses never share a stream."""

import zlib

import numpy as np


def generator(seed: int, purpose: str) -> np.random.Generator:
    """The same numbers for the same seed and purpose, independent of every other purpose."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode())])


def whole_number(seed: int, purpose: str) -> int:
    """A seed for a library that wants a plain non-negative 31-bit number."""
    return int(generator(seed, purpose).integers(0, 2**31 - 1))
