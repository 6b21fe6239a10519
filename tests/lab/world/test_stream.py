from pathlib import Path

import numpy as np
import polars as pl
import pytest

from matinee.domain.feedback import HALF_STARS
from matinee.kit.hashing import sha256_of_file
from matinee.kit.progress import Silent
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.titles import TitleTable
from matinee.lab.world.files import MANIFEST, WorldFolder, write_world
from matinee.lab.world.history import find_pace, live
from matinee.lab.world.realism import Verdict, compare, portrait
from matinee.lab.world.response import Response
from matinee.lab.world.sizes import Size, size_named
from matinee.lab.world.stream import PART, PLAN, parts_of, stream_world, write_part
from matinee.lab.world.tables import ratings_table, titles_table
from matinee.lab.world.traits import make_people, make_titles
from matinee.lab.world.words.tell import tell
from matinee.lab.world.world import build_world
from tests.worlds.audiences import REAL

SIZE = Size("trial", titles=2_000, people=2_600, ratings=260_000, visits=0)
FEW = Size("few", titles=200, people=700, ratings=7_000, visits=0)


class Interrupted(Exception):
    """The run was cut short."""


class Impatient(Silent):
    """Cuts a run short when so many parts are done."""

    def __init__(self, parts: int) -> None:
        self.left = parts

    def advance(self, amount: float = 1.0) -> None:
        self.left -= 1
        if not self.left:
            raise Interrupted


@pytest.fixture(scope="module")
def streamed(tmp_path_factory: pytest.TempPathFactory) -> WorldFolder:
    return stream_world(SIZE, tmp_path_factory.mktemp("streamed"), seed=7, people_at_once=1_000)


@pytest.fixture(scope="module")
def ratings(streamed: WorldFolder) -> pl.DataFrame:
    return pl.scan_parquet(streamed.path / "ratings" / "*.parquet").collect()


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256_of_file(path) for path in files}


def beyond_reality(ratings: pl.DataFrame, titles: pl.DataFrame) -> list[Verdict]:
    """The figures of realism that do not hold."""
    facts = titles.with_columns(pl.col("genres").str.split("|"), pl.col("year").cast(pl.Int32))
    data = Dataset.from_columns(
        *(ratings[name].to_numpy() for name in ("person", "title", "rating", "time")),
        feedback=HALF_STARS,
        title_table=TitleTable(facts.select("id", "name", "year", "genres")),
    )
    verdicts = compare(portrait(data), REAL)
    assert len(verdicts) == 19
    return [verdict for verdict in verdicts if not verdict.holds]


def test_a_streamed_world_is_as_real_as_one_held_in_memory(streamed: WorldFolder, ratings: pl.DataFrame) -> None:
    assert beyond_reality(ratings, pl.read_parquet(streamed.path / "titles.parquet")) == []


@pytest.mark.quality
def test_a_hundredth_of_the_scale_world_is_as_real(tmp_path: Path) -> None:
    size = size_named("scale")
    titles, parts = make_titles(size, seed=7), parts_of(size)
    pilots = Response(make_people(size, seed=7, count=1_000), titles)
    pace = find_pace(pilots, watches=size.mean_history, seed=7)
    write_part(parts[17], folder=tmp_path, titles=titles, size=size, seed=7, pace=pace)
    ratings = pl.read_parquet(tmp_path / parts[17].files[0])
    assert 0.9 < len(ratings) / (size.mean_history * PART) < 1.1
    assert beyond_reality(ratings, titles_table(tell(titles, seed=7))) == []


def test_histories_are_as_long_as_the_size_says(ratings: pl.DataFrame) -> None:
    assert 0.9 < len(ratings) / SIZE.ratings < 1.1


