"""Secret and models come back to where they were, all of them or none."""

from pathlib import Path

import pytest

from matinee.adapters.backups.archive import opened_archive, writing_archive
from matinee.adapters.backups.home_files import files_of, staged
from matinee.adapters.backups.manifest import Manifest
from matinee.domain.errors import BadArtifact, Conflict


def furnish(home: Path, word: str, *models: str) -> Path:
    for name in models:
        for file in ("recipe.toml", "ease/weights.safetensors", ".making-x/half"):
            (home / "models" / name / file).parent.mkdir(parents=True, exist_ok=True)
            (home / "models" / name / file).write_text(f"{file} of {name}, {word}")
    (home / "secret").write_text(word)
    (home / "secret").chmod(0o600)
    return home


def pack(home: Path, path: Path, *, rename: str = "", models: bool = True) -> Path:
    """rename: a path that stands in the place of that of the secret."""
    with writing_archive(path) as archive:
        files = [
            archive.file(rename if name == "secret" and rename else name, source)
            for name, source in files_of(home, models=models)
        ]
        archive.manifest(
            Manifest(format=1, matinee="1", revision="1", made_at=1, database="sqlite", tables=(), files=tuple(files))
        )
    return path


def unpack(path: Path, home: Path, *, replace: bool = False) -> None:
    home.mkdir(exist_ok=True)
    with opened_archive(path) as archive, staged(home, archive, replace=replace) as settle:
        settle()


def files_in(home: Path) -> dict[str, str]:
    return {path.relative_to(home).as_posix(): path.read_text() for path in home.rglob("*") if path.is_file()}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return furnish(tmp_path / "home", "first", "main")


def test_they_come_back_without_what_was_being_made(home: Path, tmp_path: Path) -> None:
    unpack(pack(home, tmp_path / "a.zip"), tmp_path / "other")
    assert files_in(tmp_path / "other") == {name: text for name, text in files_in(home).items() if "/." not in name}
    assert (tmp_path / "other" / "secret").stat().st_mode & 0o777 == 0o600


def test_models_can_be_left_out(home: Path, tmp_path: Path) -> None:
    unpack(pack(home, tmp_path / "a.zip", models=False), tmp_path / "other")
    assert list(files_in(tmp_path / "other")) == ["secret"]


def test_what_is_there_already_stays_unless_it_is_to_be_replaced(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    furnish(other, "second", "main", "newer")
    before = files_in(other)
    packed = pack(home, tmp_path / "a.zip")
    with pytest.raises(Conflict, match="something else is there"):
        unpack(packed, other)
    assert files_in(other) == before
    unpack(packed, other, replace=True)
    found = files_in(other)
    assert found["secret"] == "first"  # noqa: S105
    assert found["models/main/recipe.toml"] == "recipe.toml of main, first"
    assert found["models/newer/recipe.toml"] == "recipe.toml of newer, second"
    assert not any("restoring" in name for name in found)


def test_the_same_once_more_is_no_conflict(home: Path, tmp_path: Path) -> None:
    packed = pack(home, tmp_path / "a.zip")
    unpack(packed, tmp_path / "other")
    unpack(packed, tmp_path / "other")
    assert (tmp_path / "other" / "secret").read_text() == "first"


def test_where_one_cannot_be_moved_all_stay_where_they_were(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    furnish(other, "second", "main")
    before = files_in(other)
    with opened_archive(pack(home, tmp_path / "a.zip")) as archive, staged(other, archive, replace=True) as settle:
        next(other.glob(".restoring-*")).joinpath("new/models/main").rename(tmp_path / "taken away")
        with pytest.raises(OSError, match="main"):
            settle()
    assert files_in(other) == before


@pytest.mark.parametrize("path", ["../secret", "models/../../x", "/etc/x", "matinee.db", "models", "models//x", "a\\b"])
def test_a_path_that_leads_elsewhere_is_refused(home: Path, tmp_path: Path, path: str) -> None:
    packed = pack(home, tmp_path / "a.zip", rename=path, models=False)
    with pytest.raises(BadArtifact, match="no file that a backup has"):
        unpack(packed, tmp_path / "other")
    assert files_in(tmp_path / "other") == {}
