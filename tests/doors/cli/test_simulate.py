import json
from pathlib import Path

import pytest

from matinee.doors.cli.simulate.clock import SharedClock
from matinee.doors.cli.simulate.harms import BAD_MODEL, BROKEN, SHOCK, harms_of
from matinee.kit.clock import DAY, MINUTE, now
from tests.doors.cli.conftest import Door


@pytest.mark.parametrize(
    ("words", "choices"),
    [(("--size", "large"), "tiny, small"), (("--drift", "wild"), "zero, mild, strong"), (("--out", "x.pdf"), ".html")],
)
def test_what_cannot_be_simulated_is_refused(matinee: Door, words: tuple[str, ...], choices: str) -> None:
    refused = matinee("simulate", *words)
    assert refused.exit_code == 2
    assert choices in refused.stderr


def test_a_clock_that_is_put_forward_here_is_ahead_there(tmp_path: Path) -> None:
    here, there = SharedClock(tmp_path / "clock"), SharedClock(tmp_path / "clock")
    assert abs(there() - now()) < MINUTE
    here.put_forward(now() + 3 * DAY)
    assert abs(there() - now() - 3 * DAY) < MINUTE
    here.put_forward(now())
    assert there() - now() > 2 * DAY, "a clock does not go back"


def test_every_harm_is_done_once_in_a_run() -> None:
    for days in (4, 8, 60):
        done = [name for day in range(days) for name in harms_of(day, days)]
        assert sorted(done) == sorted([BAD_MODEL, SHOCK, BROKEN])


@pytest.mark.loop
@pytest.mark.timeout(3600)
def test_people_use_a_house_of_their_own_to_the_end(matinee: Door, tmp_path: Path) -> None:
    """Whether they end happier is for more days and people than these to say; everything else must hold."""
    out = tmp_path / "run.json"
    made = matinee("simulate", "--size", "tiny", "--days", "4", "--people", "40", "--train-every", "2", "--out", out)
    found = json.loads(made.stdout.splitlines()[-1])
    run = json.loads(out.read_text())
    assert found["failed"] == 0, run["faults"]
    assert len(run["days"]) == 4
    assert found["oracle"] > found["house"] > found["popular"]
    assert found["harms"] == found["caught"] == 3, run["harms"]
    assert found["judged"] >= 1
    assert made.exit_code == (0 if found["passed"] else 1)
