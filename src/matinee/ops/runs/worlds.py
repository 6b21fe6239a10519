"""Making a demo world on disk."""

from pathlib import Path

from matinee.domain.errors import BadInput
from matinee.kit.progress import SILENT, Progress
from matinee.lab.core.threads import thread_count
from matinee.lab.world.files import MANIFEST, WorldFolder, read_manifest, write_world
from matinee.lab.world.sizes import Size
from matinee.lab.world.stream import PLAN, stream_world
from matinee.lab.world.world import build_world

STREAMED_FROM = 10_000_000
"""Ratings from which on a world is written in parts, never held in memory."""


def make_world(
    folder: Path, size: Size, *, seed: int, posters: bool = False, threads: int = 0, progress: Progress = SILENT
) -> WorldFolder:
    """Writes a world into a new or empty folder, or over a world that is already there or was begun.

    The largest size is streamed in parts, by as many processes as there are threads, and has no posters.
    """
    if folder.is_file():
        raise BadInput("this is a file, not a folder", where=str(folder), remedy="Name a folder for the world")
    ours = (folder / MANIFEST).exists() or (folder / PLAN).exists()
    if folder.is_dir() and any(folder.iterdir()) and not ours:
        raise BadInput("the folder holds other files", where=str(folder), remedy="Name a new or empty folder")
    if size.ratings < STREAMED_FROM:
        return write_world(build_world(size, seed=seed), folder, posters=posters, progress=progress)
    if posters:
        raise BadInput(f"a world of size '{size.name}' is drawn on demand", where="--posters", remedy="Leave it out")
    return stream_world(size, folder, seed=seed, processes=thread_count(threads), progress=progress)


def world_in(folder: Path, size: Size, *, seed: int, progress: Progress = SILENT) -> WorldFolder:
    """The world of the folder; made where there is none, or another."""
    try:
        found = read_manifest(folder)
    except BadInput:
        found = None
    if found is not None and (found.size, found.seed) == (size, seed):
        return found
    return make_world(folder, size, seed=seed, progress=progress)
