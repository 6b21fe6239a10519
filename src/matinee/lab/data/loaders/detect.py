"""What a source is, told by the files in it."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.headers import header_of
from matinee.lab.data.loaders.sources import Source, SourceFile

Kind = Literal["ml-100k", "ml-1m", "ml-10m", "ml-csv", "table"]

TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".parquet", ".jsonl", ".ndjson")
EVENTS = ("ratings", "rating", "interactions", "events", "watches", "clicks", "history")
TITLES = ("titles", "movies", "items", "movie", "title", "item")
_ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".7z", ".rar", ".bz2", ".xz")
_MOVIELENS_HEADER = {"userId", "movieId"}


@dataclass(frozen=True)
class Found:
    """kind: the layout. files: by bare name, those of the folder that holds the data. titles: the table of titles,
    where the layout does not name it."""

    kind: Kind
    files: dict[str, SourceFile]
    titles: SourceFile | None = None
    folder: str = ""


@dataclass(frozen=True, kw_only=True)
class FoundTable(Found):
    """A table of events, perhaps with one of titles beside it."""

    kind: Kind = "table"
    events: SourceFile


def detect(source: Source) -> Found:
    """The layout of the shallowest folder that holds one. BadData where none or two do."""
    if source.single:
        file = next(iter(source.files.values()))
        if file.label in ("u.data", "ratings.dat"):
            raise BadData(
                "one file of a release cannot be read alone", where=file.label, remedy="Give the folder it lies in"
            )
        return FoundTable(files=source.files, events=file)
    by_depth = defaultdict(list)
    for folder, files in folders(source).items():
        found = _layout(folder, files)
        if found:
            by_depth[len(PurePosixPath(folder).parts)].append(found)
    if not by_depth:
        raise _nothing(source)
    shallowest = by_depth[min(by_depth)]
    if len(shallowest) > 1:
        names = ", ".join(sorted(found.folder for found in shallowest))
        raise BadData(f"there are several data sets: {names}", where=source.label, remedy="Give one of them")
    return shallowest[0]


def detect_titles(source: Source) -> Found | None:
    """The layout that the title file of a source belongs to; unlike `detect` this asks for no ratings."""
    for folder, files in sorted(folders(source).items(), key=lambda pair: len(PurePosixPath(pair[0]).parts)):
        if "u.item" in files:
            return Found("ml-100k", files, folder=folder)
        if "movies.dat" in files:
            return Found("ml-1m", files, folder=folder)
        titles = _one_of(files, TITLES) or (next(iter(files.values())) if source.single else None)
        if titles is not None:
            release = {"movieId", "title", "genres"} <= set(header_of(titles))
            return Found("ml-csv" if release else "table", files, titles=titles, folder=folder)
    return None


def folders(source: Source) -> dict[str, dict[str, SourceFile]]:
    """Bare name -> file, for every folder inside."""
    found: dict[str, dict[str, SourceFile]] = defaultdict(dict)
    for name, file in source.files.items():
        path = PurePosixPath(name)
        found["" if str(path.parent) == "." else str(path.parent)][path.name] = file
    return found


def _layout(folder: str, files: dict[str, SourceFile]) -> Found | None:
    if "u.data" in files:
        return Found("ml-100k", files, folder=folder)
    if {"ratings.dat", "movies.dat"} <= files.keys():
        return Found("ml-1m" if "users.dat" in files else "ml-10m", files, folder=folder)
    if {"ratings.csv", "movies.csv"} <= files.keys() and set(header_of(files["ratings.csv"])) >= _MOVIELENS_HEADER:
        return Found("ml-csv", files, folder=folder)
    events = _one_of(files, EVENTS)
    if events is None:
        tables = [file for name, file in files.items() if name.lower().endswith(TABLE_ENDINGS)]
        tables = [file for file in tables if "readme" not in file.label.lower()]
        events = tables[0] if len(tables) == 1 else None
    if events is None:
        return None
    titles = _one_of(files, TITLES)
    return FoundTable(files=files, events=events, titles=titles if titles is not events else None, folder=folder)


def _one_of(files: dict[str, SourceFile], stems: tuple[str, ...]) -> SourceFile | None:
    """The first file by the order of the stems, then of the endings."""
    lowered = {name.lower(): file for name, file in files.items()}
    wanted = (stem + ending for stem in stems for ending in TABLE_ENDINGS)
    return next((lowered[name] for name in wanted if name in lowered), None)


def _nothing(source: Source) -> BadData:
    names = {PurePosixPath(name).name for name in source.files}
    parts = sorted(name for name in names if name.startswith("ratings-") and name.endswith(".dat"))
    if parts:
        return BadData(
            f"there is no ratings.dat, only {', '.join(parts)}, which no release has",
            where=source.label,
            remedy="Give the release as GroupLens publishes it; parts of its ratings would mislead a model",
        )
    if any(name.lower().endswith(_ARCHIVES) for name in names):
        return BadData(
            "there is no data set, only another archive inside", where=source.label, remedy="Unpack it and give that"
        )
    few = ", ".join(sorted(names)[:5]) or "nothing"
    return BadData(
        f"no data set is recognised; it holds {few}",
        where=source.label,
        remedy="Give a MovieLens release, or a table called ratings.csv, .parquet or .jsonl",
    )
