import numpy as np
import pytest

from matinee.domain.errors import BadInput
from matinee.lab.trials.samples import cap_of, capped, mean_of, ratio_of


def test_a_mean_has_the_spread_of_people() -> None:
    sample = mean_of(np.array([1.0, 2.0, 3.0, 6.0]))
    assert (sample.n, sample.mean) == (4, 3.0)
    assert sample.variance == pytest.approx(14 / 3)
    assert sample.error == pytest.approx(np.sqrt(14 / 12))


def test_a_ratio_is_of_sums_and_spreads_as_the_bootstrap_over_people_says() -> None:
    chance = np.random.default_rng(2)
    shown = 1 + chance.poisson(8, 800)
    clicks = chance.binomial(shown, chance.beta(1, 4, 800))
    sample = ratio_of(clicks, shown)
    assert sample.mean == pytest.approx(clicks.sum() / shown.sum())
    drawn = chance.integers(0, 800, (4_000, 800))
    again = clicks[drawn].sum(axis=1) / shown[drawn].sum(axis=1)
    assert sample.error == pytest.approx(again.std(), rel=0.06)
    over_events = np.sqrt(sample.mean * (1 - sample.mean) / shown.sum())
    assert sample.error > 1.3 * over_events


def test_many_arms_at_once_are_each_as_alone() -> None:
    values = np.random.default_rng(3).gamma(2.0, size=(3, 30))
    together = mean_of(values)
    assert np.asarray(together.variance)[1] == pytest.approx(mean_of(values[1]).variance)
    ratios = ratio_of(values, values + 1)
    assert np.asarray(ratios.variance)[2] == pytest.approx(ratio_of(values[2], values[2] + 1).variance)


def test_what_is_above_the_cap_counts_as_the_cap() -> None:
    values = np.arange(101.0)
    assert cap_of(values, 0.9) == pytest.approx(90.0)
    assert capped(values, 90.0).max() == 90.0
    assert capped(values, 90.0)[:90].tolist() == values[:90].tolist()


@pytest.mark.parametrize(
    ("wrong", "what"),
    [(np.array([1.0]), "two people"), (np.array([1.0, np.nan]), "not a number"), (np.float64(3), "two people")],
)
def test_arms_that_say_nothing_are_refused(wrong, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        mean_of(wrong)


def test_of_few_people_the_cap_is_lower_so_that_ten_reach_it() -> None:
    values = np.arange(200.0)
    assert (capped(values, cap_of(values, 0.99)) == cap_of(values, 0.99)).sum() == 10
    assert cap_of(np.arange(2_000.0), 0.99) == np.quantile(np.arange(2_000.0), 0.99)
    assert cap_of(np.arange(20.0), 0.99) == np.quantile(np.arange(20.0), 0.9)


def test_ratios_without_anything_below_or_of_other_people_are_refused() -> None:
    with pytest.raises(BadInput, match="denominator above 0"):
        ratio_of(np.ones(3), np.zeros(3))
    with pytest.raises(BadInput, match="numerators"):
        ratio_of(np.ones(3), np.ones(4))
    with pytest.raises(BadInput, match="quantile"):
        cap_of(np.ones(3), 0.3)
