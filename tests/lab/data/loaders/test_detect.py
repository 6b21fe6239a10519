"""What a source is, told by the files in it."""

from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.detect import Found, FoundTable, detect, detect_titles
from matinee.lab.data.loaders.sources import open_source
from tests.fixtures.movielens import RELEASES, write_100k

KINDS = {"ml-100k": "ml-100k", "ml-1m": "ml-1m", "ml-10m": "ml-10m"}
TABLE = "user,movie,rating\n1,2,3\n"


def found_in(path: Path) -> Found:
    with open_source(path) as source:
        return detect(source)


def write(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return folder


@pytest.mark.parametrize("name", RELEASES)
def test_releases_are_told_by_their_files_however_deep(name: str, tmp_path: Path) -> None:
    RELEASES[name](tmp_path / "a" / "b")
    for path in (tmp_path, tmp_path / "a", tmp_path / "a" / "b"):
        assert found_in(path).kind == KINDS.get(name, "ml-csv")
    assert found_in(tmp_path).folder == "a/b"


def test_a_table_with_titles_beside_it_is_found_by_its_name(tmp_path: Path) -> None:
    write(tmp_path, ratings_csv=TABLE, titles_csv="id,title\n", other_csv="x\n")
    found = found_in(tmp_path)
    assert isinstance(found, FoundTable)
    assert found.events is found.files["ratings.csv"]
    assert found.titles is found.files["titles.csv"]


def test_films_of_another_layout_beside_ratings_make_a_table(tmp_path: Path) -> None:
    assert found_in(write(tmp_path, ratings_csv=TABLE, movies_csv="id,title\n")).kind == "table"


def test_a_table_alone_may_have_any_name(tmp_path: Path) -> None:
    write(tmp_path, mine_csv=TABLE, README_txt="about", notes_md="x")
    found = found_in(tmp_path)
    assert isinstance(found, FoundTable)
    assert found.events is found.files["mine.csv"]


def test_several_tables_of_other_names_are_not_guessed_at(tmp_path: Path) -> None:
    write(tmp_path, mine_csv=TABLE, yours_csv=TABLE)
    with pytest.raises(BadData, match=r"no data set is recognised; it holds mine\.csv, yours\.csv"):
        found_in(tmp_path)


def test_the_shallowest_set_is_taken(tmp_path: Path) -> None:
    write_100k(tmp_path)
    write(tmp_path, old__ratings_csv=TABLE)
    assert found_in(tmp_path).kind == "ml-100k"


@pytest.mark.parametrize("name", ["u.data", "ratings.dat"])
def test_one_file_of_a_release_is_not_the_release(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("1\t2\t3\t4\n")
    with pytest.raises(BadData, match="cannot be read alone"):
        found_in(tmp_path / name)


def test_titles_are_found_without_ratings(tmp_path: Path) -> None:
    write(tmp_path, a__movies_csv="movieId,title,genres\n1,X,Drama\n")
    with open_source(tmp_path) as source:
        found = detect_titles(source)
        assert found is not None
        assert (found.kind, found.folder) == ("ml-csv", "a")
    write(tmp_path, b__notes_txt="x")
    with open_source(tmp_path / "b") as source:
        assert detect_titles(source) is None
