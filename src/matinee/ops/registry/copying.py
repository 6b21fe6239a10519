"""What of a registry is to be kept elsewhere: one moment of it, whatever happens to it meanwhile."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from matinee.domain.errors import BadArtifact
from matinee.kit.files import files_in, give_second_name
from matinee.ops.registry.registry import VERSIONS, Registry
from matinee.ops.registry.roles import HISTORY


@contextmanager
def copy_of(
    registry: Registry, *, also: Callable[[Path], Iterable[str]] = lambda _: ()
) -> Iterator[Mapping[str, Path]]:
    """By its path in the folder of the registry, where each file can be read until the block ends: all that lies beside
    the versions, such as the roles, their history and the data set that trainings begin from, and the versions that
    have a role. Of a registry whose roles cannot be read, all versions.

    also: is given a folder with what lay beside the versions, and says which of them are to be copied too.
    """
    with registry.reading(), registry.making() as making:
        with registry.changing():
            _keep(registry.folder, making)
            try:
                versions = registry.roles().named
            except BadArtifact:
                versions = registry.versions()
        found = {path.relative_to(making).as_posix(): path for path in files_in(making)}
        for version in dict.fromkeys([*versions, *also(making)]):
            files = files_in(registry.folder / VERSIONS / version)
            found |= {path.relative_to(registry.folder).as_posix(): path for path in files}
        yield found


def _keep(folder: Path, making: Path) -> None:
    """What lies beside the versions, so that it stays as it is. Nothing of it is written to once it is there, but for
    the history."""
    for beside in sorted(folder.iterdir()):
        if beside.name.startswith(".") or beside.name == VERSIONS:
            continue
        for path in files_in(beside) if beside.is_dir() else [beside]:
            target = making / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copy2 if path.name == HISTORY else give_second_name)(path.resolve(), target)
