"""A world on disk: a folder of Parquet tables that every command reads, and a manifest written last."""

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from matinee.domain.errors import BadData
from matinee.kit.files import write_text, written_whole
from matinee.kit.hashing import sha256_of_file
from matinee.kit.progress import SILENT, Progress, track
from matinee.lab.world.posters.draw import draw_poster
from matinee.lab.world.posters.look import Look
from matinee.lab.world.sizes import Size, size_named
from matinee.lab.world.tables import Tables
from matinee.lab.world.world import World

FORMAT = 1
MANIFEST = "world.json"


@dataclass(frozen=True)
class WorldFolder:
    """What world.json says. files: sha256 by name."""

    path: Path
    size: Size
    seed: int
    files: dict[str, str]


def write_world(world: World, folder: Path, *, posters: bool = False, progress: Progress = SILENT) -> WorldFolder:
    """Writes the tables and, if asked, a poster of each title. The same size and seed give the same bytes
    on processors with the same instructions."""
    clear_way(folder)
    tables = Tables(world)
    files = {}
    for name, frame in track(tables, label="writing tables", progress=progress):
        files[f"{name}.parquet"] = write_table(frame, folder / f"{name}.parquet")
    if posters:
        files |= _draw_all(tables.facts, folder, seed=world.seed, progress=progress)
    return write_manifest(folder, world.size, seed=world.seed, now=world.now, files=files)


def clear_way(folder: Path) -> None:
    """Makes the folder; a world that is whole in it goes, with every file its manifest names, so that nothing of it is
    read as part of the next."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _named_in(folder / MANIFEST):
        if (folder / name).resolve().is_relative_to(folder.resolve()):
            (folder / name).unlink(missing_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)


def _named_in(manifest: Path) -> list[str]:
    """A manifest that is not there or not whole names nothing."""
    try:
        return list(json.loads(manifest.read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return []


def write_table(frame: pl.DataFrame, path: Path) -> str:
    """Its sha256."""
    with written_whole(path) as temporary:
        frame.write_parquet(temporary, statistics=False)
    return sha256_of_file(path)


def write_manifest(folder: Path, size: Size, *, seed: int, now: int, files: dict[str, str]) -> WorldFolder:
    """The last thing to write: where there is a manifest, everything else is there too."""
    about = {"format": FORMAT, "size": size.name, "seed": seed, "now": now, "files": files}
    write_text(folder / MANIFEST, json.dumps(about, indent=1) + "\n")
    return WorldFolder(folder, size, seed, files)


def read_manifest(folder: Path) -> WorldFolder:
    """What the folder holds, or BadData where it holds no whole world."""
    path = folder / MANIFEST
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        return WorldFolder(folder, size_named(about["size"]), int(about["seed"]), dict(about["files"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadData(
            "there is no whole world here",
            where=str(path),
            remedy="Make one: matinee data world --size small --out DIR",
        ) from error


def look_of(facts: dict, *, seed: int) -> Look:
    """What the poster of a title is drawn from; facts: one row of the table of titles."""
    genres = facts["genres"]
    return Look(
        name=facts["name"],
        genres=tuple(genres.split("|") if isinstance(genres, str) else genres),
        mood=facts["mood"],
        year=facts["year"],
        kind=facts["kind"],
        seed=seed * 1_000_003 + facts["id"],
        tagline=facts["tagline"],
        credits=f"directed by {facts['director']}" if facts["director"] else "",
    )


def _draw_all(facts: pl.DataFrame, folder: Path, *, seed: int, progress: Progress) -> dict[str, str]:
    (folder / "posters").mkdir(exist_ok=True)
    files = {}
    for row in track(facts.to_dicts(), label="drawing posters", progress=progress):
        name = f"posters/{row['id']}.webp"
        (folder / name).write_bytes(draw_poster(look_of(row, seed=seed)))
        files[name] = sha256_of_file(folder / name)
    return files
