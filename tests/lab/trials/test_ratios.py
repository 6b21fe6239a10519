"""Row E7: a mismatch of the sample ratio is found; false alarms are as rare as promised, however often one looks."""

import numpy as np
import pytest
from scipy import stats

from matinee.domain.errors import BadInput
from matinee.lab.trials.ratios import SUSPICIOUS, fixed_p, sample_ratio, sequential_p
from tests.fixtures.loop import Notes, luck, sizes

HALVES = np.array([0.5, 0.5])
LOOKS = 100


def counts_of(ours: np.ndarray, people: int | np.ndarray) -> np.ndarray:
    return np.stack([ours, people - ours], axis=-1)


def test_the_fixed_check_is_scipys_chi_square() -> None:
    counts = np.array([4_900, 2_600, 2_500])
    shares = np.array([0.5, 0.25, 0.25])
    assert fixed_p(counts, shares) == pytest.approx(stats.chisquare(counts, counts.sum() * shares).pvalue)
    assert fixed_p(np.zeros(3), shares) == 1.0


@sizes(quick=20_000, long=20_000)
def test_false_alarms_of_one_look_are_as_rare_as_promised(trials: int, notes: Notes) -> None:
    p = fixed_p(counts_of(notes.chance().binomial(10_000, 0.5, trials), 10_000), HALVES)
    rate = float((p < SUSPICIOUS).mean())
    notes.check("E7", "one look: false alarms", rate, trials=trials, low=0.0003, high=0.0018)


@sizes(quick=5_000, long=20_000)
@pytest.mark.parametrize(("share", "bar", "always"), [(0.52, 0.7, 0.38), (0.53, 0.99, 0.94)])
def test_a_mismatch_is_found(share: float, bar: float, always: float, trials: int, notes: Notes) -> None:
    counts = counts_of(notes.chance(1).binomial(10_000, share, trials), 10_000)
    told = f"{share:.0%} instead of 50 % of 10,000 people"
    once = (fixed_p(counts, HALVES) < SUSPICIOUS).mean()
    notes.check("E7", f"{told}, one look: found", once, trials=trials, low=bar)
    again = (sequential_p(counts, HALVES) < SUSPICIOUS).mean()
    notes.check("E7", f"{told}, always valid, at the end: found", again, trials=trials, low=always)


@sizes(quick=2_000, long=20_000)
def test_looking_a_hundred_times_raises_no_more_alarms_than_promised(trials: int, notes: Notes) -> None:
    steps = notes.chance(2).binomial(100, 0.5, (trials, LOOKS)).cumsum(axis=1)
    counts = counts_of(steps, 100 * np.arange(1, LOOKS + 1))
    ever = float((sequential_p(counts, HALVES) < SUSPICIOUS).any(axis=1).mean())
    notes.check(
        "E7",
        "100 looks, always valid: ever a false alarm",
        ever,
        trials=trials,
        high=max(0.002, luck(0.001, trials)[1]),
    )
    plain = float((fixed_p(counts, HALVES) < SUSPICIOUS).any(axis=1).mean())
    notes.check("E7", "fault: 100 looks at the plain check: ever a false alarm", plain, trials=trials, low=0.004)


def test_the_shares_are_those_of_the_weights_and_the_answer_says_what_was_asked() -> None:
    fine = sample_ratio(np.array([4_980, 10_020]), np.array([1, 2]))
    assert fine.expected == pytest.approx((1 / 3, 2 / 3))
    assert (fine.counts, fine.method, fine.mismatch) == ((4_980, 10_020), "fixed", False)
    lost = sample_ratio(np.array([4_500, 10_020]), np.array([1, 2]), sequential=True)
    assert (lost.method, lost.mismatch) == ("sequential", True)


@pytest.mark.parametrize("weights", [[1.0], [1.0, 0.0]])
def test_weights_that_do_not_fit_are_refused(weights: list[float]) -> None:
    with pytest.raises(BadInput, match="2 arms"):
        sample_ratio(np.array([1, 2]), np.array(weights))
