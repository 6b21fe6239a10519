"""What of a registry is to be kept elsewhere: one moment of it, whatever happens to it meanwhile."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from matinee.domain.errors import BadArtifact
from matinee.ops.registry.registry import VERSIONS, Registry
from matinee.ops.registry.roles import HISTORY, ROLES


@contextmanager
def copy_of(registry: Registry) -> Iterator[Mapping[str, Path]]:
    """By its path in the folder of the registry, where each file can be read until the block ends: the roles and their
    history, the versions that have a role, and whatever else lies beside them. Of a registry whose roles cannot be
    read, all versions."""
    with registry.reading(), registry.making() as making:
        with registry.changing():
            for name in (ROLES, HISTORY):
                if (registry.folder / name).is_file():
                    shutil.copy2(registry.folder / name, making / name)
            try:
                versions = registry.roles().named
            except BadArtifact:
                versions = registry.versions()
        found = {path.name: path for path in _files(registry.folder, deep=False)}
        for version in versions:
            found |= {path.relative_to(registry.folder).as_posix(): path for path in _version(registry, version)}
        yield found | {path.name: path for path in making.iterdir()}


def _version(registry: Registry, version: str) -> Iterator[Path]:
    return _files(registry.folder / VERSIONS / version, deep=True)


def _files(folder: Path, *, deep: bool) -> Iterator[Path]:
    for path in sorted(folder.rglob("*") if deep else folder.glob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path
