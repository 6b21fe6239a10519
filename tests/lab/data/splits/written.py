"""Split files of a few rows."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from matinee.kit.hashing import sha256_of_array


def columns(**parts: list[tuple[int, int, int]]) -> dict[str, np.ndarray]:
    """Arrays as in a split file: user, movie and rating of each part."""
    return {
        f"{part}_{name}": np.array([row[place] for row in rows], dtype=np.int32)
        for part, rows in parts.items()
        for place, name in enumerate(("user", "movie", "rating"))
    }


def written(folder: Path, protocol: str, arrays: dict[str, np.ndarray], **changes: Any) -> Path:
    """A split file with the JSON that belongs to it."""
    path = folder / "tiny.npz"
    np.savez_compressed(path, allow_pickle=False, **arrays)
    described = {
        name: {"rows": len(array), "dtype": str(array.dtype), "sha256": sha256_of_array(array)}
        for name, array in arrays.items()
    }
    about = {"name": "tiny", "protocol": protocol, "seed": 7, "counts": {"users": 2}, "arrays": described}
    path.with_suffix(".json").write_text(json.dumps(about | changes))
    return path


WEAK = columns(
    fit=[(1, 10, 5), (1, 20, 4), (2, 10, 4)],
    valid=[(2, 20, 5)],
    test=[(1, 30, 5), (2, 40, 4), (1, 20, 4), (3, 10, 5)],
)


def rating_file(folder: Path) -> Path:
    rows = [(person, title, 3) for person in range(10) for title in range(10, 20)]
    folds = np.arange(100, dtype=np.int32) % 4 + 1
    return written(folder, "R: ratings", columns(all=rows) | {"all_fold": folds})
