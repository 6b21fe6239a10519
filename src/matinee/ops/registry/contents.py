"""What a version consists of: the sha256 of each of its files, written down when it was added.

So that any damage to it is found before it answers anybody: `contents.json` carries a seal over what it says, as
`model.json` does. A seal is no signature: it finds accidents, not somebody who can write to the folder.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from matinee.domain.errors import BadArtifact
from matinee.kit.files import flush_to_disk, write_text
from matinee.kit.hashing import sha256_of_file
from matinee.lab.core.artifact import TITLES, WEIGHTS

CONTENTS = "contents.json"
FORMAT = 1
REMEDY = "Restore the folder from a copy, or promote another version"
READ_ANYWAY = {TITLES, WEIGHTS}
"""Files of a saved model that are compared with its own sealed manifest whenever it is loaded."""


class Contents(BaseModel):
    """digest: of what answers. added_at: microseconds, UTC. files: sha256 by path."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    digest: str
    added_at: int
    files: dict[str, str]
    seal: str = ""

    def sealed(self) -> "Contents":
        """The same with the seal that belongs to it."""
        said = json.dumps(self.model_dump(mode="json", exclude={"seal"}), sort_keys=True, ensure_ascii=False)
        return self.model_copy(update={"seal": sha256(said.encode()).hexdigest()})


def write_contents(folder: Path, *, digest: str, at: int) -> None:
    """Of a folder to which nothing is added any more. All of it is on the disk afterwards."""
    (folder / CONTENTS).unlink(missing_ok=True)
    found = {path.relative_to(folder).as_posix(): path for path in _files_in(folder)}
    for path in found.values():
        flush_to_disk(path)
    for inner in {path.parent for path in found.values()}:
        flush_to_disk(inner)
    files = {name: sha256_of_file(path) for name, path in sorted(found.items())}
    made = Contents(format=FORMAT, digest=digest, added_at=at, files=files).sealed()
    write_text(folder / CONTENTS, f"{made.model_dump_json(indent=2)}\n")


def check_contents(folder: Path, *, whole: bool = True) -> Contents:
    """BadArtifact where a file is missing, changed, or does not belong there. whole: also of those files that loading
    compares by itself."""
    said = read_contents(folder)
    there = {path.relative_to(folder).as_posix(): path for path in _files_in(folder)}
    for name in sorted(said.files.keys() - there.keys()):
        raise _broken(folder / name, "the file is missing")
    for name in sorted(there.keys() - said.files.keys() - {CONTENTS}):
        raise _broken(there[name], "the file does not belong to this version")
    for name, expected in said.files.items():
        if not whole and there[name].name in READ_ANYWAY:
            continue
        try:
            found = sha256_of_file(there[name])
        except OSError as error:
            raise _broken(there[name], f"cannot be read ({error.strerror})") from error
        if found != expected:
            raise _broken(there[name], "the file was changed since the version was added")
    return said


def read_contents(folder: Path) -> Contents:
    path = folder / CONTENTS
    try:
        if path.is_symlink():
            raise _broken(path, "the file is a link")
        said = Contents.model_validate_json(path.read_bytes())
    except OSError as error:
        raise _broken(path, "there is no such version, or not all of it") from error
    except ValidationError as error:
        raise _broken(path, "this is not what a version says of its files") from error
    if said.format != FORMAT:
        raise _broken(path, f"format {said.format}, but this program reads format {FORMAT}")
    if said.seal != said.sealed().seal:
        raise _broken(path, "the list of files was changed since the version was added")
    return said


def _files_in(folder: Path) -> Iterator[Path]:
    """BadArtifact for anything but files and folders: a link may lead out of the version, or change."""
    try:
        for path in sorted(folder.iterdir()):
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                raise _broken(path, "a link, or no file at all")
            if path.is_dir():
                yield from _files_in(path)
            else:
                yield path
    except OSError as error:
        raise _broken(folder, f"cannot be read ({error.strerror})") from error


def _broken(path: Path, what: str) -> BadArtifact:
    return BadArtifact(what, where=str(path), remedy=REMEDY)
