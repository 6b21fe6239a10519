"""People, tags and genome of the releases that have them."""

from pathlib import Path

import polars as pl
import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.load import LoadOptions, load
from tests.fixtures.movielens import RELEASES, START


def extras(name: str, folder: Path) -> dict[str, pl.DataFrame]:
    return load(RELEASES[name](folder)).dataset.extras


def test_people_of_100k_have_their_age_and_a_zip_with_its_zero(tmp_path: Path) -> None:
    people = extras("ml-100k", tmp_path)["people"]
    assert people.row(0, named=True) == {
        "person": 1,
        "age": 21,
        "gender": "F",
        "occupation": "librarian",
        "zip": "01123",
    }


def test_people_of_1m_have_their_occupation_in_words(tmp_path: Path) -> None:
    people = extras("ml-1m", tmp_path)["people"]
    assert people.row(1) == (2, 25, "M", "artist", "02460")


@pytest.mark.parametrize("name", ["ml-20m", "ml-25m", "ml-32m", "ml-latest", "ml-latest-small"])
def test_tags_of_csv_releases_keep_commas_and_quotation_marks(name: str, tmp_path: Path) -> None:
    tags = extras(name, tmp_path)["tags"]
    assert tags.rows() == [(2, 1, 'slow, but "warm"', START), (3, 41, "映画", START + 5)]


def test_tags_of_10m_may_hold_the_separator(tmp_path: Path) -> None:
    tags = extras("ml-10m", tmp_path)["tags"]
    assert tags["tag"].to_list() == ["slow, but warm", "映画", "a::b"]


def test_a_tag_without_text_says_nothing(tmp_path: Path) -> None:
    folder = RELEASES["ml-32m"](tmp_path)
    (folder / "tags.csv").write_text("userId,movieId,tag,timestamp\n1,1,,880000000\n1,2,warm,880000000\n")
    assert load(folder).dataset.extras["tags"]["tag"].to_list() == ["warm"]


@pytest.mark.parametrize("name", ["ml-20m", "ml-25m", "ml-latest"])
def test_the_genome_is_compact(name: str, tmp_path: Path) -> None:
    found = extras(name, tmp_path)
    assert found["genome"].schema == {"title": pl.Int32, "tag_id": pl.Int32, "relevance": pl.Float32}
    assert len(found["genome"]) == 7 * 3
    assert found["genome"]["relevance"].is_between(0, 1).all()
    assert found["genome_tags"].rows() == [(1, "007"), (2, "warm, slow"), (3, "sea")]


def test_a_relevance_out_of_range_refuses_the_release(tmp_path: Path) -> None:
    folder = RELEASES["ml-25m"](tmp_path)
    with (folder / "genome-scores.csv").open("a") as stream:
        stream.write("1,1,1.5\r\n")
    with pytest.raises(BadData, match=r"genome-scores\.csv, line 23: 1 bad row: relevance 1\.5 is above 1"):
        load(folder)
    assert load(folder, options=LoadOptions(skip_bad=True)).skipped == 1


def test_an_unknown_occupation_refuses_the_release(tmp_path: Path) -> None:
    folder = RELEASES["ml-1m"](tmp_path)
    with (folder / "users.dat").open("a") as stream:
        stream.write("9::M::25::21::00000\n")
    with pytest.raises(BadData, match="occupation 21 is above 20"):
        load(folder)
