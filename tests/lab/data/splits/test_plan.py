import numpy as np
import pytest

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.plan import one_event_a_title, ranks_within_people


def repeated(*, timed: bool) -> Dataset:
    """Person 1 rates title 7 with 4, later 5, and between them in the table, but earliest in time, 3."""
    times = np.array([20, 10, 5, 1]) if timed else None
    return Dataset.from_columns(np.array([1, 1, 1, 2]), np.array([7, 7, 7, 8]), np.array([5.0, 4, 3, 1]), times)


@pytest.mark.parametrize(("keep", "kept"), [("first", [3, 1]), ("latest", [5, 1])])
def test_the_first_or_the_latest_event_of_a_pair_is_kept(keep: str, kept: list[float]) -> None:
    assert one_event_a_title(repeated(timed=True), keep=keep).log.values.tolist() == kept  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(("keep", "kept"), [("first", [5, 1]), ("latest", [3, 1])])
def test_without_times_the_order_of_the_rows_counts(keep: str, kept: list[float]) -> None:
    assert one_event_a_title(repeated(timed=False), keep=keep).log.values.tolist() == kept  # pyright: ignore[reportArgumentType]


def test_data_without_repeats_stays_as_it_is() -> None:
    data = repeated(timed=True).only(np.array([0, 3]))
    assert one_event_a_title(data, keep="first") is data


def test_ranks_begin_anew_with_each_person() -> None:
    people = np.array([2, 0, 2, 0, 2])
    key = np.array([5, 1, 3, 0, 4])
    assert ranks_within_people(people, key).tolist() == [2, 1, 0, 0, 1]


def test_the_last_key_decides_first() -> None:
    people = np.zeros(3, dtype=np.int32)
    assert ranks_within_people(people, np.array([3, 2, 1]), np.array([0, 0, -1])).tolist() == [2, 1, 0]
