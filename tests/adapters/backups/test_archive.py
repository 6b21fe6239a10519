"""A backup is whole, to the last bit, or refused in one line."""

import shutil
import zipfile
from pathlib import Path

import pytest

from matinee.adapters.backups import archive as archives
from matinee.adapters.backups.archive import opened_archive, writing_archive
from matinee.adapters.backups.manifest import FilePart, Manifest, TablePart
from matinee.domain.errors import BadArtifact, BadInput

LINES = b'[1,"Am\xc3\xa9lie"]\n[2,null]\n'


def write(path: Path, **changed: object) -> Manifest:
    secret = path.parent / "given"
    secret.write_text("a secret")
    with writing_archive(path) as archive:
        table = archive.table("titles", ("id", "name"), [(LINES, 2)], last_id=9)
        file = archive.file("secret", secret)
        manifest = Manifest(
            format=1, matinee="1.2.3", revision="0005", made_at=7, database="sqlite", tables=(table,), files=(file,)
        )
        archive.manifest(manifest.model_copy(update=changed))
    return manifest


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    write(tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def read_all(path: Path) -> None:
    with opened_archive(path) as archive:
        archive.check()


def test_what_was_written_is_read(tmp_path: Path) -> None:
    manifest = write(tmp_path / "backup.zip")
    found: list[bytes] = []
    with opened_archive(tmp_path / "backup.zip") as archive:
        assert archive.manifest == manifest
        assert [line for lines in archive.table(manifest.tables[0]) for line in lines] == LINES.splitlines()
        archive.file(manifest.files[0], found.append)
        archive.check()
    assert found == [b"a secret"]


def test_it_is_for_nobody_but_its_user_and_other_programs_can_read_it(backup: Path, tmp_path: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(backup) as packed:
        assert packed.testzip() is None
        assert sorted(packed.namelist()) == ["manifest.json", "secret", "tables/titles.jsonl"]


def test_a_line_that_stands_in_two_blocks_is_one_line(backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "CHUNK", 3)
    with opened_archive(backup) as archive:
        part = archive.manifest.tables[0]
        assert [line for lines in archive.table(part) for line in lines] == LINES.splitlines()


def test_a_changed_bit_is_found_wherever_it_stands(backup: Path) -> None:
    whole = backup.read_bytes()
    for place in range(len(whole)):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :])
        with pytest.raises(BadArtifact):
            read_all(backup)
    backup.write_bytes(whole)
    read_all(backup)


def test_what_was_cut_short_or_added_to_is_found(backup: Path) -> None:
    whole = backup.read_bytes()
    for damaged in [whole[:end] for end in range(0, len(whole), 7)] + [whole[:-1], whole + b"\n", whole[1:], whole * 2]:
        backup.write_bytes(damaged)
        with pytest.raises(BadArtifact):
            read_all(backup)


def test_what_is_something_else_is_refused(backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("manifest.json", "{}")
    shutil.copy(__file__, tmp_path / "code.zip")
    for name in ("other.zip", "code.zip"):
        with pytest.raises(BadArtifact, match="no backup of Matinee"):
            read_all(tmp_path / name)
    with pytest.raises(BadInput, match="no such file"):
        read_all(tmp_path / "nothing.zip")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"format": 2}, "format 2, and this version reads format 1"),
        ({"revision": None}, "manifest is not that of a backup"),
        ({"tables": (TablePart(name="people", columns=(), rows=0, sha256=""),)}, "'tables/people.jsonl' is missing"),
        ({"tables": (TablePart(name="titles", columns=(), rows=2, sha256=""),)}, "not what the manifest says"),
        ({"files": (FilePart(path="secret", size=8, sha256="0"),)}, "'secret' is not what the manifest says"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    write(tmp_path / "backup.zip", **changed)
    with pytest.raises(BadArtifact, match=said):
        read_all(tmp_path / "backup.zip")


def test_one_that_could_not_be_finished_leaves_nothing(tmp_path: Path) -> None:
    def broken():
        yield LINES, 2
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"), writing_archive(tmp_path / "backup.zip") as archive:
        archive.table("titles", ("id", "name"), broken(), last_id=None)
    assert list(tmp_path.iterdir()) == []
