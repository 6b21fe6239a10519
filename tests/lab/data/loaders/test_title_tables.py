"""Tables of titles from anywhere."""

from pathlib import Path

import polars as pl
import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.sources import open_source
from matinee.lab.data.loaders.title_tables import named_by_ids, titles_in
from matinee.lab.data.vocabulary import Vocabulary


def titles(path: Path, *, skip_bad: bool = False) -> pl.DataFrame:
    with open_source(path) as source:
        return titles_in(source.files[path.name], Faults(skip_bad)).frame


def test_everything_known_is_taken_and_the_rest_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "note,Movie Id,Title,Year,Genres,imdb_id,tmdb_id\n"
        "x,5,Lantern,1940,Drama|Crime,tt5,50\n"
        'y,6,"Garden, The (1995)",,(no genres listed),,\n'
    )
    frame = titles(path)
    assert frame.columns == ["id", "name", "year", "genres", "imdb_id", "tmdb_id"]
    assert frame.rows() == [
        (5, "Lantern", 1940, ["Drama", "Crime"], "tt5", 50),
        (6, "The Garden", 1995, [], None, None),
    ]


def test_genres_may_be_lists(tmp_path: Path) -> None:
    frame = pl.DataFrame({"id": ["a"], "name": ["Lantern"], "genres": [["Drama", "Crime"]]})
    frame.write_parquet(tmp_path / "t.parquet")
    frame.write_ndjson(tmp_path / "t.jsonl")
    for name in ("t.parquet", "t.jsonl"):
        assert titles(tmp_path / name).rows() == [("a", "Lantern", None, ["Drama", "Crime"])]


def test_what_else_is_known_is_taken_by_the_names_people_give_it(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,title,Overview,director,Cast,country\n1,Lantern,A lamp goes out.,Ann Ek,Bo|Cy,\n")
    frame = titles(path)
    assert frame.columns == ["id", "name", "year", "genres", "plot", "cast", "directors", "countries"]
    assert frame.rows() == [(1, "Lantern", None, [], "A lamp goes out.", ["Bo", "Cy"], ["Ann Ek"], None)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name\nLantern\n", "no column is recognised as the id of a title"),
        ("id,year\n1,1940\n", "no column is recognised as the name of a title"),
        ("id,name\n1,Lantern\n1,Garden\n", "2 rows share their id with another, such as '1'"),
        ("id,name,year\n1,Lantern,40\n", "year 40 is below 1800"),
    ],
)
def test_what_cannot_be_told_is_refused(content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(content)
    with pytest.raises(BadData, match=said):
        titles(tmp_path / "t.csv")


def test_titles_may_be_called_by_their_ids() -> None:
    frame = named_by_ids(Vocabulary.of(["Lantern, The (1940)", "Garden"])).frame
    assert frame.rows() == [("Garden", "Garden", None, []), ("Lantern, The (1940)", "The Lantern", 1940, [])]
