"""Worlds too large to hold: people live, and are written, a part at a time, and nobody remembers the parts before."""

import json
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from matinee.kit.files import write_text
from matinee.kit.hashing import sha256_of_file
from matinee.kit.progress import SILENT, Progress, track
from matinee.lab.world.files import FORMAT, WorldFolder, clear_way, write_manifest, write_table
from matinee.lab.world.history import BLOCK, find_pace, live
from matinee.lab.world.response import Response
from matinee.lab.world.sizes import Size
from matinee.lab.world.tables import people_table, ratings_table, titles_table
from matinee.lab.world.traits import END, TitleTraits, make_people, make_titles
from matinee.lab.world.words.tell import tell
from matinee.version import __version__

PART = 10_000
"""People in one part: of the scale size a hundredth, so that any part is a sample of the whole."""
PLAN = "unfinished.json"
"""What the parts of a world that is not finished yet were made with."""


@dataclass(frozen=True)
class Part:
    """`count` people from `first` on, counted from 0; first_block: the number of their first block of chances."""

    number: int
    first: int
    count: int
    first_block: int

    @property
    def files(self) -> tuple[str, str]:
        return f"ratings/part-{self.number:05}.parquet", f"people/part-{self.number:05}.parquet"


def stream_world(
    size: Size, folder: Path, *, seed: int, people_at_once: int = PART, processes: int = 1, progress: Progress = SILENT
) -> WorldFolder:
    """Writes titles.parquet, and ratings/ and people/ in parts, in memory that does not grow with the people.

    The same response model as `build_world`, with history up to the end and no service. The same size, seed and
    people_at_once give the same bytes, with any number of processes, on processors with the same instructions. A run
    that was cut short goes on where it stopped.
    """
    _keep_or_clear(folder, size, seed=seed, people_at_once=people_at_once)
    titles = make_titles(size, seed=seed)
    table = folder / "titles.parquet"
    files = {table.name: _sha256_if_there(table) or write_table(titles_table(tell(titles, seed=seed)), table)}
    parts = parts_of(size, people_at_once)
    pilots = Response(make_people(size, seed=seed, count=parts[0].count), titles)
    pace = find_pace(pilots, watches=size.mean_history, seed=seed)
    write = partial(write_part, folder=folder, titles=titles, size=size, seed=seed, pace=pace)
    with _mapper(processes) as mapped:
        for written in track(mapped(write, parts), label="living", progress=progress, total=len(parts)):
            files |= written
    made = write_manifest(folder, size, seed=seed, now=END, files=files)
    (folder / PLAN).unlink()
    return made


def parts_of(size: Size, people_at_once: int = PART) -> list[Part]:
    blocks = -(-people_at_once // BLOCK)
    return [
        Part(number, first, min(people_at_once, size.people - first), number * blocks)
        for number, first in enumerate(range(0, size.people, people_at_once))
    ]


def write_part(part: Part, *, folder: Path, titles: TitleTraits, size: Size, seed: int, pace: float) -> dict[str, str]:
    """sha256 by name of the two files of a part. What an earlier run left whole is kept. pace: see `find_pace`."""
    ratings, people = (folder / name for name in part.files)
    known = _sha256_if_there(ratings), _sha256_if_there(people)
    if all(known):
        return dict(zip(part.files, known, strict=True))
    here = make_people(size, seed=seed, first=part.first, count=part.count)
    lived = live(Response(here, titles), pace=pace, watches=size.mean_history, seed=seed, first_block=part.first_block)
    written = (
        write_table(ratings_table(lived, first=part.first), ratings),
        write_table(people_table(here, now=END, first=part.first), people),
    )
    return dict(zip(part.files, written, strict=True))


@contextmanager
def _mapper(processes: int) -> Iterator[Callable]:
    if processes == 1:
        yield map
        return
    # Forking beside the threads of polars may hang, so each process starts anew.
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool.map


def _keep_or_clear(folder: Path, size: Size, *, seed: int, people_at_once: int) -> None:
    """Keeps what an unfinished run of exactly this world has written; clears away anything else this module writes."""
    clear_way(folder)
    about = {**asdict(size), "seed": seed, "people_at_once": people_at_once, "format": FORMAT, "version": __version__}
    plan, text = folder / PLAN, json.dumps(about, indent=1) + "\n"
    if plan.exists() and plan.read_text(encoding="utf-8") == text:
        return
    if plan.exists():
        for part in (folder / "titles.parquet", *folder.glob("ratings/part-*"), *folder.glob("people/part-*")):
            part.unlink(missing_ok=True)
    write_text(plan, text)


def _sha256_if_there(path: Path) -> str:
    """Empty where there is no such file. A file that is there is whole: see `written_whole`."""
    return sha256_of_file(path) if path.exists() else ""
