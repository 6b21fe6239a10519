"""Fingerprints: the same content gives the same short text, on every machine."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

CHUNK = 1 << 20


def sha256_of_file(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def sha256_of_array(array: np.ndarray) -> str:
    """Of the raw bytes, little-endian and C-ordered."""
    return hashlib.sha256(_portable(array).tobytes()).hexdigest()


def fingerprint(parts: Iterable[Any]) -> str:
    """A 16-character digest of arrays and plain values (what JSON can say), in order.

    Types and shapes count, so [1] is not 1; the byte order of the machine does not. Of arrays of text or objects the
    items count, not the width of the column.
    """
    digest = hashlib.sha256()
    for part in parts:
        text = _of_array(part) if isinstance(part, np.ndarray) else json.dumps(part, sort_keys=True)
        digest.update(f"{len(text)}:".encode())
        digest.update(text.encode())
    return digest.hexdigest()[:16]


def _of_array(array: np.ndarray) -> str:
    if array.dtype.kind in "OU":
        return f"text{array.shape}{json.dumps(array.tolist(), ensure_ascii=False)}"
    portable = _portable(array)
    return f"{portable.dtype.str}{array.shape}{sha256_of_array(portable)}"


def _portable(array: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
