import json
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from matinee.doors.cli import source
from matinee.ops.runs.recipes import find_recipe, read_recipe
from matinee.ops.tuning.log import read_log
from tests.doors.cli.conftest import Door


def test_settings_are_searched_for_kept_and_used_by_train(matinee: Door, split_file: Path, ratings: Path) -> None:
    made = matinee(
        "tune", "ease", "--split", split_file, "--trials", 3, "--study", "mine.db", "--save-recipe", "r.toml"
    )

    assert made.exit_code == 0, made.stderr
    assert "Study 'mine': 3 trials (3 complete)." in made.stdout
    log = read_log(Path("mine.json"))
    assert (log.model, log.metric, log.tuned_on, len(log.trials)) == ("ease", "ndcg@10+ndcg@100", "board-W", 3)
    found = find_recipe("r.toml")
    assert found.studies == {"ease": "mine"}
    assert found.recipe["ease"]["l2"] == log.trials[log.best - 1].settings.get("l2", 500.0)
    assert matinee("train", "ease", "--data", ratings, "--out", "m", "--recipe", "r.toml").exit_code == 0


def test_the_same_command_goes_on_and_says_so(matinee: Door, split_file: Path) -> None:
    words = ("tune", "ease", "--split", split_file)
    first = matinee(*words, "--trials", 2)
    again = matinee(*words, "--trials", 4)
    more = matinee(*words, "--trials", 4)

    assert "Going on" not in first.stderr
    assert "Going on with the study 'board-W-ease'" in again.stderr
    assert "4 trials (4 complete), 2 of them from earlier." in again.stdout
    assert "4 of them from earlier." in more.stdout
    assert Path("cache/matinee/studies/board-W-ease.db").is_file()


@pytest.mark.parametrize("protocol", ["weak", "rating"])
def test_a_data_set_can_be_split_here(matinee: Door, ratings: Path, protocol: str) -> None:
    model = "bias" if protocol == "rating" else "popular_recent"
    made = matinee("tune", model, "--data", ratings, "--protocol", protocol, "--trials", 2, "--save-recipe", "r.toml")

    assert made.exit_code == 0, made.stderr
    assert set(read_recipe(Path("r.toml"))) == {model}


def test_the_test_part_is_never_so_much_as_looked_at(
    matinee: Door, split_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Untouchable:
        def __getattr__(self, name: str) -> Any:
            raise LookupError(f"'{name}' of the test part was looked at")

    read = source.read_split
    monkeypatch.setattr(source, "read_split", lambda *words, **more: replace(read(*words, **more), final=Untouchable()))

    made = matinee("tune", "ease", "--split", split_file, "--trials", 2, "--save-recipe", "r.toml")
    assert made.exit_code == 0, made.stderr
    judged = matinee("bench", "--split", split_file, "--models", "ease")
    assert "was looked at" in judged.stderr


SLOWLY = """
import time
from matinee.lab.models.ease import Ease
fit = Ease._fit
def slow(self, data, context):
    time.sleep(0.4)
    fit(self, data, context)
Ease._fit = slow
from matinee.doors.cli.app import main
main()
"""


def test_a_search_that_is_killed_goes_on_where_it_stopped(split_file: Path, matinee: Door, tmp_path: Path) -> None:
    words = ["tune", "ease", "--split", str(split_file), "--trials", "9", "--study", "killed.db"]
    with subprocess.Popen([sys.executable, "-c", SLOWLY, *words], stderr=subprocess.DEVNULL) as killed:
        wait_for_trials(tmp_path / "killed.db", 3)
        killed.send_signal(signal.SIGKILL)

    again = matinee(*words, "--save-recipe", "killed.toml")
    whole = matinee(*words[:-1], "whole.db", "--save-recipe", "whole.toml")

    assert (again.exit_code, whole.exit_code) == (0, 0), again.stderr
    assert "9 trials (9 complete), " in again.stdout
    first, second = (json.loads(Path(f"{name}.json").read_text())["trials"] for name in ("killed", "whole"))
    assert [(one["settings"], one["value"]) for one in first] == [(one["settings"], one["value"]) for one in second]


def wait_for_trials(path: Path, count: int) -> None:
    """Until so many are done, and one more is at work."""
    for _ in range(1_200):
        if path.is_file():
            try:
                with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as held:
                    states = [state for (state,) in held.execute("select state from trials")]
            except sqlite3.OperationalError:
                states = []
            if states.count("COMPLETE") >= count and "RUNNING" in states:
                return
        time.sleep(0.1)
    pytest.fail("the search never came so far")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("popular", "--split", "S"), "there is nothing to choose in 'popular'"),
        (("eas", "--split", "S"), "Did you mean 'ease'?"),
        (("bias", "--split", "S"), "'bias' does not rank titles"),
        (("ease", "--split", "S", "--metric", "ndgc@10"), "nothing can be chosen by 'ndgc@10'"),
        (("ease", "--split", "S", "--protocol", "weak"), "a split file has its protocol in it"),
        (("ease", "--data", "d"), "--data needs --protocol"),
        (("ease",), "there is nothing to judge on"),
        (("ease", "--split", "S", "--study", "./"), "this is a folder"),
    ],
)
def test_what_cannot_be_meant_ends_in_one_line_and_code_2(
    matinee: Door, split_file: Path, words: tuple[str, ...], told: str
) -> None:
    made = matinee("tune", *(str(split_file) if word == "S" else word for word in words))

    assert made.exit_code == 2
    assert told in made.stderr
    assert made.stderr.count("\n") == 1
