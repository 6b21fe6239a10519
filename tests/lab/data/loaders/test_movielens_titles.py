"""Links to other catalogues, and years that only a release date tells."""

from pathlib import Path

import pytest

from matinee.lab.data.loaders.load import load_titles
from matinee.lab.data.loaders.movielens_titles import genres_in
from tests.fixtures.movielens import write_100k, write_csv_release


def test_links_lead_to_imdb_and_tmdb(tmp_path: Path) -> None:
    frame = load_titles(write_csv_release(tmp_path, name="ml-32m")).frame
    rows = {row["id"]: (row["imdb_id"], row["tmdb_id"]) for row in frame.iter_rows(named=True)}
    assert rows[1] == ("tt0000001", 11)
    assert rows[7] == ("tt0000007", None)


def test_a_title_without_a_link_stays(tmp_path: Path) -> None:
    folder = write_csv_release(tmp_path, name="ml-32m")
    (folder / "links.csv").write_text("movieId,imdbId,tmdbId\n1,tt0000099,\n2,,5\n999,0000001,1\n")
    rows = {row["id"]: (row["imdb_id"], row["tmdb_id"]) for row in load_titles(folder).frame.iter_rows(named=True)}
    assert rows[1] == ("tt0000099", None)
    assert rows[2] == (None, 5)
    assert rows[5] == (None, None)
    assert 999 not in rows


def test_the_release_date_tells_the_year_that_the_name_does_not(tmp_path: Path) -> None:
    folder = write_100k(tmp_path)
    lines = (folder / "u.item").read_bytes().replace(b"Nameless Reel|", b"Nameless Reel|02-Mar-1931")
    (folder / "u.item").write_bytes(lines)
    frame = load_titles(folder).frame
    assert frame.filter(frame["id"] == 40)["year"].to_list() == [1931]


def test_old_titles_in_utf8_are_read_too(tmp_path: Path) -> None:
    folder = write_100k(tmp_path)
    (folder / "u.item").write_bytes((folder / "u.item").read_bytes().decode("latin-1").encode())
    assert "L'Été à Orléans" in load_titles(folder).frame["name"].to_list()


@pytest.mark.parametrize("text", ["(no genres listed)", "", None, "unknown"])
def test_having_no_genre_is_said_in_several_ways(text: str | None) -> None:
    assert genres_in(text) == []
