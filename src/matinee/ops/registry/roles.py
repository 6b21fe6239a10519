"""Which version answers: the roles, and every change of them since the first.

NAME/roles.json       the roles as they are, replaced in one step
NAME/history.jsonl    the same after each change, one line each, oldest first

Whoever changes roles replaces the first and then adds to the second. Where that is cut short in between, the first has
all that the second lacks, and whoever comes next writes it down; so nothing is missing from the history, and nothing
stands in it that never was.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from matinee.domain.errors import BadArtifact
from matinee.kit.files import flush_to_disk, write_text

ROLES, HISTORY = "roles.json", "history.jsonl"
FORMAT = 1
What = Literal[
    "nothing", "taken over", "promoted", "rolled back", "canary set", "canary ended", "shadow set", "shadow ended"
]


class Canary(BaseModel):
    """A version that answers some people. share: of them. since: microseconds, UTC."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    share: float = Field(gt=0, lt=1)
    since: int


class Roles(BaseModel):
    """champion: answers everybody whom no other does. since: when it began to. previous: who did before, and would
    again after a rollback. shadow: is asked too, and not listened to. serial: grows with each change. at, by, why,
    what, about: of the change that led here, and the version that it was about."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = FORMAT
    serial: int = 0
    at: int = 0
    by: str = ""
    why: str = ""
    what: What = "nothing"
    about: str | None = None
    champion: str | None = None
    since: int = 0
    previous: str | None = None
    canary: Canary | None = None
    shadow: str | None = None

    @property
    def named(self) -> list[str]:
        """Every version that has a role, each once, the champion first."""
        canary = None if self.canary is None else self.canary.version
        return list(dict.fromkeys(one for one in (self.champion, canary, self.shadow, self.previous) if one))


NOBODY = Roles()
"""Before anything was promoted."""


def read_roles(folder: Path) -> Roles:
    """BadArtifact where they cannot be read."""
    path = folder / ROLES
    try:
        said = Roles.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return NOBODY
    except (OSError, ValidationError) as error:
        raise _broken(path, "this does not say which version answers") from error
    if said.format != FORMAT:
        raise _broken(path, f"format {said.format}, but this program reads format {FORMAT}")
    return said


def read_history(folder: Path) -> Sequence[Roles]:
    """Oldest first. What the history lacks because a change was cut short is taken from the roles themselves."""
    lines = _lines(folder)
    try:
        newest = read_roles(folder)
    except BadArtifact:
        return lines
    return [*lines, newest] if newest.serial > (lines[-1].serial if lines else 0) else lines


def latest(folder: Path) -> Roles:
    """What the next change starts from: the roles, or where they cannot be read or are gone, the newest line of the
    history."""
    lines = _lines(folder)
    try:
        found = read_roles(folder)
    except BadArtifact:
        if not lines:
            raise
        return lines[-1]
    return lines[-1] if lines and found == NOBODY else found


def write_roles(folder: Path, roles: Roles) -> None:
    """By somebody who holds the lock of the registry."""
    for missing in read_history(folder)[len(_lines(folder)) :]:
        _append(folder, missing)
    write_text(folder / ROLES, f"{roles.model_dump_json(indent=2)}\n")
    _append(folder, roles)


def _lines(folder: Path) -> list[Roles]:
    """A last line that was cut short is no line."""
    try:
        content = (folder / HISTORY).read_bytes()
    except OSError:
        return []
    whole = content[: content.rfind(b"\n") + 1]
    found = []
    for line in whole.splitlines():
        try:
            found.append(Roles.model_validate_json(line))
        except ValidationError:
            continue
    return found


def _append(folder: Path, roles: Roles) -> None:
    path = folder / HISTORY
    with path.open("ab") as stream:
        end = stream.tell()
        if end and (cut := end - _whole(path)):
            stream.truncate(end - cut)
        stream.write(f"{roles.model_dump_json()}\n".encode())
        stream.flush()
        os.fsync(stream.fileno())
    if not end:
        flush_to_disk(folder)


def _whole(path: Path) -> int:
    """Bytes up to the end of the last line that was written whole."""
    content = path.read_bytes()
    return content.rfind(b"\n") + 1


def _broken(path: Path, what: str) -> BadArtifact:
    return BadArtifact(what, where=str(path), remedy="Promote a version again: that writes it anew")
