"""The log of who did what with which title."""

import numpy as np
import pytest

from matinee.lab.data.interactions import Interactions


def made(*, times: list[int] | None = None) -> Interactions:
    return Interactions(
        np.array([1, 0, 1, 0]),
        np.array([2, 2, 0, 1]),
        np.array([4.0, 3.0, 5.0, 1.0]),
        None if times is None else np.array(times),
    )


def test_columns_are_kept_compact() -> None:
    log = made(times=[4, 3, 2, 1])
    assert (log.people.dtype, log.titles.dtype, log.values.dtype) == (np.int32, np.int32, np.float32)
    assert log.times is not None
    assert log.times.dtype == np.int64
    assert len(log) == 4


def test_columns_need_one_length() -> None:
    with pytest.raises(ValueError, match="one length"):
        Interactions(np.array([1]), np.array([1, 2]), np.array([1.0]))
    with pytest.raises(ValueError, match="one length"):
        Interactions(np.array([1]), np.array([1]), np.array([1.0]), np.array([1, 2]))


def test_rows_are_taken_by_mask_or_by_number() -> None:
    log = made(times=[4, 3, 2, 1])
    assert log.where(log.people == 1).titles.tolist() == [2, 0]
    taken = log.where(np.array([3, 0]))
    assert taken.values.tolist() == [1.0, 4.0]
    assert taken.times is not None
    assert taken.times.tolist() == [1, 4]
    assert made().where(np.array([0])).times is None


def test_the_order_is_by_person_then_time_then_title() -> None:
    assert made(times=[9, 5, 9, 7]).by_person_and_time().tolist() == [1, 3, 2, 0]
    assert made().by_person_and_time().tolist() == [3, 1, 2, 0]


def test_the_fingerprint_tells_every_column() -> None:
    prints = {made().fingerprint, made(times=[4, 3, 2, 1]).fingerprint, made(times=[4, 3, 2, 0]).fingerprint}
    assert len(prints) == 3
    assert made().fingerprint == made().fingerprint
