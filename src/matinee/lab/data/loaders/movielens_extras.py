"""What some MovieLens releases bring beside ratings and titles: people, tags, and the tag genome."""

import polars as pl

from matinee.kit.progress import SILENT, Progress
from matinee.lab.data.loaders.columns import Column
from matinee.lab.data.loaders.delimited import Layout, read_delimited
from matinee.lab.data.loaders.detect import Found
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.small_tables import layout_by_header, read_whole

OCCUPATIONS_OF_1M = (
    "other",
    "academic/educator",
    "artist",
    "clerical/admin",
    "college/grad student",
    "customer service",
    "doctor/health care",
    "executive/managerial",
    "farmer",
    "homemaker",
    "K-12 student",
    "lawyer",
    "programmer",
    "retired",
    "sales/marketing",
    "scientist",
    "self-employed",
    "technician/engineer",
    "tradesman/craftsman",
    "unemployed",
    "writer",
)
_LARGEST = float(2**31 - 1)
_LONGEST_TAG = 20_000
_PERSON = Column("person", "whole", word="user id", lowest=1, highest=_LARGEST)
_GENDER = Column("gender", "text", longest=1)
_AGE = Column("age", "whole", highest=150)
_ZIP = Column("zip", "text", word="zip code", optional=True)


def people_of(found: Found, faults: Faults) -> pl.DataFrame | None:
    """Columns person, age, gender, occupation (text), zip; None where the release has none.

    In 100K the age is in years; in 1M it is the lowest age of a bracket, 1 for under 18.
    """
    files = found.files
    if found.kind == "ml-100k" and "u.user" in files:
        layout = Layout((_PERSON, _AGE, _GENDER, Column("occupation", "text"), _ZIP), "|", encoding="latin-1")
        return read_whole(files["u.user"], layout, faults, unique="person")
    if found.kind == "ml-1m" and "users.dat" in files:
        code = Column("occupation", "whole", highest=float(len(OCCUPATIONS_OF_1M) - 1))
        layout = Layout((_PERSON, _GENDER, _AGE, code, _ZIP), "::", encoding="latin-1")
        frame = read_whole(files["users.dat"], layout, faults, unique="person")
        words = [OCCUPATIONS_OF_1M[code] for code in frame["occupation"]]
        named = frame.with_columns(occupation=pl.Series(words, dtype=pl.String))
        return named.select("person", "age", "gender", "occupation", "zip")
    return None


def tags_of(found: Found, faults: Faults) -> pl.DataFrame | None:
    """Columns person, title, tag, time: what people wrote on titles, one row a writing."""
    names = ("person", "title", "tag", "time")
    kinds = (
        Column("userId", "whole", word="user id", lowest=1, highest=_LARGEST),
        Column("movieId", "whole", word="movie id", lowest=1, highest=_LARGEST),
        Column("tag", "text", longest=_LONGEST_TAG, optional=True),
        Column("timestamp", "seconds"),
    )
    if found.kind == "ml-10m" and "tags.dat" in found.files:
        file, layout = found.files["tags.dat"], Layout(kinds, "::", spill="tag")
    elif found.kind == "ml-csv" and "tags.csv" in found.files:
        file = found.files["tags.csv"]
        layout = layout_by_header(file, kinds)
    else:
        return None
    renamed = {column.name: name for column, name in zip(kinds, names, strict=True)}
    return read_whole(file, layout, faults).rename(renamed).select(names).drop_nulls("tag")


def genome_tags_of(found: Found, faults: Faults) -> pl.DataFrame | None:
    """Columns tag_id, tag: the words of the genome."""
    file = found.files.get("genome-tags.csv")
    if file is None:
        return None
    kinds = (Column("tagId", "whole", lowest=1, highest=_LARGEST), Column("tag", "text", longest=_LONGEST_TAG))
    frame = read_whole(file, layout_by_header(file, kinds), faults, unique="tagId")
    return frame.select(tag_id="tagId", tag="tag")


def genome_of(found: Found, faults: Faults, progress: Progress = SILENT) -> pl.DataFrame | None:
    """Columns title and tag_id (int32), relevance (float32, 0 to 1): how well each word fits each title."""
    file = found.files.get("genome-scores.csv")
    if file is None:
        return None
    kinds = (
        Column("movieId", "whole", word="movie id", lowest=1, highest=_LARGEST),
        Column("tagId", "whole", word="tag id", lowest=1, highest=_LARGEST),
        Column("relevance", "number", lowest=0.0, highest=1.0),
    )
    schema = {"title": pl.Int32, "tag_id": pl.Int32, "relevance": pl.Float32}
    frames = [pl.DataFrame(schema=schema)]
    progress.start(f"Reading {file.label}", float(file.size))
    try:
        with file.opened() as stream:
            layout = layout_by_header(file, kinds)
            frames.extend(
                batch.frame.select(
                    title=pl.col("movieId").cast(pl.Int32),
                    tag_id=pl.col("tagId").cast(pl.Int32),
                    relevance=pl.col("relevance").cast(pl.Float32),
                )
                for batch in read_delimited(stream, layout, file=file.label, faults=faults, progress=progress)
            )
    finally:
        progress.finish()
    faults.settle()
    return pl.concat(frames, rechunk=True)
