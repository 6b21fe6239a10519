import json
from pathlib import Path

import polars as pl
import pytest

from matinee.domain.errors import BadData
from matinee.kit.clock import SECOND
from matinee.lab.world.files import MANIFEST
from matinee.services.catalogue.sources.world import is_world, origin_of_world, titles_of_world
from tests.fixtures.small_world import write_small_world


def test_a_world_tells_everything_that_stands_in_its_tables(tmp_path: Path) -> None:
    write_small_world(tmp_path)
    count, entries = titles_of_world(tmp_path)
    film, show = entries
    assert count == 2
    assert (film.origin_id, film.kind, film.name, film.year, film.fame) == ("1", "movie", "A Ledger", 2007, 2)
    assert film.genres == ("Crime", "Mystery")
    assert [(one.name, one.job) for one in film.credits] == [
        ("Hélène Montserret", "cast"),
        ("Octave Noirclerc", "cast"),
        ("Thibault Estivalet", "director"),
    ]
    assert [(one.region, one.price, one.since, one.until) for one in film.offers] == [
        ("BR", None, 10 * SECOND, 20 * SECOND),
        ("FR", 3.5, 10 * SECOND, None),
    ]
    assert (show.kind, show.fame, show.credits) == ("show", 0, ())
    assert [(one.number, len(one.episodes)) for one in show.seasons] == [(1, 2), (2, 0)]


def test_worlds_of_another_seed_are_other_data_sets(tmp_path: Path) -> None:
    write_small_world(tmp_path)
    origin = origin_of_world(tmp_path)
    assert (origin.key, origin.told_at) == ("world-tiny-7", 1_767_225_600 * SECOND)


def test_a_folder_without_a_manifest_is_no_world(tmp_path: Path) -> None:
    assert not is_world(tmp_path)
    write_small_world(tmp_path)
    assert is_world(tmp_path)


@pytest.mark.parametrize("table", ["titles", "seasons", "episodes", "offers", "ratings"])
def test_a_table_that_is_missing_or_broken_is_named(tmp_path: Path, table: str) -> None:
    write_small_world(tmp_path)
    (tmp_path / f"{table}.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(BadData, match=f"{table}.parquet"):
        titles_of_world(tmp_path)
    pl.DataFrame({"other": [1]}).write_parquet(tmp_path / f"{table}.parquet")
    with pytest.raises(BadData, match=f"{table}.parquet"):
        titles_of_world(tmp_path)


def test_a_manifest_without_a_moment_is_refused(tmp_path: Path) -> None:
    write_small_world(tmp_path)
    about = json.loads((tmp_path / MANIFEST).read_text())
    (tmp_path / MANIFEST).write_text(json.dumps(about | {"now": None}))
    with pytest.raises(BadData, match="moment"):
        origin_of_world(tmp_path)
