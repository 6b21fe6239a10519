import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matinee.domain.errors import BadConfig
from matinee.lab.trials.buckets import BUCKETS
from matinee.lab.trials.layouts import Layout, changed, laid_out

weights = st.lists(st.integers(0, BUCKETS // 3), min_size=3, max_size=3).map(
    lambda shares: dict(zip(("control", "new", "newer"), shares, strict=True))
)


def test_each_side_gets_as_many_buckets_as_asked_for_and_the_rest_is_nobodys() -> None:
    layout = laid_out({"control": 5_000, "new": 3_000})
    assert layout.spans == {"control": ((0, 5_000),), "new": ((5_000, 8_000),)}
    assert layout.weights() == {"control": 5_000, "new": 3_000}
    assert [layout.side_of(bucket) for bucket in (0, 4_999, 5_000, 7_999, 8_000)] == [
        "control", "control", "new", "new", None,
    ]  # fmt: skip
    assert layout.sides_of(np.array([0, 5_000, 9_999])).tolist() == [0, 1, -1]


@given(weights, weights)
def test_however_weights_change_nobody_changes_sides_who_need_not(
    before: dict[str, int], after: dict[str, int]
) -> None:
    first = laid_out(before)
    second = changed(first, after)
    assert second.weights() == after
    was, now = first.sides_of(np.arange(BUCKETS)), second.sides_of(np.arange(BUCKETS))
    kept = [np.count_nonzero((was == side) & (now == side)) for side in range(len(before))]
    assert kept == [min(weight, after[name]) for name, weight in before.items()]


def test_a_treatment_that_grows_takes_people_of_the_control_and_loses_none() -> None:
    first = laid_out({"control": 5_000, "new": 5_000})
    second = changed(first, {"control": 4_000, "new": 6_000})
    was, now = first.sides_of(np.arange(BUCKETS)), second.sides_of(np.arange(BUCKETS))
    assert set(was[was != now].tolist()) == {0}
    assert set(now[was != now].tolist()) == {1}
    assert np.count_nonzero(was != now) == 1_000


def test_a_side_that_is_no_longer_named_gives_everything_away() -> None:
    second = changed(laid_out({"control": 5_000, "new": 5_000}), {"control": 10_000})
    assert second.spans == {"control": ((0, 10_000),)}


@pytest.mark.parametrize(
    ("wrong", "what"),
    [({"a": 6_000, "b": 5_000}, "come to 11000"), ({"a": -1, "b": 5}, "no share")],
)
def test_weights_that_cannot_be_are_refused(wrong: dict[str, int], what: str) -> None:
    with pytest.raises(BadConfig, match=what):
        laid_out(wrong)


@pytest.mark.parametrize(
    ("spans", "what"),
    [
        ({"a": ((0, 10),), "b": ((9, 20),)}, "both hold bucket 9"),
        ({"a": ((0, BUCKETS + 1),)}, "do not exist"),
        ({"a": ((5, 5),)}, "do not exist"),
    ],
)
def test_spans_that_cannot_be_are_refused(spans, what: str) -> None:
    with pytest.raises(BadConfig, match=what):
        Layout(spans)
