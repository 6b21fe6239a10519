"""matinee experiment, over a house in which nobody is yet."""

import json
from pathlib import Path

import pytest

from tests.doors.cli.conftest import Door

PLAN = """
key = "newer-first"
question = "Do people click more when newer titles come first?"
primary = "clicks_per_slate"
smallest = 0.1
people = 900
days = 7
[arms.control]
[arms.newer]
sliders = {new = 0.4}
"""


@pytest.fixture
def home(bare: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MATINEE_HOME", str(bare / "home"))
    return bare


def test_a_plan_is_written_down_listed_and_written_anew(home: Path, matinee: Door) -> None:
    assert "There is no experiment" in matinee("experiment", "list").output
    (home / "plan.toml").write_text(PLAN)
    assert "'newer-first' is planned: Do people" in matinee("experiment", "new", "plan.toml").output
    (home / "plan.toml").write_text(PLAN.replace("900", "800"))
    assert "planned anew" in matinee("experiment", "new", "plan.toml").output
    [listed] = json.loads(matinee("experiment", "list", "--json").output)
    assert (listed["state"], listed["plan"]["people"], listed["begun_at"]) == ("draft", 800, None)
    assert "newer-first" in matinee("experiment", "list", "--state", "draft").output
    without_a_release = matinee("experiment", "start", "newer-first")
    assert (without_a_release.exit_code, "no release" in without_a_release.output) == (2, True)
    assert "has not begun" in matinee("experiment", "report", "newer-first").output
    assert "is not running" in matinee("experiment", "stop", "newer-first").output
    assert "no experiment 'another'" in matinee("experiment", "report", "another").output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("key = ", "this is not TOML"),
        (PLAN.replace("clicks_per_slate", "joy"), "no metric 'joy'"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_plan_is_refused(home: Path, matinee: Door, text: str | None, said: str) -> None:
    if text is not None:
        (home / "plan.toml").write_text(text)
    refused = matinee("experiment", "new", "plan.toml")
    assert (refused.exit_code, said in refused.output) == (2, True)
    assert not (home / "home").exists()


def test_a_plan_in_whose_window_nothing_could_be_counted_is_not_written_down(home: Path, matinee: Door) -> None:
    (home / "plan.toml").write_text(PLAN.replace("clicks_per_slate", "returned").replace("days = 7", "days = 1"))
    refused = matinee("experiment", "new", "plan.toml")
    assert (refused.exit_code, "'returned' counts what people do a day after" in refused.output) == (2, True)
    assert "There is no experiment" in matinee("experiment", "list").output


def test_how_many_people_are_needed_is_told_without_a_house(home: Path, matinee: Door) -> None:
    asked = ("experiment", "power", "likes", "--effect", "0.5", "--mean", "3", "--variance", "4", "--stop", "fixed")
    assert "503 people in two arms find an effect of 0.5" in matinee(*asked).output
    assert json.loads(matinee(*asked, "--json").output)["people"] == 503
    assert matinee("experiment", "power", "likes").exit_code == 2
    assert matinee(*asked, "--share", "2").exit_code == 2
    assert not (home / "home").exists()
    lonely = matinee("experiment", "power", "likes", "--effect", "0.5")
    assert (lonely.exit_code, "0 people were shown anything" in lonely.output) == (1, True)
