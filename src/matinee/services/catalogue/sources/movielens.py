"""Titles of a MovieLens release: names, years, genres, ids elsewhere, and how many people rated them."""

import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from matinee.domain.errors import BadData
from matinee.domain.titles import Origin, TitleEntry
from matinee.kit.progress import SILENT, Progress
from matinee.lab.data.loaders.load import LoadOptions, load
from matinee.lab.data.loaders.options import Loaded

IDS_OF_ITS_OWN = ("ml-100k",)
"""Releases that number their titles otherwise than all the others do."""


def read_release(path: Path, *, skip_bad: bool = False, progress: Progress = SILENT) -> Loaded:
    """BadData where it is none."""
    loaded = load(path, options=LoadOptions(skip_bad=skip_bad, extras=False, progress=progress))
    if not loaded.release.startswith(("ml-", "movielens")):
        raise BadData(
            "this is neither a demo world nor a MovieLens release",
            where=str(path),
            remedy="Give a folder made by matinee data world, or a release such as ml-latest-small.zip",
        )
    return loaded


def origin_of_release(loaded: Loaded) -> Origin:
    key = loaded.release if loaded.release in IDS_OF_ITS_OWN else "movielens"
    return Origin(key, f"MovieLens ({loaded.dataset.name})")


def titles_of_release(loaded: Loaded) -> tuple[int, Iterator[TitleEntry]]:
    data = loaded.dataset
    counts = np.bincount(data.log.titles, minlength=data.n_titles)
    fame = dict(zip(data.titles.ids.tolist(), counts.tolist(), strict=True))
    frame = data.title_table.frame
    elsewhere = [(source, f"{source}_id") for source in ("imdb", "tmdb") if f"{source}_id" in frame.columns]
    return len(frame), (
        TitleEntry(
            origin_id=str(row["id"]),
            kind="movie",
            name=row["name"],
            year=row["year"],
            fame=fame.get(row["id"], 0),
            look=zlib.crc32(f"movielens {row['id']}".encode()),
            genres=tuple(row["genres"] or ()),
            external_ids=tuple((source, str(row[column])) for source, column in elsewhere if row[column] is not None),
        )
        for row in frame.iter_rows(named=True)
    )
