import numpy as np
import pytest

from matinee.lab.data.dataset import Dataset
from tests.lab.data.checking.spoiled import DAY, NOW, changed, checked, clean, only, with_log


def with_times(data: Dataset, rows: object, time: int | np.ndarray) -> Dataset:
    return with_log(data, times=changed(data.log.times, rows, time))


def test_events_of_the_future_are_refused() -> None:
    found = only(with_times(clean(), [4, 5, 6], int(NOW) + 2 * DAY), "future")
    assert (found.level, found.count) == ("refuse", 3)
    assert found.example.endswith("2025-06-17T15:06:40+00:00")


def test_a_clock_may_be_off_by_some_hours() -> None:
    assert checked(with_times(clean(), [4], int(NOW) + DAY // 2)).findings == ()


def test_times_in_milliseconds_are_refused_as_future() -> None:
    data = clean()
    assert data.log.times is not None
    found = only(with_log(data, times=data.log.times * 1000), "future")
    assert found.count == len(data.log)


def test_a_time_beyond_every_calendar_can_be_told() -> None:
    found = only(with_times(clean(), [0], 2**62), "future")
    assert found.example.endswith(f"second {2**62}")


@pytest.mark.parametrize("time", [0, -5, 600_000_000])
def test_a_few_events_of_long_ago_are_warned_of(time: int) -> None:
    found = only(with_times(clean(), slice(0, 40), time + np.arange(40)), "long ago")
    assert (found.level, found.count) == ("warn", 40)


def test_many_events_of_long_ago_are_refused() -> None:
    found = only(with_times(clean(), slice(0, 60), np.arange(60)), "long ago")
    assert (found.level, found.count) == ("refuse", 60)


def test_one_time_for_all_is_warned_of() -> None:
    data = clean()
    found = only(with_times(data, slice(None), 1_700_000_000), "one time")
    assert (found.level, found.count) == ("warn", len(data.log))


def test_a_single_event_has_one_time_by_nature() -> None:
    assert "one time" not in [finding.name for finding in checked(clean().only(np.array([0]))).findings]


def test_missing_times_are_noted() -> None:
    assert only(with_log(clean(), times=None), "no times").level == "note"


def test_a_day_with_a_third_of_all_events_is_warned_of() -> None:
    data = clean()
    rows = np.random.default_rng(0).random(len(data.log)) < 0.33
    noon = 1_700_000_000 // DAY * DAY + 43_200
    found = only(with_times(data, rows, noon + np.arange(rows.sum())), "spike")
    assert found.level == "warn"
    assert found.count >= rows.sum()
    assert found.example == "2023-11-14"


def test_a_short_span_has_busy_days_by_nature() -> None:
    data = clean()
    times = 1_700_000_000 + np.arange(len(data.log)) * (3 * DAY // len(data.log))
    assert checked(with_log(data, times=times)).findings == ()


def test_hundreds_of_events_in_one_second_are_no_persons() -> None:
    data = clean(people=20, titles=400, each=250)
    assert data.log.times is not None
    robot = data.log.people == 6
    found = only(with_times(data, robot, int(data.log.times.min())), "too fast")
    assert (found.level, found.count) == ("warn", 1)
    assert found.example.startswith("person 7, 250 events at 2023-")


def test_a_long_list_ticked_off_at_once_is_let_through() -> None:
    data = clean(people=20, titles=400, each=190)
    assert data.log.times is not None
    assert checked(with_times(data, data.log.people == 6, int(data.log.times.min()))).findings == ()
