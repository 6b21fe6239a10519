"""The versions of one release on disk, and which of them answers.

NAME/versions/v0007-3fa9c2d81b20/    a release, with contents.json; never changed once it has its name
NAME/roles.json, NAME/history.jsonl  see `roles`

Nothing here asks a database or a server. Whoever changes anything holds a lock meanwhile; whoever reads needs none. A
process that is killed at any moment leaves the roles as they were before or after, always of whole versions.
"""

import errno
import re
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from matinee.domain.errors import BadArtifact, BadInput, Conflict, NotFound
from matinee.kit.clock import Clock, now
from matinee.kit.files import flush_to_disk
from matinee.kit.locks import alone
from matinee.ops.registry.contents import CONTENTS, check_contents, read_contents, write_contents
from matinee.ops.registry.roles import Canary, Roles, What, latest, read_history, read_roles, write_roles
from matinee.ops.registry.tried import NONE_TRIED, refuse_the_tried
from matinee.ops.releases.load import load_release
from matinee.ops.releases.release import Release

VERSIONS = "versions"
HOUSE = "the house"
"""Who did it, where no person did."""
COMMAND_LINE = "the command line"
"""Who did it, where it was whoever can run commands on the machine."""
NAME = re.compile(r"v(\d{4,})-([0-9a-f]{12})")
_LOCK, _READING = ".lock", ".reading"
_MAKING, _ADDING, _REMOVING = ".making-", ".adding-", ".removing-"
_LEFT_BEHIND = 7 * 24 * 3600
"""Seconds after which what was being made is taken for left behind by a process that was killed."""


