"""A home from before there were versions, with one release directly in the folder of its name, becomes one of today."""

import filecmp
import shutil
from pathlib import Path

from matinee.kit.files import give_second_name
from matinee.kit.locks import alone
from matinee.ops.registry.contents import read_contents
from matinee.ops.registry.registry import HOUSE, VERSIONS, Registry
from matinee.ops.registry.roles import HISTORY, ROLES
from matinee.ops.releases.release import ABOUT

WHY = "it answered before there were versions"
_LOCK = ".taking-over"


def adopt(registry: Registry) -> None:
    """The release becomes the first version, and champion. Where there is nothing of the kind, nothing happens.

    It answers all the while, and its weights are not copied where the disk can have one file under two names. Killed at
    any moment, it can be done again. BadArtifact where the release cannot be used; it is left as it is then.
    """
    old = registry.folder / ABOUT
    if not old.is_file():
        return
    with alone(registry.folder / _LOCK):
        if not (registry.folder / ROLES).is_file() and not registry.history():
            with registry.making() as making:
                shutil.copytree(
                    registry.folder,
                    making / "it",
                    copy_function=give_second_name,
                    ignore=_not_of_the_release,
                    symlinks=True,
                )
                version = registry.add(making / "it")
            registry.promote(version, "taken over", by=HOUSE, why=WHY)
        for version in registry.versions():
            _clear_away(registry, version)


def _clear_away(registry: Registry, version: str) -> None:
    """Files of the older layout that a version has too."""
    kept = registry.folder_of(version)
    names = [*read_contents(kept).files, ABOUT]
    if not _same(registry.folder / ABOUT, kept / ABOUT):
        return
    for name in sorted(set(names), key=lambda one: one == ABOUT):
        if _same(registry.folder / name, kept / name):
            (registry.folder / name).unlink()
    for folder in sorted({(registry.folder / name).parent for name in names} - {registry.folder}, reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _same(one: Path, other: Path) -> bool:
    if not one.is_file() or not other.is_file():
        return False
    return one.samefile(other) or filecmp.cmp(one, other, shallow=False)


def _not_of_the_release(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(".") or name in {VERSIONS, ROLES, HISTORY}]
