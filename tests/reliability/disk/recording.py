"""Running something so that all it does to one folder is written down, and can be made to fail; see shim.c."""

import mmap
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.fixtures.processes import program

SHIM = Path(__file__).with_name("shim.c")
HEAD = struct.Struct("<IIQq")
KINDS = {
    1: "wrote", 2: "truncated", 3: "synced", 4: "opened",
    5: "renamed", 6: "unlinked", 7: "made folder", 8: "sync failed",
}  # fmt: skip
CONTROL = 16


@dataclass(frozen=True)
class Step:
    """One operation. end: how far the log had come with it. offset: of what was written, the size of what was cut, and
    of what was synced whether it is a folder."""

    kind: str
    inode: int
    offset: int
    data: bytes
    end: int

    @property
    def path(self) -> str:
        return os.fsdecode(self.data)


def built(folder: Path) -> Path:
    """The shim, compiled."""
    made = folder / "shim.so"
    compiler = program("cc", package="gcc")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, SHIM, "-ldl", "-lpthread"], check=True)
    return made


@dataclass
class Recorder:
    """under: the folder. before: a copy of it as it was when it began, and the inodes of its files."""

    under: Path
    folder: Path

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.before = self.folder / "before"
        shutil.copytree(self.under, self.before)
        self.inodes = {
            path.relative_to(self.under).as_posix(): path.stat().st_ino
            for path in self.under.rglob("*")
            if path.is_file()
        }
        self.log, self._control = self.folder / "steps", self.folder / "control"
        self.log.touch()
        self._control.write_bytes(bytes(CONTROL))

    @property
    def environment(self) -> dict[str, str]:
        """Beside LD_PRELOAD, which must be there when the program starts."""
        return {"DISK_UNDER": str(self.under), "DISK_LOG": str(self.log), "DISK_FAULTS": str(self._control)}

    def reached(self) -> int:
        """How far the log has come."""
        return self.log.stat().st_size

    def fail(self, what: str) -> None:
        """what: 'space', 'sync', or '' for nothing any more."""
        self._set(0, {"space": b"S", "sync": b"F", "": b"\0"}[what])

    def kill_after(self, steps: int) -> None:
        self._set(8, steps.to_bytes(8, "little"))

    def steps(self) -> list[Step]:
        return list(steps_in(self.log.read_bytes()))

    def _set(self, place: int, value: bytes) -> None:
        with self._control.open("r+b") as handle, mmap.mmap(handle.fileno(), CONTROL) as seen:
            seen[place : place + len(value)] = value


def steps_in(log: bytes) -> Iterator[Step]:
    """Without one that was not written to its end, since the process was killed meanwhile."""
    place = 0
    while place + HEAD.size <= len(log):
        kind, length, inode, offset = HEAD.unpack_from(log, place)
        start, place = place + HEAD.size, place + HEAD.size + length
        if place > len(log):
            return
        yield Step(KINDS[kind], inode, offset, log[start:place], place)


def emptied(folder: Path) -> Path:
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)
    folder.mkdir()
    return folder
