"""What is in a folder after a process was killed between two of its steps, or after the power went.

After a kill everything is there that was done. After the power went, of a file only what was there when it was last
synced, and of a folder only the names that it had when it was last synced itself. Between the two lies whatever of the
rest a disk may have got to: each piece of 512 bytes by itself.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.reliability.disk.recording import Recorder, Step

SECTOR = 512


@dataclass
class File:
    """now: as a process sees it. kept: as it was synced. pending: what was written since; None where it was cut."""

    now: bytearray = field(default_factory=bytearray)
    kept: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)


class Disk:
    """under: the folder that steps speak of."""

    def __init__(self, recorder: Recorder) -> None:
        self._under = PurePosixPath(recorder.under)
        self._names: dict[str, File] = {}
        self._inodes: dict[int, File] = {}
        for name, inode in recorder.inodes.items():
            content = (recorder.before / name).read_bytes()
            self._names[name] = self._inodes[inode] = File(bytearray(content), bytearray(content))
        self._kept_names = dict(self._names)

    def take(self, step: Step) -> None:
        if step.kind in {"wrote", "truncated"}:
            file = self._inodes[step.inode]
            change = (step.offset, step.data if step.kind == "wrote" else None)
            _change(file.now, *change)
            file.pending.append(change)
        elif step.kind == "synced" and step.offset:
            self._sync_folder(self._name(step.path))
        elif step.kind == "synced":
            file = self._inodes[step.inode]
            file.kept, file.pending = bytearray(file.now), []
        elif step.kind == "sync failed" and not step.offset:
            # The system has given up on what was waiting, and calls it written: it is never tried again.
            self._inodes[step.inode].pending = []
        elif step.kind == "opened":
            self._open(self._name(step.path), step.inode)
        elif step.kind == "renamed":
            self._rename(*(self._name(one) for one in step.path.split("\0")))
        elif step.kind == "unlinked":
            self._names.pop(self._name(step.path), None)

    def killed(self) -> Mapping[str, bytes]:
        return {name: bytes(file.now) for name, file in self._names.items()}

    def without_power(self, dice: random.Random | None = None) -> Mapping[str, bytes]:
        """dice: where given, each sector of what was not synced got there or not."""
        return {name: _after_cut(file, dice) for name, file in self._kept_names.items()}

    def _open(self, name: str, inode: int) -> None:
        if self._names.get(name) is not self._inodes.get(inode) or inode not in self._inodes:
            self._names[name] = self._inodes[inode] = File()

    def _rename(self, old: str, new: str) -> None:
        if old in self._names:
            self._names[new] = self._names.pop(old)
            return
        moved = {name: name.replace(old, new, 1) for name in self._names if name.startswith(old + "/")}
        for name, other in moved.items():
            self._names[other] = self._names.pop(name)

    def _sync_folder(self, folder: str) -> None:
        """Its own names alone, not those of the folders in it, except of folders that are new under their name."""
        for name in [name for name in self._kept_names if _parent(name) == folder and name not in self._names]:
            del self._kept_names[name]
        for name, file in self._names.items():
            if _parent(name) == folder:
                self._kept_names[name] = file

    def _name(self, path: str) -> str:
        return PurePosixPath(path.removesuffix(" (deleted)")).relative_to(self._under).as_posix()


def _after_cut(file: File, dice: random.Random | None) -> bytes:
    if dice is None:
        return bytes(file.kept)
    found = bytearray(file.kept)
    for offset, data in file.pending:
        if data is None:
            if dice.random() < 0.5:
                _change(found, offset, None)
            continue
        for start in range(0, len(data), SECTOR):
            if dice.random() < 0.5:
                _change(found, offset + start, data[start : start + SECTOR])
    return bytes(found)


def _change(content: bytearray, offset: int, data: bytes | None) -> None:
    """data: None where the file ends at `offset` from now on."""
    end = offset + len(data or b"")
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if data is None:
        del content[offset:]
    else:
        content[offset:end] = data


def _parent(name: str) -> str:
    return PurePosixPath(name).parent.as_posix()


def written(image: Mapping[str, bytes], folder: Path, *, without: Sequence[str] = ("-shm",)) -> Path:
    """The files in a folder. without: endings of those that live in memory alone."""
    for name, content in image.items():
        if not name.endswith(tuple(without)):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return folder


def images(
    recorder: Recorder, at: Sequence[int], *, kind: str, seed: int = 0
) -> Iterator[tuple[Step, Mapping[str, bytes]]]:
    """at: after which steps, in order. kind: 'kill', 'power', or 'some' where a part of the rest got to the disk."""
    disk, wanted, dice = Disk(recorder), set(at), random.Random(seed)
    for number, step in enumerate(recorder.steps()):
        disk.take(step)
        if number in wanted:
            yield step, disk.killed() if kind == "kill" else disk.without_power(dice if kind == "some" else None)
