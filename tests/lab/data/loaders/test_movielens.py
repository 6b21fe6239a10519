"""Every release of MovieLens, in its own layout, from a folder or an archive."""

from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadData
from matinee.domain.feedback import HALF_STARS, WHOLE_STARS
from matinee.domain.releases import licence_of
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.load import LoadOptions, load
from tests.fixtures.movielens import BEYOND_LATIN, RELEASES, TITLES, TOP_FOLDERS, Title, ratings, tarred, zipped

OLD = ("ml-100k", "ml-1m")


def events(data: Dataset) -> list[tuple[int, int, float, int]]:
    """Every event by its external ids, in the order of the file."""
    assert data.log.times is not None
    columns = (data.people.ids[data.log.people], data.titles.ids[data.log.titles], data.log.values, data.log.times)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def titles_of(name: str) -> tuple[Title, ...]:
    return TITLES if name in OLD else (*TITLES, BEYOND_LATIN)


@pytest.mark.parametrize("name", RELEASES)
def test_every_event_is_there_as_it_was_written(name: str, tmp_path: Path) -> None:
    loaded = load(RELEASES[name](tmp_path / name))
    written = ratings(titles=titles_of(name), half=name not in OLD)
    assert events(loaded.dataset) == [(r.person, r.title, r.value, r.time) for r in written]
    assert loaded.release == loaded.dataset.name == name
    assert loaded.dataset.feedback == (WHOLE_STARS if name in OLD else HALF_STARS)
    assert (loaded.skipped, loaded.faults) == (0, ())
    assert loaded.licence == licence_of(name)


@pytest.mark.parametrize("name", RELEASES)
def test_an_archive_gives_what_its_folder_gives(name: str, tmp_path: Path) -> None:
    folder = RELEASES[name](tmp_path / "made")
    whole = load(folder).dataset
    top = TOP_FOLDERS.get(name, name)
    archives = [
        zipped(folder, tmp_path / f"{name}.zip", top=top),
        zipped(folder, tmp_path / "flat.zip"),
        zipped(folder, tmp_path / "deep.zip", top=f"downloads/{top}"),
        tarred(folder, tmp_path / f"{name}.tar", top=top),
        tarred(folder, tmp_path / f"{name}.tar.gz", top=f"./{top}"),
    ]
    for archive in archives:
        data = load(archive).dataset
        assert data.fingerprint == whole.fingerprint
        assert data.title_table.frame.equals(whole.title_table.frame)
        assert data.extras.keys() == whole.extras.keys()
        assert all(data.extras[key].equals(whole.extras[key]) for key in whole.extras)


@pytest.mark.parametrize("name", RELEASES)
def test_names_years_and_genres_are_read(name: str, tmp_path: Path) -> None:
    rows = load(RELEASES[name](tmp_path)).dataset.title_table.frame
    facts = {row["id"]: (row["name"], row["year"], row["genres"]) for row in rows.iter_rows(named=True)}
    assert facts[2] == ("L'Été à Orléans", 1993, ["Comedy"])
    assert facts[5] == ("The Lantern", 1940, ["Film-Noir", "Mystery", "Thriller"])
    assert facts[7] == ('Say "Yes", Twice', 1988, ["Comedy", "Romance"])
    assert facts[12] == ("Señor Ñandú (Mr. Ostrich)", 1971, ["Western"])
    assert facts[40] == ("Nameless Reel", None, [])
    assert len(facts) == len(titles_of(name))
    if name not in OLD:
        assert facts[41][0] == "東の海 (Eastern Sea)"


def test_columns_are_compact(tmp_path: Path) -> None:
    log = load(RELEASES["ml-25m"](tmp_path)).dataset.log
    assert log.times is not None
    assert [column.dtype for column in (log.people, log.titles, log.values, log.times)] == [
        np.int32,
        np.int32,
        np.float32,
        np.int64,
    ]


def test_tags_and_genome_can_be_left_unread(tmp_path: Path) -> None:
    folder = RELEASES["ml-25m"](tmp_path)
    assert load(folder).dataset.extras.keys() == {"tags", "genome", "genome_tags"}
    assert load(folder, options=LoadOptions(extras=False)).dataset.extras == {}


def test_the_columns_of_a_release_may_stand_in_another_order(tmp_path: Path) -> None:
    folder = RELEASES["ml-32m"](tmp_path)
    whole = load(folder).dataset.fingerprint
    lines = (folder / "ratings.csv").read_text().splitlines()
    (folder / "ratings.csv").write_text("".join(",".join(reversed(line.split(","))) + "\n" for line in lines))
    assert load(folder).dataset.fingerprint == whole


def test_a_column_that_no_release_has_is_refused(tmp_path: Path) -> None:
    folder = RELEASES["ml-32m"](tmp_path)
    lines = (folder / "ratings.csv").read_text().splitlines()
    mood = [f"{line},{'mood' if number == 0 else 1}" for number, line in enumerate(lines)]
    (folder / "ratings.csv").write_text("\n".join(mood))
    with pytest.raises(BadData, match="the column 'mood' does not belong here"):
        load(folder)


def test_a_release_without_a_readme_is_called_by_its_folder(tmp_path: Path) -> None:
    folder = RELEASES["ml-25m"](tmp_path / "ml-25m")
    (folder / "README.txt").unlink()
    assert load(folder).release == "ml-25m"
    assert load(zipped(folder, tmp_path / "x.zip", top="ml-25m")).release == "ml-25m"
    assert load(zipped(folder, tmp_path / "ml-20m.zip")).release == "ml-20m"
    assert load(folder.rename(tmp_path / "mine")).release == "movielens"


def test_a_readme_that_names_another_set_is_not_believed(tmp_path: Path) -> None:
    folder = RELEASES["ml-25m"](tmp_path / "ml-25m")
    (folder / "README.txt").write_text("This dataset (ml-9000m) is made up.")
    assert load(folder).release == "ml-25m"


def test_ratings_alone_make_an_old_release(tmp_path: Path) -> None:
    folder = RELEASES["ml-100k"](tmp_path)
    for name in ("u.item", "u.user", "u.genre", "u.info", "README"):
        (folder / name).unlink()
    data = load(folder).dataset
    assert len(data.title_table) == 0
    assert data.extras == {}
