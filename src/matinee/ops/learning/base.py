"""The data set that a release was made from, kept in the home, so that a later training needs nothing from outside.

base/base.json             what it is, and the sha256 of each file
base/FINGERPRINT/...       its tables; a new one takes the place of the older once all of it is written

That is a change as others of the registry are: whoever copies the folder has the one or the other.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from pydantic import BaseModel, ConfigDict, ValidationError

from matinee.domain.errors import BadArtifact
from matinee.domain.feedback import Feedback
from matinee.kit.files import flush_to_disk, write_text
from matinee.kit.hashing import sha256_of_file
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.titles import TitleTable
from matinee.lab.data.vocabulary import Vocabulary
from matinee.ops.registry.registry import Registry

FOLDER, ABOUT = "base", "base.json"
FORMAT = 1
REMEDY = "Make the release anew with matinee release, which keeps its data set"
_LOG, _PEOPLE, _TITLES, _FACTS, _EXTRA = "log", "people", "titles", "facts", "extra-"


class AboutBase(BaseModel):
    """What base.json holds. origin: by which the catalogue knows the titles. files: sha256 by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    name: str
    origin: str
    fingerprint: str
    feedback: Feedback
    people: int
    titles: int
    events: int
    files: dict[str, str]


@dataclass(frozen=True, eq=False)
class Base:
    data: Dataset
    origin: str


def keep_base(home: Path, data: Dataset, *, origin: str) -> AboutBase:
    """home: of one release name. Takes the place of the data set that was kept there."""
    place = home / FOLDER
    making = place / f".{data.fingerprint}"
    files = _written(making, data)
    about = AboutBase(
        format=FORMAT,
        name=data.name,
        origin=origin,
        fingerprint=data.fingerprint,
        feedback=data.feedback,
        people=data.n_people,
        titles=data.n_titles,
        events=len(data.log),
        files=files,
    )
    folder = place / data.fingerprint
    with Registry(home).changing():
        shutil.rmtree(folder, ignore_errors=True)
        making.rename(folder)
        flush_to_disk(place)
        write_text(place / ABOUT, f"{about.model_dump_json(indent=2)}\n")
        for other in place.iterdir():
            if other.is_dir() and other != folder:
                shutil.rmtree(other, ignore_errors=True)
    return about


def about_base(home: Path) -> AboutBase | None:
    """None where none was kept."""
    path = home / FOLDER / ABOUT
    try:
        about = AboutBase.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise BadArtifact("this is not what a kept data set says of itself", where=str(path), remedy=REMEDY) from error
    if about.format != FORMAT:
        raise BadArtifact(f"format {about.format}, but this version reads {FORMAT}", where=str(path), remedy=REMEDY)
    return about


def read_base(home: Path) -> Base:
    """BadArtifact where none was kept, or not all of it is there as it was written."""
    about = about_base(home)
    if about is None:
        raise BadArtifact("no data set was kept here to learn from", where=str(home / FOLDER), remedy=REMEDY)
    folder = home / FOLDER / about.fingerprint
    tables = {name: _read(folder / f"{name}.parquet", sha256) for name, sha256 in about.files.items()}
    try:
        log = tables[_LOG]
        data = Dataset(
            Interactions(*(log[name].to_numpy() for name in log.columns)),
            titles=Vocabulary(tables[_TITLES]["id"].to_numpy()),
            people=Vocabulary(tables[_PEOPLE]["id"].to_numpy()),
            feedback=about.feedback,
            title_table=TitleTable(tables[_FACTS]),
            extras={name.removeprefix(_EXTRA): table for name, table in tables.items() if name.startswith(_EXTRA)},
            name=about.name,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(folder, f"its tables do not fit each other ({error})") from error
    if data.fingerprint != about.fingerprint:
        raise _broken(folder, "it is another data set than it says")
    return Base(data, about.origin)


def _written(folder: Path, data: Dataset) -> dict[str, str]:
    """The sha256 of each table, by its name."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = {}
    for name, table in _tables(data).items():
        table.write_parquet(folder / f"{name}.parquet")
        flush_to_disk(folder / f"{name}.parquet")
        files[name] = sha256_of_file(folder / f"{name}.parquet")
    flush_to_disk(folder)
    return files


def _tables(data: Dataset) -> dict[str, pl.DataFrame]:
    log = {"person": data.log.people, "title": data.log.titles, "value": data.log.values}
    return {
        _LOG: pl.DataFrame(log if data.log.times is None else {**log, "time": data.log.times}),
        _PEOPLE: pl.DataFrame({"id": _column(data.people.ids)}),
        _TITLES: pl.DataFrame({"id": _column(data.titles.ids)}),
        _FACTS: data.title_table.frame,
        **{f"{_EXTRA}{name}": table for name, table in data.extras.items()},
    }


def _column(ids: np.ndarray) -> pl.Series:
    return pl.Series(ids if ids.dtype.kind == "i" else ids.tolist())


def _read(path: Path, sha256: str) -> pl.DataFrame:
    try:
        if sha256_of_file(path) != sha256:
            raise _broken(path, "the file was changed since it was written")
        return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _broken(path, f"it cannot be read ({error})") from error


def _broken(path: Path, what: str) -> BadArtifact:
    return BadArtifact(f"the data set that was kept is damaged: {what}", where=str(path), remedy=REMEDY)
