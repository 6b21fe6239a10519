import numpy as np
import pytest

from matinee.kit.clock import DAY, MINUTE
from matinee.services.trials.results import results_of
from tests.fixtures.shown import Hall
from tests.services.trials.plans import begun, come, over, trials


def test_intervals_over_time_end_with_what_is_known_now(hall: Hall) -> None:
    trial = begun(hall, people=160)
    come(hall, trial, 100, clicks=lambda number, arm: number % 3)
    hall.now += DAY
    come(hall, trial, 160, clicks=lambda number, arm: number % 3 + (arm == "newer"))
    over(hall)
    found = results_of(trials(hall), trial)
    [primary] = [one for one in found["findings"] if one["role"] == "primary"]
    course = found["course"]
    assert {name: primary[name] for name in ("arm", "difference", "low", "high")} == pytest.approx(
        {name: course[-1][name] for name in ("arm", "difference", "low", "high")}
    )
    assert [one["at"] for one in course] == sorted(one["at"] for one in course)
    assert (len(course), course[0]["people"], course[-1]["people"]) == (2, 100, 160)
    assert np.ptp([one["high"] - one["low"] for one in course]) > 0


def test_before_anybody_is_complete_there_is_nothing_to_show(hall: Hall) -> None:
    trial = begun(hall, people=80)
    come(hall, trial, 40, clicks=lambda number, arm: 1)
    assert results_of(trials(hall), trial)["course"] == []


def test_a_plan_with_one_look_shows_no_looks_before(hall: Hall) -> None:
    trial = begun(hall, people=40, stop="fixed")
    come(hall, trial, 40, clicks=lambda number, arm: number % 3)
    over(hall)
    found = results_of(trials(hall), trial)
    assert found["findings"]
    assert found["course"] == []


def test_of_a_window_of_minutes_no_moment_lies_ahead(hall: Hall) -> None:
    trial = begun(hall, people=80, days=3 / (24 * 60))
    came = hall.now
    come(hall, trial, 80, clicks=lambda number, arm: number % 3)
    hall.now += 7 * MINUTE
    course = results_of(trials(hall), trial)["course"]
    assert [one["at"] for one in course] == [came + 6 * MINUTE]
