"""The ledger of deletions as a file beside the backups: it remembers who left after a backup was made, also when the
database itself is lost.

A line of JSON an account: its random key, which means nothing without the account, and the moment of its deletion.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from matinee.domain.errors import BadData, BadInput
from matinee.kit.files import write_text

NAME = "deletions"


def read_ledger(path: Path) -> dict[str, int]:
    """Moments by key."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"the ledger of deletions cannot be read ({error})", where=str(path), remedy="Correct it, or take it away"
        ) from error
    return dict(_entry(line, f"{path}, line {number}") for number, line in enumerate(lines, start=1) if line)


def add_to_ledger(path: Path, deleted: Mapping[str, int], *, begin: bool = False) -> None:
    """Those that it does not have yet. Several may do so at once. begin: write a ledger of nobody, too."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _held(path.parent):
        known = read_ledger(path) if path.exists() else {}
        if deleted.keys() - known.keys() or (begin and not path.exists()):
            both = {**deleted, **known}
            lines = (json.dumps([key, both[key]]) for key in sorted(both, key=lambda key: (both[key], key)))
            write_text(path, "".join(f"{line}\n" for line in lines))
            path.chmod(0o600)


def _entry(line: str, where: str) -> tuple[str, int]:
    try:
        entry: Any = json.loads(line)
    except ValueError:
        entry = None
    match entry:
        case [str(key), int(moment)]:
            return key, moment
    raise BadData(
        "this is no line of a ledger of deletions",
        where=where,
        remedy='A line is ["key of an account", moment]; correct it',
    )


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