def test_people_count_on_from_part_to_part(streamed: WorldFolder, ratings: pl.DataFrame) -> None:
    people = pl.scan_parquet(streamed.path / "people" / "*.parquet").collect()
    assert people["person"].to_list() == list(range(1, SIZE.people + 1))
    assert people["household"].is_sorted()
    assert people.group_by("household").len()["len"].max() == 4
    second = pl.read_parquet(streamed.path / "ratings" / "part-00001.parquet")["person"]
    assert (second.min(), second.max()) == (1_001, 2_000)
    assert ratings["person"].is_sorted()
    assert ratings.select("person", "title").is_unique().all()


def test_the_people_of_a_later_part_live_in_blocks_of_their_own(tmp_path: Path) -> None:
    titles, part = make_titles(FEW, seed=7), parts_of(FEW, people_at_once=300)[1]
    write_part(part, folder=tmp_path, titles=titles, size=FEW, seed=7, pace=20.0)
    here = Response(make_people(FEW, seed=7, first=300, count=300), titles)
    lived = live(here, pace=20.0, watches=FEW.mean_history, seed=7, first_block=2)
    assert pl.read_parquet(tmp_path / part.files[0]).equals(ratings_table(lived, first=300))


def test_one_part_is_the_history_that_is_held_in_memory(tmp_path: Path) -> None:
    stream_world(FEW, tmp_path / "streamed", seed=7)
    write_world(build_world(FEW, seed=7), tmp_path / "held")
    streamed = pl.read_parquet(tmp_path / "streamed" / "ratings" / "part-00000.parquet")
    assert streamed.sort("person", "time", "title").equals(pl.read_parquet(tmp_path / "held" / "ratings.parquet"))


def test_the_same_seed_gives_the_same_bytes_with_any_number_of_processes_and_another_seed_others(
    tmp_path: Path,
) -> None:
    for name, seed, processes in (("one", 7, 1), ("two", 7, 2), ("other", 8, 1)):
        stream_world(FEW, tmp_path / name, seed=seed, people_at_once=300, processes=processes)
    first, same, other = (digests(tmp_path / name) for name in ("one", "two", "other"))
    assert same == first
    assert other.keys() == first.keys()
    assert all(other[name] != first[name] for name in first)


def test_the_manifest_comes_last_and_names_every_file(streamed: WorldFolder) -> None:
    found = digests(streamed.path)
    del found[MANIFEST]
    assert streamed.files == found


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(tmp_path: Path) -> None:
    whole = stream_world(FEW, tmp_path / "whole", seed=7, people_at_once=300)
    with pytest.raises(Interrupted):
        stream_world(FEW, tmp_path / "cut", seed=7, people_at_once=300, progress=Impatient(1))
    assert not (tmp_path / "cut" / MANIFEST).exists()
    first = tmp_path / "cut" / "ratings" / "part-00000.parquet"
    written = first.stat().st_mtime_ns
    assert stream_world(FEW, tmp_path / "cut", seed=7, people_at_once=300).files == whole.files
    assert first.stat().st_mtime_ns == written
    assert digests(tmp_path / "cut") == digests(tmp_path / "whole")


def test_parts_of_another_world_are_not_taken_for_ones_own(tmp_path: Path) -> None:
    whole = stream_world(FEW, tmp_path / "whole", seed=7)
    with pytest.raises(Interrupted):
        stream_world(FEW, tmp_path / "cut", seed=8, people_at_once=300, progress=Impatient(2))
    assert (tmp_path / "cut" / PLAN).exists()
    stream_world(FEW, tmp_path / "cut", seed=7)
    assert digests(tmp_path / "cut") == digests(tmp_path / "whole")
    assert len(whole.files) == 3


def test_a_hundredth_of_the_scale_world_is_one_part() -> None:
    parts = parts_of(size_named("scale"))
    assert len(parts) == 100
    assert all(part.count == PART for part in parts)
    assert np.diff([part.first_block for part in parts]).min() == PART / 250


def test_a_part_that_is_no_whole_number_of_blocks_keeps_its_chances_to_itself() -> None:
    parts = parts_of(FEW, people_at_once=300)
    assert [(part.first, part.count, part.first_block) for part in parts] == [(0, 300, 0), (300, 300, 2), (600, 100, 4)]
