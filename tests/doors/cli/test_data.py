import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doors.cli.conftest import Door
from tests.fixtures.broken import BROKEN
from tests.fixtures.movielens import write_100k, zipped
from tests.fixtures.server import Served, Server, serving


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


@pytest.mark.parametrize(("name", "write", "told"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_every_broken_input_ends_in_one_line_and_code_2(
    matinee: Door, tmp_path: Path, name: str, write, told: str
) -> None:
    folder = tmp_path / "input"
    folder.mkdir()

    made = matinee("data", "check", write(folder))

    assert made.exit_code == 2
    assert re.fullmatch(r"error: [^\n]+\n", made.stderr)
    assert told in made.stderr
    assert made.stdout == ""


def test_a_broken_input_leaves_no_model_behind(matinee: Door, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("user,movie,rating\n1,2,4\n1,3,NaN\n")

    made = matinee("train", "popular", "--data", "t.csv", "--out", "m")

    assert made.exit_code == 2
    assert not (tmp_path / "m").exists()


def test_bad_rows_can_be_dropped_and_are_counted(matinee: Door, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("user,movie,rating\n1,2,4\n1,3,NaN\n2,2,5\n")

    made = matinee("data", "check", "t.csv", "--skip-bad")

    assert made.exit_code == 0
    assert "warning: dropped 1 bad row, the first: " in made.stderr


def test_sound_data_is_said_to_be_sound(matinee: Door, ratings: Path) -> None:
    made = matinee("data", "check", ratings)

    assert made.exit_code == 0
    assert "Nothing stands against training on this." in made.stdout
    assert "120 people and 100 titles" in made.stderr


def test_quiet_leaves_only_the_answer(matinee: Door, ratings: Path) -> None:
    assert matinee("data", "check", ratings, "--quiet").stderr == ""


def test_columns_can_be_named(matinee: Door, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("who,what,when,how\n1,2,2020-01-01,3\n2,2,2020-01-02,1\n")
    words = ("data", "check", "t.csv")

    refused = matinee(*words)
    read = matinee(*words, "--person", "who", "--title", "what", "--time", "when", "--value", "how", "--kind", "watch")

    assert refused.exit_code == 2
    assert "--person" in refused.stderr
    assert read.exit_code == 0


def test_what_training_refuses_is_listed_and_ends_with_code_2(matinee: Door, tmp_path: Path) -> None:
    rows = [f"1,{title},{stars},{100_000}" for title, stars in ((1, 5), (2, 4))]
    (tmp_path / "t.csv").write_text("user,movie,rating,timestamp\n" + "\n".join(rows) + "\n")

    made = matinee("data", "check", "t.csv")

    assert made.exit_code == (2 if "refuse" in made.stdout else 0)
    assert "timestamp" in made.output or "time" in made.output


def test_drift_against_an_earlier_snapshot_is_looked_for(matinee: Door, ratings: Path) -> None:
    made = matinee("data", "check", ratings, "--previous", ratings)

    assert made.exit_code == 0
    assert made.stderr.count("120 people") == 2


def test_a_report_is_one_file(matinee: Door, ratings: Path, tmp_path: Path) -> None:
    made = matinee("data", "report", ratings, "--out", "report.html")

    assert made.exit_code == 0
    assert "report.html" in made.stdout
    assert "<svg" in (tmp_path / "report.html").read_text()


def test_a_release_comes_from_a_file(matinee: Door, tmp_path: Path) -> None:
    source = zipped(write_100k(tmp_path / "ml-100k"), tmp_path / "mine.zip")

    made = matinee("data", "get", "ml-100k", "--from", source, "--to", "sets")

    assert made.exit_code == 0
    assert (tmp_path / "sets" / "ml-100k.zip").read_bytes() == source.read_bytes()
    assert "Conditions of use" in made.stdout
    assert "Next: matinee data check sets/ml-100k.zip" in made.stdout


def test_a_release_is_downloaded_and_then_read(
    matinee: Door, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = zipped(write_100k(tmp_path / "ml-100k"), tmp_path / "mine.zip")
    server.files["/ml-100k.zip"] = Served(source.read_bytes(), cut_at=700)
    monkeypatch.setenv("MATINEE_GROUPLENS_URL", server.url)
    monkeypatch.setenv("MATINEE_DATA", str(tmp_path / "sets"))

    made = matinee("data", "get", "ml-100k")

    assert made.exit_code == 0
    assert "GroupLens publishes no checksum for this one" in made.stdout
    assert matinee("data", "check", tmp_path / "sets" / "ml-100k.zip").exit_code == 0


def test_an_unknown_release_is_told(matinee: Door) -> None:
    made = matinee("data", "get", "ml-100kk")

    assert made.exit_code == 2
    assert "Did you mean 'ml-100k'?" in made.stderr


def test_without_a_network_one_line_says_how_to_go_on(matinee: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_GROUPLENS_URL", "http://127.0.0.1:9/none")

    made = matinee("data", "get", "ml-100k")

    assert made.exit_code == 3
    assert "matinee data get ml-100k --from FILE" in made.stderr
    assert made.stderr.count("\n") == 1


def test_a_world_is_made_the_same_twice_and_can_be_read(matinee: Door, tmp_path: Path) -> None:
    first = matinee("data", "world", "--size", "tiny", "--seed", "7", "--out", tmp_path / "one")
    again = matinee("data", "world", "--size", "tiny", "--seed", "7", "--out", tmp_path / "two")

    assert first.exit_code == 0, first.output
    assert "240 titles, 160 people, seed 7" in first.stdout
    told = [line for line in first.stdout.splitlines() if "sha256" in line]
    assert told == [line for line in again.stdout.splitlines() if "sha256" in line]
    assert matinee("data", "check", tmp_path / "one").exit_code == 0
