"""Weights that are looked at where they lie on disk, so that processes with the same model share its memory.

A file that takes the place of another by renaming leaves the older one, and what is mapped of it, as it was.
"""

import hashlib
import json
import mmap
from pathlib import Path
from typing import Any

import numpy as np

from matinee.lab.core.state import State

KINDS = {
    "BOOL": np.bool_,
    "F16": np.float16,
    "F32": np.float32,
    "F64": np.float64,
    "I8": np.int8,
    "I16": np.int16,
    "I32": np.int32,
    "I64": np.int64,
    "U8": np.uint8,
    "U16": np.uint16,
    "U32": np.uint32,
    "U64": np.uint64,
}
HEAD = 8
"""Bytes that say how long the description of the arrays is."""


def map_file(path: Path) -> mmap.mmap:
    """The file as memory that cannot be written to. It stays mapped as long as anything of it is used."""
    with path.open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def sha256_of(mapped: mmap.mmap) -> str:
    return hashlib.sha256(mapped).hexdigest()


def arrays_in(mapped: mmap.mmap) -> State:
    """The arrays of a safetensors file, none of them copied; ValueError where it is none.

    The library itself copies what it hands to numpy. The format: 8 bytes with the length of a JSON table that follows,
    then the arrays, each where the table says.
    """
    if len(mapped) < HEAD:
        raise ValueError("the file is too short")
    length = int.from_bytes(mapped[:HEAD], "little")
    start = HEAD + length
    if start > len(mapped):
        raise ValueError("the table of the arrays is cut off")
    try:
        table = json.loads(mapped[HEAD:start])
        table.pop("__metadata__", None)
        return {name: _array(mapped, start, said) for name, said in table.items()}
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError(f"the table of the arrays cannot be read ({error})") from error


def _array(mapped: mmap.mmap, start: int, said: dict[str, Any]) -> np.ndarray:
    kind, shape = np.dtype(KINDS[said["dtype"]]), tuple(map(int, said["shape"]))
    first, last = said["data_offsets"]
    count = int(np.prod(shape, dtype=np.int64))
    if not 0 <= first <= last <= len(mapped) - start or last - first != count * kind.itemsize:
        raise ValueError("an array does not lie where the table says")
    return np.frombuffer(mapped, dtype=kind, count=count, offset=start + first).reshape(shape)
