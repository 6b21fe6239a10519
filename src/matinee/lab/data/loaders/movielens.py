"""The layouts of the MovieLens releases, from 100K to 32M (Harper and Konstan 2015, doi:10.1145/2827872)."""

import re
from pathlib import PurePosixPath

import polars as pl

from matinee.domain.errors import BadData
from matinee.domain.feedback import HALF_STARS, WHOLE_STARS, Feedback
from matinee.domain.releases import MOVIELENS, licence_of
from matinee.kit.progress import Progress
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.columns import Column
from matinee.lab.data.loaders.delimited import Layout, read_delimited
from matinee.lab.data.loaders.detect import Found
from matinee.lab.data.loaders.events import EventLog, without_repeats
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.headers import header_of
from matinee.lab.data.loaders.movielens_extras import genome_of, genome_tags_of, people_of, tags_of
from matinee.lab.data.loaders.movielens_titles import release_titles
from matinee.lab.data.loaders.options import Loaded, LoadOptions
from matinee.lab.data.loaders.sources import Source, SourceFile

LARGEST = float(2**31 - 1)
_NAME_IN_README = re.compile(rb"\((ml-[a-z0-9-]+)\)")


def load_release(source: Source, found: Found, options: LoadOptions) -> Loaded:
    """A release with everything it brings: ratings, titles, people, tags, links and genome."""
    faults = Faults(options.skip_bad)
    feedback = WHOLE_STARS if found.kind in ("ml-100k", "ml-1m") else HALF_STARS
    name = release_name(source, found)
    ratings = _ratings_file(found)
    log = EventLog(ratings.label, whole_people=True, whole_titles=True, with_values=True, with_times=True)
    layout = ratings_layout(found, feedback)
    _read(ratings, layout, log, faults, options.progress)
    events = log.finish()
    kept = without_repeats(events.log, log.lines, file=ratings.label, faults=faults)
    faults.settle()
    titles = release_titles(found, faults)
    extras: dict[str, pl.DataFrame] = {}
    if options.extras:
        tables = {
            "people": people_of(found, faults),
            "tags": tags_of(found, faults),
            "genome": genome_of(found, faults, options.progress),
            "genome_tags": genome_tags_of(found, faults),
        }
        extras = {key: table for key, table in tables.items() if table is not None}
    dataset = Dataset(kept, events.titles, events.people, feedback, titles, extras, name)
    return Loaded(dataset, name, faults.count, tuple(faults.kept), licence_of(name))


def ratings_layout(found: Found, feedback: Feedback) -> Layout:
    """How the ratings of a release lie in their file."""
    columns = {
        "userId": Column("person", "whole", word="user id", lowest=1, highest=LARGEST),
        "movieId": Column("title", "whole", word="movie id", lowest=1, highest=LARGEST),
        "rating": Column(
            "value", "number", word="rating", lowest=feedback.lowest, highest=feedback.highest, step=feedback.step
        ),
        "timestamp": Column("time", "seconds", word="timestamp"),
    }
    if found.kind == "ml-100k":
        return Layout(tuple(columns.values()), "\t")
    if found.kind in ("ml-1m", "ml-10m"):
        return Layout(tuple(columns.values()), "::")
    file = _ratings_file(found)
    header = header_of(file, separator=",")
    missing = [name for name in columns if name not in header]
    if missing:
        raise BadData(
            f"the column '{missing[0]}' is missing", where=f"{file.label}, line 1", remedy="Get the release again"
        )
    if sorted(header) != sorted(columns):
        extra = next(name for name in header if header.count(name) > 1 or name not in columns)
        raise BadData(
            f"the column '{extra}' does not belong here",
            where=f"{file.label}, line 1",
            remedy="Get the release again, or name the columns to read it as a table",
        )
    return Layout(tuple(columns[name] for name in header), ",", quoted=True, header=True)


def release_name(source: Source, found: Found) -> str:
    """By the layout where one release alone has it, else by what the README or the folder says."""
    if found.kind != "ml-csv":
        return found.kind
    for name in ("README.txt", "README.html", "README"):
        if name in found.files:
            said = _NAME_IN_README.search(found.files[name].head(4096))
            if said and said.group(1).decode() in MOVIELENS:
                return said.group(1).decode()
    for name in (PurePosixPath(found.folder).name, source.stem):
        if name in MOVIELENS:
            return name
    return "movielens"


def _ratings_file(found: Found) -> SourceFile:
    names = {"ml-100k": "u.data", "ml-1m": "ratings.dat", "ml-10m": "ratings.dat"}
    return found.files[names.get(found.kind, "ratings.csv")]


def _read(file: SourceFile, layout: Layout, log: EventLog, faults: Faults, progress: Progress) -> None:
    progress.start(f"Reading {file.label}", float(file.size))
    try:
        with file.opened() as stream:
            for batch in read_delimited(stream, layout, file=file.label, faults=faults, progress=progress):
                log.add(batch)
    finally:
        progress.finish()
    faults.settle()
