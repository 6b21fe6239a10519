"""The releases that this process has read: of the versions that have a part in the registry, and of those that somebody
asks for by name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from matinee.domain.errors import MatineeError
from matinee.ops.registry.adopt import adopt
from matinee.ops.registry.contents import CONTENTS
from matinee.ops.registry.registry import VERSIONS, Registry
from matinee.ops.registry.roles import NOBODY, ROLES, Roles
from matinee.ops.releases.release import ABOUT, Release


class AtHand:
    """champion, canary, shadow: None for a part that nobody has, or that one has who cannot be used. named: those that
    were asked for by name. fault: why the champion cannot be used. roles: as they were last read. refused: how many
    times a version could not be used.

    threads: for arithmetic. warn: is told of each that cannot be used."""

    def __init__(self, registry: Registry, *, threads: int, warn: Callable[[str], None]) -> None:
        self.registry = registry
        self.roles = NOBODY
        self.champion: Release | None = None
        self.canary: Release | None = None
        self.shadow: Release | None = None
        self.named: Mapping[str, Release] = {}
        self.fault: str | None = None
        self.refused = 0
        self._threads = threads
        self._warn = warn
        self._note: Callable[[float], None] = lambda _: None
        self._read: dict[str, tuple[object, Release]] = {}
        self._seen: object = None

    def tell_refusals(self, note: Callable[[float], None]) -> None:
        """note: is told of every version that cannot be used, and at once of those that there were already."""
        self._note = note
        note(self.refused)

    def look(self, wanted: frozenset[str]) -> bool:
        """Whether another version has a part than before, or none any more. One that cannot be used leaves the older.
        wanted: who is asked for by name."""
        seen = (_marks(self.registry), wanted)
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            adopt(self.registry)
            roles = self.registry.roles()
        except MatineeError as error:
            self._find_fault(error)
            return True
        try:
            self.champion, self.fault = self._chosen(roles), None
        except MatineeError as error:
            self._find_fault(error)
        self.roles = roles
        self.canary = self._beside("canary", None if roles.canary is None else roles.canary.version)
        self.shadow = self._beside("shadow", roles.shadow)
        named = {version: self._beside("version of an arm", version) for version in sorted(wanted)}
        self.named = {version: one for version, one in named.items() if one is not None}
        there = (self.champion, self.canary, self.shadow, *self.named.values())
        answering = {one.version for one in there if one is not None}
        self._read = {version: one for version, one in self._read.items() if version in answering}
        return True

    def release_of(self, version: str) -> Release | None:
        """None for one that was not read."""
        found = self._read.get(version)
        return None if found is None else found[1]

    def _chosen(self, roles: Roles) -> Release | None:
        """Where nothing answers yet and the champion cannot be used, the one before it answers, and a fault is raised
        all the same."""
        if roles.champion is None:
            return None
        try:
            return self._loaded(roles.champion)
        except MatineeError:
            if self.champion is None and roles.previous is not None:
                self.champion = self._loaded(roles.previous)
            raise

    def _beside(self, role: str, version: str | None) -> Release | None:
        """A canary that cannot be used answers nobody, and its people have the champion. Where nothing is champion,
        nothing is beside it."""
        if version is None or self.champion is None:
            return None
        try:
            return self._loaded(version)
        except MatineeError as error:
            self._refuse(f"the {role} cannot be used", error)
            return None

    def _loaded(self, version: str) -> Release:
        """What answers already is not read again, unless somebody changed its folder."""
        mark = _marks_of(self.registry, version)
        held = self._read.get(version)
        if held is None or held[0] != mark:
            held = self._read[version] = (mark, self.registry.load(version, threads=self._threads))
        return held[1]

    def _find_fault(self, error: MatineeError) -> None:
        self.fault = str(error)
        self._refuse("the release cannot be used", error)

    def _refuse(self, what: str, error: MatineeError) -> None:
        self.refused += 1
        self._note(1)
        self._warn(f"{what}: {error}")


def _marks(registry: Registry) -> object:
    """By which it is told that something else may have to answer. None for what there is not."""
    try:
        champion = registry.roles().champion
    except MatineeError:
        champion = None
    return _mark(registry.folder / ROLES), _mark(registry.folder / ABOUT), _marks_of(registry, champion or "none")


def _marks_of(registry: Registry, version: str) -> object:
    folder = registry.folder / VERSIONS / version
    return _mark(folder / ABOUT), _mark(folder / CONTENTS)


def _mark(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
