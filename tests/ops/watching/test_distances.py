import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from matinee.ops.watching.distances import chi2_p, psi, psi_limit, same_p, shape_of
from tests.fixtures.loop import Notes, sizes

STARS = np.array([1, 1, 2, 3, 5, 10, 18, 25, 20, 15], dtype=float)


def test_the_shape_of_a_sample_is_told() -> None:
    values = np.array([0.0, 0.0, 1.0, 2.0, 3.0, np.nan])
    found = shape_of(values)
    assert (found.count, found.mean, found.sparsity) == (6, 1.2, 0.5)
    assert found.std == pytest.approx(np.std(values[:5], ddof=1))
    assert found.skew == pytest.approx(stats.skew(values[:5]))
    assert found.kurtosis == pytest.approx(stats.kurtosis(values[:5]))


@pytest.mark.parametrize("values", [[], [np.nan, np.nan], [2.0, 2.0, 2.0, 2.0], [1.0]])
def test_a_sample_without_a_shape_has_none(values: list[float]) -> None:
    found = shape_of(np.array(values))
    assert (found.count, found.skew, found.kurtosis) == (len(values), None, None)


def test_psi_is_nothing_for_the_same_and_symmetric() -> None:
    counts = np.array([900.0, 90.0, 10.0])
    assert psi(counts, counts) == 0.0
    assert psi(counts, counts[::-1]) == pytest.approx(psi(counts[::-1], counts))
    assert psi(np.array([50.0, 50.0]), np.array([90.0, 10.0])) == pytest.approx(0.4 * math.log(1.8 / 0.2), rel=0.06)


def test_a_bin_that_neither_has_is_nothing_and_one_that_either_has_is_finite() -> None:
    assert psi(np.array([2500.0, 2500.0, 0.0]), np.array([100.0, 100.0, 0.0])) == pytest.approx(0.0, abs=1e-12)
    several = psi(np.array([[2500.0, 2500.0, 0.0], [10.0, 0.0, 0.0]]), np.array([[100.0, 60.0, 0.0], [0.0, 0.0, 9.0]]))
    assert several[0] == pytest.approx(float(psi(np.array([2500.0, 2500.0]), np.array([100.0, 60.0]))))
    assert 1.0 < several[1] < 10.0
    assert psi(np.zeros(3), np.zeros(3)) == 0.0


@sizes(quick=2_000, long=200_000)
def test_the_limit_of_psi_is_exceeded_as_often_as_it_says(trials: int, notes: Notes) -> None:
    """M11."""
    chance = notes.chance()
    for n, m in ((200, 200), (1_000, 5_000), (5_000, 5_000)):
        p = STARS / STARS.sum()
        one, other = (chance.multinomial(size, p, size=trials) for size in (m, n))
        found = psi(one, other)
        for alpha in (0.05, 0.01):
            limit = psi_limit(np.asarray(n), np.asarray(m), np.asarray(10), alpha=alpha)
            seen, by_luck = float((found > limit).mean()), 3 * math.sqrt(alpha / trials)
            notes.check("M11", f"PSI above its limit of {alpha:g}, {n} and {m} events", seen, trials=trials,
                        low=0.6 * alpha - by_luck, high=1.4 * alpha + by_luck)  # fmt: skip
        if n == 200:
            notes.check("M11", "fault: 0.1 for a limit, 200 events, no drift", float((found > 0.1).mean()),
                        trials=trials, low=0.2)  # fmt: skip


@sizes(quick=2_000, long=100_000)
def test_with_slack_two_that_lie_as_far_apart_are_called_so_no_more_often(trials: int, notes: Notes) -> None:
    chance, n = notes.chance(), 2_000
    p = STARS / STARS.sum()
    q = p * np.exp(0.12 * np.cos(np.arange(10)))
    q /= q.sum()
    slack = float(((q - p) * np.log(q / p)).sum())
    found = psi(chance.multinomial(n, p, size=trials), chance.multinomial(n, q, size=trials))
    limit = psi_limit(np.asarray(n), np.asarray(n), np.asarray(10), alpha=0.05, slack=slack)
    without = psi_limit(np.asarray(n), np.asarray(n), np.asarray(10), alpha=0.05)
    notes.check("M11", "two that lie apart by the slack: above the limit", float((found > limit).mean()),
                trials=trials, low=0.02, high=0.09)  # fmt: skip
    assert (found > without).mean() > 0.3


def test_far_beyond_the_table_of_the_exact_quantile_the_limit_goes_on_smoothly() -> None:
    sizes_ = np.array([1.99e5, 2.01e5])
    near = psi_limit(sizes_, np.full(2, 1e9), np.full(2, 10), alpha=1e-4, slack=0.01)
    assert near[0] == pytest.approx(near[1], rel=0.01)


@sizes(quick=250, long=5_000)
def test_p_values_are_uniform_where_nothing_has_changed(trials: int, notes: Notes) -> None:
    """M11."""
    chance, p = notes.chance(), STARS / STARS.sum()
    tests = {
        "numbers, Kolmogorov": lambda: same_p(chance.normal(size=397), chance.normal(size=311)),
        "stars, chi-square": lambda: same_p(chance.choice(10, 900, p=p) / 2, chance.choice(10, 400, p=p) / 2),
    }
    for name, draw in tests.items():
        found = [draw() for _ in range(trials)]
        uniform = stats.kstest(found, "uniform").pvalue
        notes.check("M11", f"{name}: p of its p-values being uniform", float(uniform), trials=trials, low=0.001)


@sizes(quick=150, long=5_000)
def test_ties_make_kolmogorov_blind_and_are_not_given_to_it(trials: int, notes: Notes) -> None:
    """M11: five stars, slightly moved: the share that is found."""
    chance = notes.chance()
    p, q = np.array([0.05, 0.10, 0.2, 0.35, 0.30]), np.array([0.05, 0.10, 0.28, 0.27, 0.30])
    samples = [(chance.choice(5, 400, p=p), chance.choice(5, 400, p=q)) for _ in range(trials)]
    ours = np.mean([same_p(one, other) < 0.05 for one, other in samples])
    theirs = np.mean([kolmogorov(one, other) < 0.05 for one, other in samples])
    notes.check("M11", "stars moved from 4 to 3: found by chi-square", float(ours), trials=trials, low=0.6)
    notes.check("M11", "fault: the same by Kolmogorov's test", float(theirs), trials=trials, high=0.45)


def kolmogorov(one: np.ndarray, other: np.ndarray) -> float:
    tested: Any = stats.ks_2samp(one, other, method="asymp")
    return tested.pvalue


def test_rare_bins_are_added_up_until_a_test_may_be_made() -> None:
    assert chi2_p(np.array([100, 1, 0, 1]), np.array([100, 0, 1, 1])) > 0.5
    assert chi2_p(np.array([100, 0, 0, 0]), np.array([0, 0, 0, 100])) < 1e-9
    assert chi2_p(np.zeros(3), np.ones(3)) == chi2_p(np.ones(1), np.ones(1)) == same_p(np.empty(0), np.ones(3)) == 1.0
