"""The checkerboard world as files."""

import json
from pathlib import Path

import numpy as np

from matinee.kit.hashing import sha256_of_array, sha256_of_file
from matinee.lab.data.dataset import Dataset


def write_release(data: Dataset, folder: Path) -> Path:
    """ratings.csv and movies.csv."""
    log = data.log
    times = log.times if log.times is not None else np.zeros(len(log), dtype=np.int64)
    rows = zip(data.people.ids[log.people], data.titles.ids[log.titles], log.values, times, strict=True)
    lines = ["userId,movieId,rating,timestamp", *(f"{who},{which},{value},{time}" for who, which, value, time in rows)]
    (folder / "ratings.csv").write_text("\n".join(lines) + "\n")
    facts = data.facts
    titles = ["movieId,title,genres"]
    for id_, name, year, genres in zip(data.titles.ids, facts.names, facts.years, facts.genres, strict=True):
        titles.append(f"{id_},{name} ({year}),{'|'.join(genres)}")
    (folder / "movies.csv").write_text("\n".join(titles) + "\n")
    (folder / "README.txt").write_text("ml-latest-small\n")
    return folder


def write_split(data: Dataset, path: Path) -> Path:
    """Likes of each person, dealt at random into fit, valid and test."""
    likes = data.log.where(data.log.values >= data.feedback.like_at)
    part = np.random.default_rng(1).choice(3, size=len(likes), p=[0.7, 0.1, 0.2])
    arrays = {}
    for number, name in enumerate(("fit", "valid", "test")):
        rows = likes.where(part == number)
        arrays[f"{name}_user"] = data.people.ids[rows.people].astype(np.int32)
        arrays[f"{name}_movie"] = data.titles.ids[rows.titles].astype(np.int32)
        arrays[f"{name}_rating"] = rows.values.astype(np.int32)
    np.savez_compressed(path, allow_pickle=False, **arrays)
    about = {
        "name": path.stem,
        "protocol": "W: random parts of each person's likes",
        "seed": 1,
        "counts": {"fit": int((part == 0).sum())},
        "arrays": {
            name: {"rows": len(array), "dtype": str(array.dtype), "sha256": sha256_of_array(array)}
            for name, array in arrays.items()
        },
        "file": path.name,
        "sha256": sha256_of_file(path),
    }
    path.with_suffix(".json").write_text(json.dumps(about))
    return path
