"""Archives from strangers: refused before anything is read. The harmful ones themselves are in tests/fixtures."""

import io
import tarfile
import zipfile
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.loaders import archives
from matinee.lab.data.loaders.archives import SMALL, Bounded, entries_of_tar, entries_of_zip
from matinee.lab.data.loaders.load import load
from tests.fixtures import broken_archives


def written(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_a_harmless_archive_gives_its_files_with_their_sizes(tmp_path: Path) -> None:
    path = written(tmp_path / "a.zip", {"x/": b"", "x/ratings.csv": b"abc"})
    with zipfile.ZipFile(path) as archive:
        entries = entries_of_zip(archive, path)
        assert {name: size for name, (size, _) in entries.items()} == {"x/ratings.csv": 3}
        with entries["x/ratings.csv"][1]() as stream:
            assert stream.read() == b"abc"


@pytest.mark.parametrize("name", ["../a", "x/../../a", "/a", "C:/a", "..\\a", "\\a"])
def test_names_that_point_outside_are_refused(name: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.zip", {name: b"x"})
    with zipfile.ZipFile(path) as archive, pytest.raises(BadData, match="points outside the archive"):
        entries_of_zip(archive, path)


@pytest.mark.parametrize("name", ["a..b", "x/..y/a", "...csv"])
def test_dots_in_names_are_no_harm(name: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.zip", {name: b"x"})
    with zipfile.ZipFile(path) as archive:
        assert list(entries_of_zip(archive, path)) == [name]


def test_many_small_entries_that_swell_together_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.zip", {f"{number}.txt": bytes(SMALL) for number in range(20)})
    with zipfile.ZipFile(path) as archive, pytest.raises(BadData, match="unpacks to over 100 times its size"):
        entries_of_zip(archive, path)


def test_one_entry_that_swells_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.zip", {"a.txt": bytes(5 * SMALL)})
    with (
        zipfile.ZipFile(path) as archive,
        pytest.raises(BadData, match="unpacks to over 100 times"),
    ):
        entries_of_zip(archive, path)


def test_more_than_the_most_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 1 << 30)
    path = written(tmp_path / "a.zip", {"a.txt": b"x"})
    with zipfile.ZipFile(path) as archive:
        archive.infolist()[0].file_size = (1 << 30) + 1
        with pytest.raises(BadData, match="unpacks to more than 1 GiB"):
            entries_of_zip(archive, path)


def test_two_entries_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.csv", "2")
    with zipfile.ZipFile(path) as archive, pytest.raises(BadData, match=r"two entries are called 'a\.csv'"):
        entries_of_zip(archive, path)


def test_two_entries_of_one_name_in_a_tar_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        archive.addfile(tarfile.TarInfo("a.csv"))
        archive.addfile(tarfile.TarInfo("a.csv"))
    with tarfile.open(path) as archive, pytest.raises(BadData, match=r"two entries are called 'a\.csv'"):
        entries_of_tar(archive, path)


def test_nothing_is_ever_written_to_disk(tmp_path: Path) -> None:
    made = broken_archives.zip_with()(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert len(load(made).dataset.log) == 3
    assert sorted(tmp_path.rglob("*")) == before


def test_a_stream_that_gives_too_much_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(b"tiny")
    content = bytes(16 * SMALL + 10)
    stream = Bounded(cast("BinaryIO", io.BytesIO(content)), path)
    assert len(stream.read(16 * SMALL)) == 16 * SMALL
    assert stream.tell() == 16 * SMALL
    with pytest.raises(BadData, match="over 100 times its size"):
        stream.read(10)
    with pytest.raises(BadData, match="over 100 times its size"):
        stream.seek(1 << 40)
    assert stream.seek(0) == 0
    with pytest.raises(BadData, match="over 100 times its size"):
        stream.read()
