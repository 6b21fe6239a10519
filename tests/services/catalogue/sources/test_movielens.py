from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.services.catalogue.sources.movielens import origin_of_release, read_release, titles_of_release
from tests.fixtures.movielens import write_100k, write_csv_release


def test_a_release_tells_names_years_genres_ids_and_how_many_rated(tmp_path: Path) -> None:
    loaded = read_release(write_csv_release(tmp_path, name="ml-32m"))
    count, entries = titles_of_release(loaded)
    titles = list(entries)
    assert count == len(titles)
    assert origin_of_release(loaded).key == "movielens"
    assert sum(one.fame for one in titles) == len(loaded.dataset.log)
    assert all(one.kind == "movie" for one in titles)
    assert any(dict(one.external_ids).get("imdb", "").startswith("tt") for one in titles)
    assert any(one.year is not None and one.genres for one in titles)


def test_ml_100k_numbers_its_titles_otherwise(tmp_path: Path) -> None:
    assert origin_of_release(read_release(write_100k(tmp_path))).key == "ml-100k"


def test_a_table_that_is_no_release_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plays.csv").write_text("user,movie,rating\n1,1,3\n2,1,4\n1,2,5\n")
    with pytest.raises(BadData, match="neither a demo world nor"):
        read_release(tmp_path / "plays.csv")
