"""Files, folders and archives seen as named files."""

from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.loaders import sources
from matinee.lab.data.loaders.sources import open_source, readable
from tests.fixtures.broken_archives import damaged_zip
from tests.fixtures.movielens import tarred, write_100k, zipped


def names_in(path: Path) -> list[str]:
    with open_source(path) as source:
        return sorted(source.files)


def test_a_file_is_a_source_of_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    with open_source(tmp_path / "a.csv") as source:
        assert source.single
        assert source.stem == "a"
        assert source.files["a.csv"].head(10) == b"x"
        assert source.files["a.csv"].path == tmp_path / "a.csv"


def test_a_folder_shows_its_files_but_not_what_systems_leave_behind(tmp_path: Path) -> None:
    for name in ("a.csv", "x/b.csv", "__MACOSX/a.csv", "._a.csv", ".DS_Store", "1/2/3/c.csv", "1/2/3/4/deep.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names_in(tmp_path) == ["1/2/3/c.csv", "a.csv", "x/b.csv"]


@pytest.mark.parametrize(
    ("name", "top"), [("a.zip", "a"), ("a.zip", ""), ("a.tar", "./a"), ("a.tar.gz", "a"), ("a.tgz", "a")]
)
def test_an_archive_shows_its_files_and_reads_them_in_any_order(name: str, top: str, tmp_path: Path) -> None:
    folder = write_100k(tmp_path / "made")
    path = tmp_path / name
    made = zipped(folder, path, top=top) if name.endswith("zip") else tarred(folder, path, top=top)
    with open_source(made) as source:
        assert source.stem == "a"
        assert not source.single
        for inside in sorted(source.files, reverse=True):
            file = source.files[inside]
            assert file.label.startswith(f"{name}/")
            assert file.path is None
            with file.opened() as stream:
                assert stream.read() == (folder / Path(inside).name).read_bytes()


def test_an_archive_does_not_show_what_systems_leave_behind(tmp_path: Path) -> None:
    folder = write_100k(tmp_path / "made")
    (folder / "__MACOSX").mkdir()
    for name in ("__MACOSX/._u.data", "._u.item", ".DS_Store"):
        (folder / name).write_bytes(b"junk")
    shown = names_in(zipped(folder, tmp_path / "a.zip", top="ml-100k"))
    assert shown == [f"ml-100k/{name}" for name in ("README", "u.data", "u.genre", "u.info", "u.item", "u.user")]


def test_an_archive_is_known_by_its_bytes_not_its_name(tmp_path: Path) -> None:
    made = zipped(write_100k(tmp_path / "made"), tmp_path / "download")
    assert "u.data" in names_in(made)


def test_damage_is_found_while_reading(tmp_path: Path) -> None:
    with open_source(damaged_zip(tmp_path)) as source:
        with pytest.raises(BadData, match=r"set\.zip/ratings\.csv: the archive is damaged"):
            source.files["ratings.csv"].head(1 << 30)
        with source.files["ratings.csv"].opened() as stream:
            assert stream.read(5) == b"userI"


def test_what_a_disk_or_an_archive_says_becomes_one_line() -> None:
    with pytest.raises(BadData, match=r"disk: it cannot be read \(Input/output error\)"), readable("disk"):
        raise OSError(5, "Input/output error")
    with pytest.raises(BadData, match=r"\(EOFError\)"), readable("a.gz"):
        raise EOFError
    with pytest.raises(BadData, match=r"a\.gz: it cannot be read \(first\)"), readable("a.gz"):
        raise OSError("first\nsecond")


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_FILES", 2)
    for number in range(3):
        (tmp_path / f"{number}.csv").write_text("x")
    with pytest.raises(BadData, match="more than 2 files"):
        names_in(tmp_path)


def test_a_file_of_numpy_arrays_is_no_trap_but_no_table_either(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "ml1m-S.npz", fit_user=np.zeros(20_000_000, dtype=np.int8))
    with pytest.raises(BadData, match=r"ml1m-S\.npz: this is a split file.*matinee bench --split ml1m-S\.npz"):
        names_in(tmp_path / "ml1m-S.npz")
