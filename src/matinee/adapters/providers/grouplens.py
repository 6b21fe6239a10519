"""Getting the MovieLens releases from GroupLens."""

import hashlib
import re
import shutil
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from matinee.domain.errors import BadData, UnknownName, Unreachable
from matinee.domain.releases import MOVIELENS, Release
from matinee.kit.files import written_whole
from matinee.kit.hashing import CHUNK
from matinee.kit.http import DownloadFailed, NoAnswer, Patience, download, text_at
from matinee.kit.progress import SILENT, Progress

BASE_URL = "https://files.grouplens.org/datasets/movielens/"
MOST_BYTES = 4 << 30
"""The largest release is well under one gigabyte packed."""
_MD5 = re.compile(r"\b[0-9a-f]{32}\b")
_RATINGS = ("u.data", "ratings.dat", "ratings.csv")
_FOLDERS = {name.lower(): name for name in MOVIELENS} | {"ml-10m100k": "ml-10m"}
"""The folder inside a zip, in small letters -> the release it belongs to."""
_OWN_RATINGS = {"ml-100k": "u.data", "ml-1m": "ratings.dat", "ml-10m": "ratings.dat"}
"""The file of ratings of the releases that are no CSV."""


@dataclass(frozen=True)
class Fetched:
    """A release that lies on this disk. check: what its bytes were compared with, in words."""

    path: Path
    release: Release
    check: str


def known() -> tuple[Release, ...]:
    return tuple(MOVIELENS.values())


def release_called(name: str) -> Release:
    """The release of a name such as ml-100k. Raises UnknownName."""
    if name not in MOVIELENS:
        near = get_close_matches(name, MOVIELENS, n=1, cutoff=0.5)
        advice = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(MOVIELENS)}"
        raise UnknownName(f"there is no release called '{name}'", remedy=advice)
    return MOVIELENS[name]


def get(
    name: str,
    *,
    folder: Path,
    source: Path | None = None,
    base_url: str = BASE_URL,
    progress: Progress = SILENT,
    patience: Patience | None = None,
) -> Fetched:
    """The zip of a release at `folder/<name>.zip`, fetched where it is not there yet.

    Compared with the MD5 that GroupLens publishes beside the zip, where there is one, and looked into. source: a zip
    that is already on this disk, copied instead of fetched. Raises Unreachable where GroupLens does not answer.
    """
    release = release_called(name)
    target = folder / f"{name}.zip"
    if source is not None:
        _look_into(source, release)
        if not (target.exists() and target.samefile(source)):
            with written_whole(target) as temporary:
                shutil.copyfile(source, temporary)
        return Fetched(target, release, "taken from a file of yours; nothing to compare it with")
    if target.exists():
        _look_into(target, release)
        return Fetched(target, release, "was here already")
    url = f"{base_url.rstrip('/')}/{name}.zip"
    checks: list[str] = []

    def accept(path: Path) -> None:
        checks.append(_compared(path, _published_md5(f"{url}.md5", patience), target.name))
        _look_into(path, release)

    try:
        download(url, target, most_bytes=MOST_BYTES, accept=accept, patience=patience, progress=progress)
    except DownloadFailed as fault:
        raise _unreachable(name, url, str(fault)) from fault
    except OSError as fault:
        raise _unreachable(name, url, f"{target} cannot be written ({fault.strerror or fault})") from fault
    return Fetched(target, release, checks[-1])


def _published_md5(url: str, patience: Patience | None) -> str | None:
    """The sum in the .md5 file, which comes in the forms of both `md5sum` and `md5`; None where there is no file."""
    text = text_at(url, patience=patience)
    if text is None:
        return None
    found = _MD5.search(text.lower())
    if found is None:
        raise NoAnswer(f"{url} holds no MD5")
    return found.group()


def _compared(path: Path, published: str | None, name: str) -> str:
    """Compares with the published sum, and says what came of it."""
    if published is None:
        return "GroupLens publishes no checksum for this one"
    if _md5_of(path) != published:
        raise BadData(
            "its bytes are not those that GroupLens published (the MD5 differs); they were thrown away",
            where=name,
            remedy="Get it again",
        )
    return "the MD5 is the one that GroupLens publishes"


def _md5_of(path: Path) -> str:
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _look_into(path: Path, release: Release) -> None:
    """BadData unless the file is a zip that holds the ratings of this release, as far as names of files can tell."""
    if not path.is_file():
        raise BadData("there is no such file", where=str(path), remedy=f"Give the {release.name}.zip of GroupLens")
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError) as fault:
        raise BadData(
            "this is no whole zip archive", where=str(path), remedy=f"Give the {release.name}.zip of GroupLens"
        ) from fault
    inside = sorted((PurePosixPath(name) for name in names), key=lambda name: len(name.parts))
    ratings = next((name for name in inside if name.name in _RATINGS), None)
    if ratings is not None:
        _refuse_another(ratings, {name.name for name in inside if name.parent == ratings.parent}, path, release)
    else:
        raise BadData(
            "this archive holds no ratings of MovieLens",
            where=str(path),
            remedy=f"Give the {release.name}.zip of GroupLens",
        )


def _refuse_another(ratings: PurePosixPath, beside: set[str], path: Path, release: Release) -> None:
    """BadData where the folder of the ratings is called like another release, or its files are not those of this one.

    ratings: their name in the archive. beside: the names of all files of that folder.
    """
    found = _FOLDERS.get(ratings.parent.name.lower())
    if found is not None and found != release.name:
        raise BadData(
            f"this archive holds {found}, not {release.name}",
            where=str(path),
            remedy=f"Give the {release.name}.zip of GroupLens, or: matinee data get {found} --from {path}",
        )
    as_published = ratings.name == _OWN_RATINGS.get(release.name, "ratings.csv")
    with_people = "users.dat" in beside
    if not as_published or (ratings.name == "ratings.dat" and with_people != (release.name == "ml-1m")):
        raise BadData(
            f"the files of this archive are not those of {release.name}",
            where=str(path),
            remedy=f"Give the {release.name}.zip of GroupLens",
        )


def _unreachable(name: str, url: str, what: str) -> Unreachable:
    return Unreachable(
        what,
        where=f"getting {name}",
        remedy=f"With the file already at hand: matinee data get {name} --from FILE (it is {url})",
    )
