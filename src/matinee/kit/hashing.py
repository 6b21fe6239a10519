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
    portable = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return hashlib.sha256(portable.tobytes()).hexdigest()


def fingerprint(parts: Iterable[Any]) -> str:
    """A 16-character digest of arrays and plain values, in order. Types and shapes count, so [1] is not 1."""
    digest = hashlib.sha256()
    for part in parts:
        if isinstance(part, np.ndarray):
            if part.dtype.kind in "OU":
                text = json.dumps(part.tolist(), ensure_ascii=False)
            else:
                text = f"{part.dtype.str}{part.shape}{sha256_of_array(part)}"
        else:
            text = json.dumps(part, sort_keys=True, default=str)
        digest.update(f"{len(text)}:".encode())
        digest.update(text.encode())
    return digest.hexdigest()[:16]
