import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from matinee.doors.cli.app import app
from tests.doors.cli.conftest import Door


@pytest.fixture(scope="module")
def result(split_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("results") / "r.json"
    words = ["bench", "--split", str(split_file), "--models", "popular,ease:l2=20", "--json", str(path)]
    assert CliRunner().invoke(app, words).exit_code == 0
    return path


def test_a_page_is_written_and_is_the_same_every_time(matinee: Door, result: Path) -> None:
    first = matinee("results", result, "--out", "a.md")
    matinee("results", result, "--out", "b.md")

    assert first.exit_code == 0
    assert Path("a.md").read_bytes() == Path("b.md").read_bytes()
    assert "## board-W" in Path("a.md").read_text()


def test_two_results_are_compared_model_by_model(matinee: Door, result: Path) -> None:
    made = matinee("compare", result, result)

    assert made.exit_code == 0
    assert "ease:l2=20 (first) less ease:l2=20 (second)" in made.stdout
    assert "are equal for every person" in made.stdout


def test_two_named_models_are_compared(matinee: Door, result: Path) -> None:
    made = matinee("compare", result, result, "--models", "ease:l2=20, popular")

    assert made.exit_code == 0
    assert "ndcg@10: ease:l2=20 is better than popular by" in made.stdout
    assert "only in" not in made.output


def test_models_without_a_counterpart_are_named(matinee: Door, result: Path) -> None:
    plain = json.loads(result.read_text())
    del plain["models"]["ease:l2=20"]
    Path("less.json").write_text(json.dumps(plain))

    assert "only in the first file: ease:l2=20" in matinee("compare", result, "less.json").stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("compare", "nowhere.json", "nowhere.json"), "cannot be read"),
        (("results", "nowhere.json", "--out", "a.md"), "cannot be read"),
    ],
)
def test_a_file_that_is_not_there_is_told(matinee: Door, words: tuple[str, ...], told: str) -> None:
    made = matinee(*words)

    assert made.exit_code == 2
    assert told in made.stderr
    assert made.stderr.count("\n") == 1


@pytest.mark.parametrize("models", ["ease", "ease,", ",ease"])
def test_a_pair_of_models_is_two_names(matinee: Door, result: Path, models: str) -> None:
    made = matinee("compare", result, result, "--models", models)

    assert made.exit_code == 2
    assert "is not two models" in made.stderr
