import numpy as np
import pytest

from matinee.domain.errors import BadInput
from matinee.lab.trials.rates import at_most, exceeds


def looks(chance: np.random.Generator, share: float, *, of: int) -> np.ndarray:
    return np.cumsum(chance.random(of) < share)


def caught_at(cases: np.ndarray, *, allowed: float, alpha: float) -> int | None:
    """The first of the looks, ten apart, at which it is told."""
    for of in range(10, len(cases) + 1, 10):
        if exceeds(int(cases[of - 1]), of, allowed=allowed) < alpha:
            return of
    return None


def test_what_is_allowed_is_seldom_told_however_often_one_looks() -> None:
    chance = np.random.default_rng(1)
    told = sum(caught_at(looks(chance, 0.05, of=300), allowed=0.05, alpha=0.1) is not None for _ in range(200))
    assert told <= 30, "20 are expected at most"


def test_five_times_as_much_is_told_within_some_hundreds() -> None:
    chance = np.random.default_rng(2)
    found = [caught_at(looks(chance, 0.05, of=900), allowed=0.01, alpha=0.005) for _ in range(50)]
    assert all(found)
    assert np.median([one or 0 for one in found]) < 300


def test_nothing_seen_says_nothing() -> None:
    assert exceeds(0, 0, allowed=0.01) == 1.0
    assert exceeds(0, 10_000, allowed=0.01) == 1.0
    assert exceeds(20, 20, allowed=0.1) < 1e-9


def test_the_bound_is_above_what_was_seen() -> None:
    assert at_most(0, 300) == pytest.approx(0.0122, abs=1e-3)
    assert at_most(10, 100) > 0.1


@pytest.mark.parametrize(("cases", "of", "allowed"), [(2, 1, 0.1), (1, 2, 0.0), (1, 2, 1.0), (-1, 2, 0.5)])
def test_what_cannot_be_is_refused(cases: int, of: int, allowed: float) -> None:
    with pytest.raises(BadInput):
        exceeds(cases, of, allowed=allowed)
