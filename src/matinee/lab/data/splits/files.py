"""Split files: fixed rows in an npz, with a JSON beside it that gives the protocol, the counts and the sha256 of every
array. The JSON is believed only as far as the arrays agree with it."""

import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from pydantic import BaseModel, ValidationError

from matinee.domain.errors import BadData
from matinee.domain.feedback import WHOLE_STARS
from matinee.kit.hashing import fingerprint, sha256_of_array
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.by_chance import tuning_part
from matinee.lab.data.splits.split import Split, Stage
from matinee.lab.data.splits.tasks import Rows, make_task, stage_of, together
from matinee.lab.data.titles import TitleTable
from matinee.lab.data.vocabulary import Vocabulary

_HEADER_BYTES = 4096
"""More than the header of an array takes in an npz."""


class _Array(BaseModel):
    rows: int
    dtype: str
    sha256: str


class _Description(BaseModel):
    """The JSON beside a split file; further keys are for people."""

    name: str
    protocol: str
    counts: dict[str, Any]
    arrays: dict[str, _Array]
    seed: int | None = None


@dataclass(frozen=True, eq=False)
class _File:
    """titles, extras: what is known beside the file, for the data sets of its stages."""

    path: Path
    about: _Description
    arrays: dict[str, np.ndarray]
    titles: TitleTable
    extras: dict[str, pl.DataFrame]

    def rows(self, part: str) -> Rows:
        """The rows of a part: 'fit', 'test_history', ..."""
        try:
            people, titles, values = (self.arrays[f"{part}_{column}"] for column in ("user", "movie", "rating"))
        except KeyError as error:
            raise _broken(self.path, f"the array {error} is missing") from error
        times = self.arrays.get(f"{part}_time")
        columns = [people, titles, values, *([] if times is None else [times])]
        if any(column.shape != (len(people),) or column.dtype.kind not in "iuf" for column in columns):
            raise _broken(self.path, f"the columns of '{part}' are not numbers of one length")
        return Rows(people, titles, values, times)


def read_split(
    path: Path | str,
    *,
    fold: int | None = None,
    title_table: TitleTable | None = None,
    people_table: pl.DataFrame | None = None,
) -> Split:
    """The split of a file.

    fold: which fold of a rating file is the test, the first where None is given; no other file takes one.
    title_table, people_table: what is known beside the file; the second as in the extras of a data set.
    """
    path = Path(path)
    extras = {} if people_table is None else {"people": people_table}
    file = _open(path, title_table or TitleTable.empty(), extras)
    kind = file.about.protocol[:1]
    if kind not in _READERS:
        raise _broken(path, f"the protocol '{file.about.protocol}' is not one of {', '.join(_READERS)}")
    if kind != "R" and fold is not None:
        raise BadData(f"{path.name} has no folds", where=str(path), remedy="Leave --fold out")
    return _READERS[kind](file, fold)


def _weak(file: _File, _: int | None) -> Split:
    fit, valid, test = file.rows("fit"), file.rows("valid"), file.rows("test")
    everything = together(fit, valid)
    return _split(
        file,
        "weak",
        tuning=_stage(file, fit, history=fit, targets=valid),
        final=_stage(file, everything, history=everything, targets=test),
    )


def _time(file: _File, _: int | None) -> Split:
    train, valid, test = file.rows("train"), file.rows("valid"), file.rows("test")
    everything = together(train, valid)
    return _split(
        file,
        "time",
        tuning=_stage(file, train, history=train, targets=valid),
        final=_stage(file, everything, history=everything, targets=test),
    )


def _strong(file: _File, _: int | None) -> Split:
    train = file.rows("train")
    stages = [
        _stage(file, train, history=file.rows(f"{part}_history"), targets=file.rows(f"{part}_target"))
        for part in ("valid", "test")
    ]
    return _split(file, "strong", tuning=stages[0], final=stages[1])


