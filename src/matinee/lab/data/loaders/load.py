"""The one way in: whatever lies at a path becomes a Dataset, or one clear BadData and nothing at all."""

from pathlib import Path

import polars as pl

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.detect import Found, FoundTable, detect, detect_titles
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.movielens import load_release
from matinee.lab.data.loaders.movielens_extras import people_of
from matinee.lab.data.loaders.movielens_titles import release_titles
from matinee.lab.data.loaders.options import Loaded, LoadOptions
from matinee.lab.data.loaders.sources import open_source
from matinee.lab.data.loaders.tables import load_table
from matinee.lab.data.loaders.title_tables import titles_in
from matinee.lab.data.titles import TitleTable

__all__ = ["LoadOptions", "Loaded", "load", "load_people", "load_titles"]

_DEFAULTS = LoadOptions()


def load(path: Path | str, *, options: LoadOptions = _DEFAULTS) -> Loaded:
    """A MovieLens release or a table of events, from a file, a folder, a zip or a tar archive.

    Strict: one bad row refuses the whole, with file, line and count, unless `options.skip_bad` drops and counts them.
    Archives are never unpacked to disk.
    """
    with open_source(Path(path)) as source:
        found = detect(source)
        if isinstance(found, FoundTable) or options.mapping is not None:
            return load_table(source, _as_table(found), options)
        return load_release(source, found, options)


def load_titles(path: Path | str, *, skip_bad: bool = False) -> TitleTable:
    """What a release or a table says of titles; the ratings beside it are not looked at."""
    with open_source(Path(path)) as source:
        found = detect_titles(source)
        if found is None:
            raise BadData(
                "no table of titles is recognised",
                where=source.label,
                remedy="Give a MovieLens release, or a table called titles.csv, .parquet or .jsonl",
            )
        faults = Faults(skip_bad)
        if found.kind == "table" and found.titles is not None:
            return titles_in(found.titles, faults)
        return release_titles(found, faults)


def load_people(path: Path | str, *, skip_bad: bool = False) -> pl.DataFrame:
    """What the people of a release told of themselves, as `extras["people"]`; the ratings are not looked at."""
    with open_source(Path(path)) as source:
        found = detect_titles(source)
        table = people_of(found, Faults(skip_bad)) if found is not None else None
        if table is None:
            raise BadData(
                "nothing is known of people here", where=source.label, remedy="Give MovieLens 100K or 1M, which tell it"
            )
        return table


def _as_table(found: Found) -> FoundTable:
    """A release whose columns the caller names is read as the table it also is."""
    if isinstance(found, FoundTable):
        return found
    if found.kind != "ml-csv":
        raise BadData(
            f"columns cannot be named in a release laid out as {found.kind}",
            where=found.folder or found.kind,
            remedy="Load it without naming columns",
        )
    files = found.files
    return FoundTable(files=files, events=files["ratings.csv"], titles=files["movies.csv"], folder=found.folder)
