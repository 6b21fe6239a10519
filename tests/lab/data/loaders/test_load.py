"""Whatever lies at a path becomes a data set, or one clear error and nothing at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.kit.memory import peak_memory
from matinee.lab.data.loaders.load import LoadOptions, load, load_people, load_titles
from matinee.lab.data.loaders.mapping import ColumnMapping
from tests.fixtures.broken import BROKEN
from tests.fixtures.movielens import RELEASES, TITLES, write_1m, write_100k, write_csv_release, zipped

MOST_MIB = 400.0


@pytest.mark.parametrize(("make", "said"), [pytest.param(make, said, id=name) for name, make, said in BROKEN])
def test_a_broken_input_ends_in_one_clear_line(make: Callable[[Path], Path], said: str, tmp_path: Path) -> None:
    path = make(tmp_path)
    with peak_memory() as peak, pytest.raises(BadData) as raised:
        load(path)
    text = str(raised.value)
    assert said in text
    assert "\n" not in text
    assert len(text) < 600
    assert raised.value.exit_code == 2
    assert raised.value.where
    assert raised.value.remedy
    assert peak.mib < MOST_MIB


def test_bad_rows_can_be_dropped_and_are_counted(tmp_path: Path) -> None:
    write_csv_release(tmp_path, name="ml-32m")
    whole = load(tmp_path)
    with (tmp_path / "ratings.csv").open("a") as stream:
        stream.write("1,1,7.0,880000000\nx,1,3.0,880000000\n2,2,NaN,880000000\n")
    with pytest.raises(BadData, match="3 bad rows"):
        load(tmp_path)
    loaded = load(tmp_path, options=LoadOptions(skip_bad=True))
    assert loaded.skipped == 3
    assert [fault.line for fault in loaded.faults] == [len(whole.dataset.log) + n for n in (2, 3, 4)]
    assert str(loaded.faults[0]).endswith("rating 7 is above 5")
    assert loaded.dataset.fingerprint == whole.dataset.fingerprint


def test_one_bad_row_in_a_hundred_thousand_is_found_by_its_line(tmp_path: Path) -> None:
    rows = [f"{n // 50 + 1},{n % 50 + 1},4.0,{880_000_000 + n}" for n in range(100_000)]
    rows[77_776] = "1556,27,4.0,tomorrow"
    (tmp_path / "ratings.csv").write_text("userId,movieId,rating,timestamp\n" + "\n".join(rows) + "\n")
    with pytest.raises(BadData, match="line 77778: 1 bad row: timestamp 'tomorrow'"):
        load(tmp_path / "ratings.csv")


def test_a_release_with_named_columns_is_read_as_a_table(tmp_path: Path) -> None:
    write_csv_release(tmp_path, name="ml-32m")
    loaded = load(tmp_path, options=LoadOptions(mapping=ColumnMapping(time="")))
    assert loaded.release == "table"
    assert loaded.dataset.log.times is None
    assert "Garden of Glass" in loaded.dataset.facts.names
    with pytest.raises(BadData, match="columns cannot be named in a release laid out as ml-100k"):
        load(write_100k(tmp_path / "old"), options=LoadOptions(mapping=ColumnMapping(time="")))


@pytest.mark.parametrize("name", RELEASES)
def test_titles_alone_are_those_of_the_whole(name: str, tmp_path: Path) -> None:
    folder = RELEASES[name](tmp_path / name)
    assert load_titles(folder).frame.equals(load(folder).dataset.title_table.frame)


def test_titles_do_not_need_ratings(tmp_path: Path) -> None:
    write_1m(tmp_path / "ml-1m")
    (tmp_path / "ml-1m" / "ratings.dat").unlink()
    archive = zipped(tmp_path / "ml-1m", tmp_path / "part.zip", top="ml-1m")
    assert load_titles(archive).frame["id"].to_list() == [title.id for title in TITLES]


def test_titles_come_from_a_table_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "films.csv"
    path.write_text("id,title,year,genres\na1,Lantern,1940,Drama|Crime\nb2,Garden (1995),,\n")
    table = load_titles(path)
    assert table.frame.select("id", "name", "year").rows() == [("a1", "Lantern", 1940), ("b2", "Garden", 1995)]
    assert table.frame["genres"].to_list() == [["Drama", "Crime"], []]


def test_where_there_are_no_titles_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("nothing")
    with pytest.raises(BadData, match="no table of titles is recognised"):
        load_titles(tmp_path)


@pytest.mark.parametrize(
    ("name", "release", "counts"),
    [
        ("ml-100k.zip", "ml-100k", (100_000, 943, 1_682)),
        ("ml-latest-small.zip", "ml-latest-small", (100_836, 610, 9_724)),
    ],
)
def test_the_real_releases_have_their_published_counts(
    data_folder: Path, name: str, release: str, counts: tuple[int, int, int]
) -> None:
    loaded = load(data_folder / name)
    data = loaded.dataset
    assert loaded.release == release
    assert (len(data.log), data.n_people, data.n_titles) == counts
    assert loaded.skipped == 0
    assert data.facts.names[0] == "Toy Story"
    assert data.facts.years[0] == 1995


def test_real_names_keep_their_accents(data_folder: Path) -> None:
    old = load_titles(data_folder / "ml-100k.zip").frame
    assert "Les Misérables" in old["name"].to_list()
    assert old.filter(old["id"] == 267)["genres"].to_list() == [[]]
    partial = load_titles(data_folder / "ml-1m-partial.zip").frame
    assert len(partial) == 3_883
    assert "Les Misérables" in partial["name"].to_list()


def test_the_real_parts_of_1m_are_not_taken_for_the_release(data_folder: Path) -> None:
    with pytest.raises(BadData, match=r"only ratings-notime\.dat, ratings-timed.dat"):
        load(data_folder / "ml-1m-partial.zip")


def test_real_ratings_without_all_times_are_refused_unless_times_are_left_out(data_folder: Path) -> None:
    path = data_folder / "ml-1m-ratings.parquet"
    with pytest.raises(BadData, match="timestamp is empty"):
        load(path)
    data = load(path, options=LoadOptions(mapping=ColumnMapping(time=""))).dataset
    assert (len(data.log), data.n_people, data.n_titles) == (1_000_209, 6_040, 3_706)
    assert data.log.times is None
    assert data.feedback.lowest == 1.0


@pytest.mark.parametrize("name", ["ml-100k", "ml-1m"])
def test_people_alone_are_those_of_the_whole(name: str, tmp_path: Path) -> None:
    folder = RELEASES[name](tmp_path / name)
    assert load_people(folder).equals(load(folder).dataset.extras["people"])


@pytest.mark.parametrize("name", ["ml-10m", "ml-32m"])
def test_where_nothing_is_told_of_people_it_says_so(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadData, match="nothing is known of people here"):
        load_people(RELEASES[name](tmp_path / name))


def test_the_real_releases_tell_of_everybody(data_folder: Path) -> None:
    assert len(load_people(data_folder / "ml-100k.zip")) == 943
    assert len(load_people(data_folder / "ml-1m-partial.zip")) == 6_040