def _rating(file: _File, fold: int | None) -> Split:
    rows, folds = file.rows("all"), file.arrays.get("all_fold")
    if folds is None or folds.shape != (len(rows),):
        raise _broken(file.path, "the array 'all_fold' is missing or has another length than the ratings")
    numbers = np.unique(folds)
    chosen = int(numbers[0]) if fold is None else fold
    if chosen not in numbers:
        known = f"{numbers[0]} to {numbers[-1]}"
        raise BadData(f"there is no fold {chosen}", where=str(file.path), remedy=f"Folds: {known}")
    train, test = rows.where(folds != chosen), rows.where(folds == chosen)
    held = tuning_part(len(train), 0, chosen)
    fit, valid = train.where(~held), train.where(held)
    everything = Vocabulary.of(rows.titles)  # every rating of the fold is judged, those of untrained titles too
    return _split(
        file,
        "rating",
        tuning=_stage(file, fit, history=fit, targets=valid, catalogue=everything),
        final=_stage(file, train, history=train, targets=test, catalogue=everything),
        fold=chosen,
        folds=numbers.tolist(),
    )


_READERS: dict[str, Callable[[_File, int | None], Split]] = {
    "W": _weak,
    "T": _time,
    "S": _strong,
    "R": _rating,
}


def _stage(file: _File, train: Rows, *, history: Rows, targets: Rows, catalogue: Vocabulary | None = None) -> Stage:
    """catalogue: the titles there are, for rating files; else those of the training part, and only warm people."""
    data = Dataset.from_columns(
        train.people,
        train.titles,
        train.values,
        train.times,
        feedback=WHOLE_STARS,
        title_table=file.titles,
        extras=file.extras,
        name=file.about.name,
        titles_known=catalogue,
    )
    return stage_of(data, make_task(data.titles, history=history, targets=targets, with_cold=catalogue is not None))


def _split(
    file: _File, protocol: Any, *, tuning: Stage, final: Stage, fold: int | None = None, folds: Sequence[int] = ()
) -> Split:
    hashes = sorted((name, sha256_of_array(array)) for name, array in file.arrays.items())
    about = file.about.counts | {"described_as": file.about.protocol}
    if fold is not None:
        about |= {"fold": fold, "folds": folds}
    return Split(
        name=file.about.name if fold is None else f"{file.about.name}-{fold}",
        protocol=protocol,
        tuning=tuning,
        final=final,
        fingerprint=fingerprint([protocol, fold, *hashes]),
        seed=file.about.seed,
        about=about,
    )


def _open(path: Path, titles: TitleTable, extras: dict[str, pl.DataFrame]) -> _File:
    about = _read_description(path)
    try:
        with zipfile.ZipFile(path) as members:
            _refuse_other_members(path, about, members)
        with np.load(path, allow_pickle=False) as held:
            arrays = {name: held[name] for name in about.arrays}
    except (OSError, TypeError, ValueError, EOFError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise _broken(path, f"not a readable npz file ({error})") from error
    for name, described in about.arrays.items():
        if sha256_of_array(arrays[name]) != described.sha256:
            raise _broken(path, f"the array '{name}' is not the one described in {path.with_suffix('.json').name}")
    return _File(path, about, arrays, titles, extras)


def _refuse_other_members(path: Path, about: _Description, members: zipfile.ZipFile) -> None:
    """Before anything is unpacked: exactly the arrays described, and none larger than its rows can be."""
    sizes = {member.filename.removesuffix(".npy"): member.file_size for member in members.infolist()}
    for name in sorted(about.arrays.keys() ^ sizes.keys()):
        raise _broken(path, f"the array '{name}' is {'missing' if name in about.arrays else 'not described'}")
    for name, described in about.arrays.items():
        if sizes[name] > described.rows * np.dtype(described.dtype).itemsize + _HEADER_BYTES:
            raise _broken(path, f"the array '{name}' is larger than {described.rows:,} rows of {described.dtype}")


def _read_description(path: Path) -> _Description:
    if not path.is_file() and not path.is_dir():
        raise BadData("there is no such file", where=str(path), remedy="Give the path of a split file (.npz)")
    if path.suffix != ".npz":
        raise BadData(
            "this is no split file, whose name ends in .npz",
            where=str(path),
            remedy="To split a data set use --data with --protocol",
        )
    beside = path.with_suffix(".json")
    if not beside.is_file():
        raise BadData(
            "the JSON that describes the split is missing",
            where=str(beside),
            remedy="A split is two files: NAME.npz and NAME.json",
        )
    try:
        return _Description.model_validate_json(beside.read_bytes())
    except OSError as error:
        raise _broken(beside, f"it cannot be read ({error.strerror})") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise _broken(
            beside, f"it does not describe a split ({f'{place}: ' if place else ''}{first['msg']})"
        ) from error


def _broken(path: Path, what: str) -> BadData:
    return BadData(what, where=str(path), remedy="Fetch the split again: its two files must belong together")
