"""Which code a run was made with, and beside which packages."""

import platform
from importlib.metadata import distributions
from pathlib import Path

from matinee.kit.hashing import fingerprint, sha256_of_file
from matinee.version import __version__

PACKAGE = Path(__file__).parents[2]


def code_facts(package: Path = PACKAGE) -> dict[str, str]:
    """version of the package; code: fingerprint of its sources, which tells changed code from what was committed;
    commit: of the checkout it stands in, where it stands in one."""
    made = {"version": __version__, "code": _sources(package)}
    commit = git_commit(package)
    return made | ({"commit": commit} if commit else {})


def installed() -> str:
    """Fingerprint of this Python and of every package that is installed for it, by name and version: what a lock would
    have put there, and whatever came since."""
    packages = {f"{one.name.lower()}=={one.version}" for one in distributions() if one.name}
    return fingerprint([platform.python_version(), *sorted(packages)])


def git_commit(place: Path) -> str | None:
    """What is checked out at the nearest folder above that git keeps, read without asking git."""
    found = next((folder / ".git" for folder in (place, *place.parents) if (folder / ".git").exists()), None)
    if found is None:
        return None
    try:
        own = _folder_of(found)
        shared = own / (own / "commondir").read_text().strip() if (own / "commondir").is_file() else own
        head = (own / "HEAD").read_text().strip()
        if not head.startswith("ref: "):
            return head
        return _commit_of(head.removeprefix("ref: "), own, shared)
    except OSError:
        return None


def _folder_of(found: Path) -> Path:
    """A worktree has a file that says where its folder is."""
    if found.is_dir():
        return found
    return (found.parent / found.read_text().removeprefix("gitdir: ").strip()).resolve()


def _commit_of(ref: str, own: Path, shared: Path) -> str | None:
    for folder in (own, shared):
        if (folder / ref).is_file():
            return (folder / ref).read_text().strip()
    packed = shared / "packed-refs"
    lines = packed.read_text().splitlines() if packed.is_file() else []
    return next((line.split()[0] for line in lines if line.endswith(f" {ref}")), None)


def _sources(package: Path) -> str:
    parts = []
    for path in sorted(package.rglob("*.py")):
        parts += [path.relative_to(package).as_posix(), sha256_of_file(path)]
    return fingerprint(parts)
