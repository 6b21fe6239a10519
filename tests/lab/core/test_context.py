"""What surrounds a fit."""

import time

import numpy as np
import pytest

from matinee.domain.errors import OutOfTime
from matinee.lab.core.context import FitContext


class Heard:
    """Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def start(self, label: str, total: float | None) -> None:
        self.said.append(f"start {label} {total}")

    def advance(self, amount: float = 1.0) -> None:
        self.said.append("advance")

    def finish(self) -> None:
        self.said.append("finish")


def test_each_purpose_has_randomness_of_its_own_that_the_seed_repeats() -> None:
    drawn = FitContext(seed=1).generator("factors").random(3)
    np.testing.assert_array_equal(drawn, FitContext(seed=1).generator("factors").random(3))
    assert not np.array_equal(drawn, FitContext(seed=1).generator("order").random(3))
    assert not np.array_equal(drawn, FitContext(seed=2).generator("factors").random(3))


def test_rounds_are_shown_as_progress() -> None:
    heard = Heard()
    assert list(FitContext(progress=heard).track(range(2), label="rounds")) == [0, 1]
    assert heard.said == ["start rounds 2", "advance", "advance", "finish"]


def test_a_fit_past_its_deadline_ends_and_closes_its_progress() -> None:
    heard = Heard()
    late = FitContext(deadline=time.monotonic() - 1, progress=heard)
    with pytest.raises(OutOfTime, match="rounds: the time allowed"):
        list(late.track(range(2), label="rounds"))
    assert heard.said[-1] == "finish"


def test_before_the_deadline_nothing_happens() -> None:
    FitContext(deadline=time.monotonic() + 600).check_time("anything")
