from datetime import datetime, timedelta

import pytest

from tests.lab.features.by_definition import Event
from tests.lab.features.people import evenings, features

MONDAY = datetime(2023, 1, 2, 20)  # noqa: DTZ001  written down as UTC


def every(days: int, count: int, *, start: datetime = MONDAY) -> list[Event]:
    """One event every so many days."""
    return evenings(*((start + timedelta(days=days * turn)).isoformat(" ") for turn in range(count)))


def test_two_events_a_week_for_a_month_are_a_velocity_of_two_a_week() -> None:
    found = features(every(7, 4) + every(7, 4, start=MONDAY + timedelta(days=3)), at="2023-01-30 20:00")

    assert found["velocity"] == found["pace"] == 2.0
    assert found["velocity_trend"] == 0.0


def test_somebody_who_watches_more_than_before_speeds_up_and_somebody_who_stopped_slows_down() -> None:
    slow_then_fast = every(30, 10) + every(2, 20, start=datetime(2023, 11, 1, 20))  # noqa: DTZ001

    assert features(slow_then_fast, at="2023-12-15")["velocity_trend"] > 1.0
    assert features(every(2, 20), at="2023-12-15")["velocity_trend"] < -2.0
    assert features(every(2, 20), at="2023-12-15")["velocity"] == 0.0


def test_a_first_evening_is_no_pace_of_hundreds_a_week() -> None:
    found = features(evenings("2024-01-01 20:00", "2024-01-01 20:10", "2024-01-01 20:20"), at="2024-01-01 21:00")

    assert found["pace"] == found["velocity"] == 3.0
    assert found["recency"] == pytest.approx(40 / (24 * 60), rel=1e-4)


def test_a_marathon_and_a_single_film_are_two_events_a_sitting_and_three_quarters_binged() -> None:
    found = features(
        evenings("2024-01-01 18:00", "2024-01-01 20:00", "2024-01-01 22:00", "2024-01-05 20:00"), at="2024-02-01"
    )

    assert found["binge_rate"] == 2.0
    assert found["binge_share"] == 0.75


def test_the_clock_goes_round_at_midnight() -> None:
    found = features(evenings("2024-01-01 23:00", "2024-01-03 01:00"), at="2024-02-01")

    assert min(found["usual_hour"], 24 - found["usual_hour"]) < 1e-3
    assert found["hour_focus"] == pytest.approx(0.966, abs=1e-3)


def test_a_sitting_counts_once_for_the_habits_however_long_it_was() -> None:
    saturday = evenings("2024-01-06 18:30", "2024-01-06 19:30", "2024-01-06 20:30")
    found = features([*saturday, *evenings("2024-01-09 09:00")], at="2024-02-01")

    assert found["weekend_share"] == 0.5
    assert found["evening_share"] == 0.5


def test_who_watches_every_december_has_a_season_and_who_watches_all_year_has_none() -> None:
    decembers = [
        Event(turn, 4.0, event.time)
        for turn, event in enumerate(
            every(3, 8, start=datetime(2021, 12, 5, 20)) + every(3, 8, start=datetime(2022, 12, 5, 20))  # noqa: DTZ001
        )
    ]

    december = features(decembers, at="2024-01-01")
    always = features(every(25, 30), at="2025-02-01")

    assert december["seasonality"] > 0.95
    assert december["season_cos"] > 0.9
    assert december["season_sin"] < 0.0
    assert always["seasonality"] < 0.2


def test_of_somebody_who_is_new_no_season_is_told() -> None:
    found = features(every(3, 8), at="2023-06-01")

    assert (found["seasonality"], found["season_sin"], found["season_cos"]) == (0.0, 0.0, 0.0)


def test_clockwork_is_consistent_and_bursts_are_not() -> None:
    bursts = every(1, 6) + every(1, 6, start=MONDAY + timedelta(days=300))

    assert features(every(7, 12), at="2024-01-01")["consistency"] == 1.0
    assert features(bursts, at="2024-01-01")["consistency"] < 0.3
    assert features(every(7, 2), at="2024-01-01")["consistency"] == 0.5


def test_weeks_without_anything_are_seen() -> None:
    assert features(every(7, 4), at="2023-01-30 20:00")["active_weeks"] == 1.0
    assert features(every(7, 4), at="2023-02-27 20:00")["active_weeks"] == 0.5
