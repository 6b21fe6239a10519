"""What became of each training, kept beside the versions: trainings/ID.json. Nothing of a person stands in it."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from matinee.domain.errors import BadArtifact, NotFound
from matinee.kit.files import write_text
from matinee.ops.learning.judgement import Judgement

FOLDER = "trainings"
FORMAT = 1
State = Literal["begun", "stopped", "judged", "kept_out", "waiting", "promoted", "overtaken"]
"""begun: it is worked on, or whoever did so went away. stopped: before anything was learned, by the checks of the data
or for want of data. judged: nobody has acted on it yet. kept_out: the gate did not let it through. waiting: for a
person to say so. overtaken: another version answers by now than the one that it was compared with."""


class Record(BaseModel):
    """training: the number of the job. slot: of the job, by which it is told from one of another database. at:
    microseconds, the moment of the snapshot. version: what came out, also where it does not answer. why: in words, what
    became of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = FORMAT
    training: int
    slot: str
    at: int
    state: State = "begun"
    why: str = ""
    version: str | None = None
    judgement: Judgement | None = None


def write_record(home: Path, record: Record) -> Record:
    """home: of one release name."""
    (home / FOLDER).mkdir(parents=True, exist_ok=True)
    write_text(_path(home, record.training), f"{record.model_dump_json(indent=2)}\n")
    return record


def read_record(home: Path, training: int) -> Record:
    """NotFound where there was no such training."""
    path = _path(home, training)
    try:
        found = Record.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise NotFound("there was no such training", remedy="Look at the list of trainings") from error
    except (OSError, ValidationError) as error:
        raise BadArtifact("this is no record of a training", where=str(path), remedy="Remove the file") from error
    if found.format != FORMAT:
        raise BadArtifact(f"format {found.format}, but this version reads {FORMAT}", where=str(path), remedy="Update")
    return found


def trainings(home: Path, *, before: int, count: int) -> Sequence[Record]:
    """The newest first, below the number `before`."""
    found = (path.stem for path in (home / FOLDER).glob("*.json"))
    numbers = sorted((int(name) for name in found if name.isdigit() and int(name) < before), reverse=True)
    return [read_record(home, number) for number in numbers[:count]]


def undecided(home: Path) -> Sequence[str]:
    """The versions that may still be put live by what a training found: nobody has acted on it yet, or a person is to
    say so. A record that cannot be read names none."""
    found: list[str] = []
    for path in sorted((home / FOLDER).glob("*.json")):
        with suppress(ValidationError):
            record = Record.model_validate_json(path.read_bytes())
            if record.version is not None and record.state in {"judged", "waiting"}:
                found.append(record.version)
    return found


def _path(home: Path, training: int) -> Path:
    return home / FOLDER / f"{training:06}.json"