class Registry:
    """folder: of one release name."""

    def __init__(self, folder: Path, *, clock: Clock = now) -> None:
        self.folder = folder
        self.clock = clock

    @property
    def name(self) -> str:
        return self.folder.name

    def versions(self) -> list[str]:
        """Oldest first. Whether each is whole is not looked at."""
        try:
            found = [path.name for path in (self.folder / VERSIONS).iterdir() if (path / CONTENTS).is_file()]
        except FileNotFoundError:
            return []
        return sorted((name for name in found if NAME.fullmatch(name)), key=number_of)

    def folder_of(self, version: str) -> Path:
        """NotFound where there is no such version."""
        path = self.folder / VERSIONS / version
        if not NAME.fullmatch(version) or not (path / CONTENTS).is_file():
            raise NotFound(
                f"there is no version '{version}'", where=str(self.folder), remedy="Look which there are, and name one"
            )
        return path

    def added_at(self, version: str) -> int:
        return read_contents(self.folder_of(version)).added_at

    @contextmanager
    def making(self) -> Iterator[Path]:
        """A folder to make something in that is to be added. What is not is gone when the block ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=_MAKING, dir=self.folder))
        try:
            yield making
        finally:
            shutil.rmtree(making, ignore_errors=True)

    def add(self, made: Path) -> str:
        """The version that a release becomes; its folder is moved away. One that answers alike and is whole is there
        already: it stays, and the folder is left where it is. Nothing answers with a version because it was added.

        BadArtifact where anything of the release does not fit the rest.
        """
        digest = load_release(made).digest
        with self.changing():
            for name in reversed(self.versions()):
                if name.endswith(f"-{digest}") and self._is_whole(name):
                    return name
            number = max([number_of(name) for name in [*self.versions(), *self._ever_named()]], default=0) + 1
            version = f"v{number:04}-{digest}"
            adding = self._moved_in(made)
            write_contents(adding, digest=digest, at=self.clock())
            adding.chmod(0o755)
            adding.rename(self.folder / VERSIONS / version)
            flush_to_disk(self.folder / VERSIONS)
            return version

    def verify(self, version: str) -> Release:
        """Reads every byte of a version. BadArtifact where any is not as it was added, or does not fit the rest."""
        check_contents(self.folder_of(version))
        return self.load(version)

    def load(self, version: str, *, threads: int = 1) -> Release:
        """To answer with: weights stay on disk. BadArtifact as `verify` has it."""
        folder = self.folder_of(version)
        said = check_contents(folder, whole=False)
        release = load_release(folder, threads=threads)
        if not version.endswith(f"-{release.digest}") or release.digest != said.digest:
            raise BadArtifact(
                "this is another version than its name says",
                where=str(folder),
                remedy="Restore the folder from a copy, or promote another version",
            )
        return replace(release, name=self.name, version=version)

    def roles(self) -> Roles:
        """BadArtifact where they cannot be read."""
        return read_roles(self.folder)

    def history(self) -> Sequence[Roles]:
        """The roles after each change, oldest first."""
        return read_history(self.folder)

    def promote(self, version: str, what: What = "promoted", /, *, by: str, why: str, over: str | None = None) -> Roles:
        """From now on it answers everybody. what: as the history has it. over: the champion that it was compared with;
        Conflict where another one answers by now. Where it answers already, nothing changes."""
        self.verify(version)
        with self.changing():
            before = latest(self.folder)
            if over is not None and before.champion not in {over, version}:
                raise Conflict(
                    f"'{before.champion}' answers by now, and not '{over}'", remedy="Compare it with that one"
                )
            if before.champion == version and self._stands(before):
                return before
            return self._change(before, what, version, by=by, why=why, **_crowned(before, version, self.clock()))

    def roll_back(self, *, by: str, why: str, of: str | None = None) -> Roles:
        """The version that answered before does again. of: the champion that is meant; Conflict where another one
        answers by now, or where there is nothing to go back to."""
        wanted = latest(self.folder).previous
        if wanted is not None:
            self.verify(wanted)
        with self.changing():
            before = latest(self.folder)
            if of is not None and before.champion != of:
                raise Conflict(f"'{before.champion}' answers by now, and not '{of}'", remedy="Look again, then decide")
            if before.previous is None or before.previous != wanted:
                raise Conflict("there is no version to go back to", remedy="Promote one by its name")
            crowned = _crowned(before, before.previous, self.clock()) | {"previous": None}
            return self._change(before, "rolled back", before.champion, by=by, why=why, **crowned)

    def set_canary(self, version: str, *, share: float, by: str, why: str) -> Roles:
        """It answers a share of the people, always the same ones. share: above 0 and at most a half."""
        if not 0 < share <= 0.5:
            raise BadInput(f"a canary cannot answer a share of {share:g}", where="share", remedy="Above 0, at most 0.5")
        self.verify(version)
        with self.changing():
            before = latest(self.folder)
            self._refuse_the_champion(before, version)
            canary = Canary(version=version, share=share, since=self.clock())
            return self._change(before, "canary set", version, by=by, why=why, canary=canary)

    def end_canary(self, *, by: str, why: str, of: str | None = None) -> Roles:
        """Conflict where there is none, or another one than was meant."""
        with self.changing():
            before = latest(self.folder)
            running = None if before.canary is None else before.canary.version
            if running is None or (of is not None and running != of):
                raise Conflict("there is no such canary", remedy="Look which versions have a role")
            return self._change(before, "canary ended", running, by=by, why=why, canary=None)

    def set_shadow(self, version: str, *, by: str, why: str) -> Roles:
        """It is asked what others are asked, and nobody sees what it says."""
        self.verify(version)
        with self.changing():
            before = latest(self.folder)
            self._refuse_the_champion(before, version)
            return self._change(before, "shadow set", version, by=by, why=why, shadow=version)

    def end_shadow(self, *, by: str, why: str) -> Roles:
        """Conflict where there is none."""
        with self.changing():
            before = latest(self.folder)
            if before.shadow is None:
                raise Conflict("there is no shadow", remedy="Look which versions have a role")
            return self._change(before, "shadow ended", before.shadow, by=by, why=why, shadow=None)

    def remove_old(
        self, *, keep: int, tried: Mapping[str, str] = NONE_TRIED, waiting: Collection[str] = ()
    ) -> list[str]:
        """Removes all but the newest `keep` versions, at least one, those that have a role, and those on which nobody
        has decided yet, which are `waiting`. Whoever answers with one that is removed goes on with it.

        tried: by version, the experiment that names it; Conflict where one of these would go, and then none goes.
        """
        with self._nobody_reading(), self.changing():
            for left in self.folder.glob(f"{_MAKING}*"):
                if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                    shutil.rmtree(left, ignore_errors=True)
            there = self.versions()
            kept = {*latest(self.folder).named, *waiting, *there[-max(1, keep) :]}
            gone = [version for version in there if version not in kept]
            refuse_the_tried(gone, tried, where=self.folder)
            for version in gone:
                removing = self.folder / VERSIONS / f"{_REMOVING}{version}"
                (self.folder / VERSIONS / version).rename(removing)
                shutil.rmtree(removing, ignore_errors=True)
            return gone

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Nothing is removed until the block ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with alone(self.folder / _READING, beside_others=True):
            yield

    @contextmanager
    def _nobody_reading(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with alone(self.folder / _READING):
            yield

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Nobody else changes anything until the block ends."""
        (self.folder / VERSIONS).mkdir(parents=True, exist_ok=True)
        with alone(self.folder / _LOCK):
            for stale in (
                *(self.folder / VERSIONS).glob(f"{_ADDING}*"),
                *(self.folder / VERSIONS).glob(f"{_REMOVING}*"),
            ):
                shutil.rmtree(stale, ignore_errors=True)
            yield

    def _change(self, before: Roles, what: What, about: str | None, *, by: str, why: str, **changes: object) -> Roles:
        if about is not None and what not in {"rolled back", "canary ended", "shadow ended"}:
            self.folder_of(about)
        made = {"serial": before.serial + 1, "at": self.clock(), "by": by, "why": why, "what": what, "about": about}
        after = before.model_copy(update=made | changes)
        write_roles(self.folder, after)
        return after

    def _stands(self, roles: Roles) -> bool:
        """Whether that is what roles.json says."""
        try:
            return self.roles() == roles
        except BadArtifact:
            return False

    def _refuse_the_champion(self, roles: Roles, version: str) -> None:
        if roles.champion is None:
            raise Conflict("nobody answers yet", remedy="Promote a version first")
        if roles.champion == version:
            raise Conflict(f"'{version}' answers everybody already", remedy="Name another version")

    def _is_whole(self, version: str) -> bool:
        try:
            self.verify(version)
        except (BadArtifact, NotFound):
            return False
        return True

    def _ever_named(self) -> list[str]:
        """So that no number is given twice, whatever was removed."""
        return [one.about for one in self.history() if one.about]

    def _moved_in(self, made: Path) -> Path:
        """Beside the versions, so that it can be given its name in one step."""
        adding = Path(tempfile.mkdtemp(prefix=_ADDING, dir=self.folder / VERSIONS))
        try:
            made.rename(adding)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            shutil.copytree(made, adding, symlinks=True, dirs_exist_ok=True)
            shutil.rmtree(made, ignore_errors=True)
        return adding


def number_of(version: str) -> int:
    """0 for what is no name of a version."""
    found = NAME.fullmatch(version)
    return int(found[1]) if found else 0


def _crowned(before: Roles, version: str, at: int) -> dict[str, object]:
    """A version that becomes champion has no other role any more."""
    canary = before.canary if before.canary is not None and before.canary.version != version else None
    shadow = before.shadow if before.shadow != version else None
    previous = before.champion if before.champion != version else before.previous
    return {"champion": version, "since": at, "previous": previous, "canary": canary, "shadow": shadow}
