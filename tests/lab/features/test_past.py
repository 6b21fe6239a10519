import numpy as np
import pytest

from matinee.lab.data.histories import Histories
from matinee.lab.features.past import DAY, Past, ratio
from tests.lab.features.by_definition import Event
from tests.lab.features.people import evenings, histories_of, moment


def test_only_what_came_before_the_moment_is_kept() -> None:
    histories = histories_of([evenings("2024-01-01 20:00", "2024-01-02 20:00", "2024-01-03 20:00"), []])

    past = Past.before(histories, np.array([moment("2024-01-02 20:00"), moment("2030-01-01")]))

    assert past.counts.tolist() == [1, 0]
    assert past.age.tolist()[0] == DAY
    assert np.isnan(past.age[1])
    assert np.isnan(past.silence[1])


def test_rows_that_are_not_in_order_are_put_in_order_each_by_itself() -> None:
    mixed = Histories(
        np.array([0, 3, 5]), np.array([5, 6, 7, 8, 9]), np.ones(5), 20, np.array([300, 100, 200, 50, 40]) + 10**9
    )

    past = Past.before(mixed, np.array([2 * 10**9, 2 * 10**9]))

    assert past.histories.titles.tolist() == [6, 7, 5, 9, 8]
    assert (past.times - 10**9).tolist() == [100, 200, 300, 40, 50]


def test_a_sitting_ends_with_four_hours_of_nothing_and_with_the_person() -> None:
    one = evenings("2024-01-01 20:00", "2024-01-02 00:00", "2024-01-02 04:01")
    other = [Event(0, 4.0, moment("2024-01-02 04:02"))]

    past = Past.before(histories_of([one, other]), np.full(2, moment("2030-01-01")))

    assert past.begins_sitting.tolist() == [True, False, True, True]
    assert past.begins_day.tolist() == [True, True, False, True]


def test_histories_without_times_are_past_and_have_no_times_to_ask_for() -> None:
    past = Past.before(Histories.from_lists([[1, 2]], n_titles=3), np.array([0]))

    assert past.counts.tolist() == [2]
    with pytest.raises(ValueError, match="no times"):
        _ = past.times


def test_sums_and_means_are_of_each_person() -> None:
    past = Past.before(Histories.from_lists([[1, 2], [], [0]], n_titles=3), np.zeros(3, dtype=np.int64))
    values = np.array([1.0, 3.0, 8.0])

    assert past.total(values).tolist() == [4, 0, 8]
    assert past.number(values > 2).tolist() == [1, 0, 1]
    assert past.mean(values, values > 2)[[0, 2]].tolist() == [3, 8]
    assert np.isnan(past.mean(values)[1])


def test_nothing_over_nothing_is_unknown_without_a_warning() -> None:
    assert np.isnan(ratio(np.array([0.0, 1.0, np.nan]), np.array([0.0, np.nan, 0.0]))).all()
