import json
from pathlib import Path

import polars as pl
import pytest

from matinee.lab.features.registry import NAMES
from tests.doors.cli.conftest import Door


def test_a_person_is_shown_feature_by_feature(matinee: Door, ratings: Path) -> None:
    made = matinee("features", "--data", ratings, "--person", 3)

    assert made.exit_code == 0
    assert [name for name in NAMES if name not in made.stdout] == []
    assert "events a week" in made.stdout


def test_a_program_can_read_them(matinee: Door, ratings: Path) -> None:
    told = json.loads(matinee("features", "--data", ratings, "--person", 3, "--json").stdout)

    assert list(told) == list(NAMES)
    assert told["activity"] > 0


def test_everybody_is_written_as_known_at_a_moment(matinee: Door, ratings: Path) -> None:
    assert matinee("features", "--data", ratings, "--out", "all.parquet").exit_code == 0
    made = matinee("features", "--data", ratings, "--out", "early.parquet", "--at", "1990-01-01")

    assert made.exit_code == 0
    everything, early = pl.read_parquet("all.parquet"), pl.read_parquet("early.parquet")
    assert len(everything) == len(early) == 120
    assert min(everything["activity"].to_list()) > 0
    assert max(early["activity"].to_list()) == 0


def test_columns_of_a_table_can_be_named(matinee: Door) -> None:
    rows = [f"{who},{film},{3 + film % 3},{1_500_000_000 + film * 90_000}" for who in "ab" for film in range(5)]
    Path("t.csv").write_text("\n".join(["who,film,stars,secs", *rows]) + "\n")
    columns = ("--person-column", "who", "--title-column", "film", "--value-column", "stars", "--time-column")

    made = matinee("features", "--data", "t.csv", "--person", "a", "--json", *columns, "secs", "--kind", "rating")
    without = matinee("features", "--data", "t.csv", "--person", "a", *columns, "", "--kind", "rating")

    assert json.loads(made.stdout)["activity"] == 5
    assert without.exit_code == 2
    assert "times of the events are not known" in without.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "nothing was asked for"),
        (("--out", "x.parquet", "--json"), "nobody to tell of"),
        (("--person", "3", "--at", "soon"), "'soon' is no date"),
        (("--person", "nobody"), "there is no person 'nobody'"),
    ],
)
def test_what_cannot_be_meant_is_told(matinee: Door, ratings: Path, words: tuple[str, ...], told: str) -> None:
    made = matinee("features", "--data", ratings, *words)

    assert made.exit_code == 2
    assert told in made.stderr
