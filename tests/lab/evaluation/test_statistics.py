"""Intervals and tests: against scipy and statsmodels, by hand, and by simulation with a stated band of luck."""

import itertools
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from matinee.domain.errors import BadInput
from matinee.lab.evaluation import statistics as room
from matinee.lab.evaluation.statistics import (
    Interval,
    bootstrap_interval,
    bootstrap_intervals,
    holm,
    paired_t_test,
    pooled_interval,
    randomisation_test,
    relative_interval,
    smallest_detectable_effect,
)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from statsmodels.stats.multitest import multipletests
    from statsmodels.stats.power import TTestPower


def like_ndcg(chance: np.random.Generator, size: tuple[int, ...]) -> np.ndarray:
    """Mostly zeros, else skewed between 0 and 1, as figures of single people are."""
    return np.where(chance.random(size) < 0.5, 0.0, chance.beta(1.5, 4.0, size))


def luck(rate: float, trials: int) -> tuple[float, float]:
    """The range that holds 99.9 % of the shares seen in so many trials of a true rate."""
    low, high = stats.binom.interval(0.999, trials, rate)
    return low / trials, high / trials


@pytest.mark.parametrize("method", ["bca", "percentile"])
def test_the_bootstrap_agrees_with_scipys(method: str) -> None:
    values = like_ndcg(np.random.default_rng(0), (400,)) ** 2
    ours = bootstrap_interval(values, resamples=20_000, method=method)  # pyright: ignore[reportArgumentType]
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method=method, rng=np.random.default_rng(1)
    ).confidence_interval
    width = theirs.high - theirs.low
    assert ours.mean == pytest.approx(values.mean())
    assert ours.low == pytest.approx(theirs.low, abs=0.03 * width)
    assert ours.high == pytest.approx(theirs.high, abs=0.03 * width)


def test_the_corrected_interval_is_efrons_formula_with_an_explicit_jackknife() -> None:
    values = np.random.default_rng(11).exponential(size=25) ** 2
    drawn = np.concatenate(list(room._drawn_people(25, 4_000, 0)))
    means = drawn @ values / 25
    left_out = np.array([np.delete(values, index).mean() for index in range(25)])
    pull = left_out.mean() - left_out
    acceleration = (pull**3).sum() / (6 * (pull**2).sum() ** 1.5)
    bias = stats.norm.ppf((means < values.mean()).mean())
    assert abs(bias) > 0.02
    ends = []
    for tail in (0.025, 0.975):
        z = stats.norm.ppf(tail)
        ends.append(np.quantile(means, stats.norm.cdf(bias + (bias + z) / (1 - acceleration * (bias + z)))))
    found = bootstrap_interval(values, resamples=4_000)
    assert (found.low, found.high) == pytest.approx(tuple(ends))


def test_skew_moves_the_corrected_interval_and_not_the_plain_one() -> None:
    values = np.random.default_rng(1).exponential(size=40) ** 2
    plain, corrected = (bootstrap_interval(values, method=way) for way in ("percentile", "bca"))
    assert corrected.high > plain.high
    assert corrected.low > plain.low


def test_the_interval_holds_the_true_mean_as_often_as_it_says() -> None:
    chance = np.random.default_rng(2)
    truth = 0.5 * 1.5 / 5.5
    held = 0
    for _ in range(600):
        interval = bootstrap_interval(like_ndcg(chance, (300,)), resamples=500)
        held += interval.low <= truth <= interval.high
    low, high = luck(0.95, 600)
    assert low <= held / 600 <= high


def test_together_or_alone_a_metric_gets_the_same_interval_and_another_seed_another() -> None:
    table = {name: like_ndcg(np.random.default_rng(index), (50,)) for index, name in enumerate("abc")}
    together = bootstrap_intervals(table)
    for name, values in table.items():
        alone = bootstrap_interval(values)
        assert (alone.low, alone.high) == pytest.approx((together[name].low, together[name].high), rel=1e-12)
    assert bootstrap_interval(table["a"], seed=1) != bootstrap_interval(table["a"])
    assert bootstrap_intervals({}) == {}


def test_drawing_in_pieces_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    values = like_ndcg(np.random.default_rng(3), (50,))
    whole = bootstrap_interval(values), randomisation_test(values, values[::-1] + 0.01)
    monkeypatch.setattr(room, "CELLS", 160)
    pieces = bootstrap_interval(values)
    assert (pieces.low, pieces.high) == pytest.approx((whole[0].low, whole[0].high), rel=1e-9)
    assert randomisation_test(values, values[::-1] + 0.01) == pytest.approx(whole[1], abs=0.02)


@pytest.mark.parametrize("values", [[0.25], [0.25, 0.25, 0.25]])
def test_without_spread_the_interval_is_a_point(values: list[float]) -> None:
    assert bootstrap_interval(np.array(values)) == Interval(0.25, 0.25, 0.25)


def test_a_pooled_figure_is_drawn_by_person_and_not_by_pair() -> None:
    """People whose errors go together make the figure less sure than so many pairs alone would."""
    chance = np.random.default_rng(4)
    counts = np.full(200, 50.0)
    own = chance.normal(size=200) ** 2
    found = pooled_interval(own * counts, counts)
    assert found.mean == pytest.approx(own.mean())
    standard_error = own.std() / np.sqrt(200)
    assert found.high - found.low == pytest.approx(2 * 1.96 * standard_error, rel=0.15)


def test_the_root_of_a_pooled_figure_has_the_roots_of_its_ends() -> None:
    sums, counts = np.array([8.0, 2.0, 9.0, 1.0]), np.array([2.0, 2.0, 1.0, 1.0])
    plain, rooted = pooled_interval(sums, counts), pooled_interval(sums, counts, root=True)
    assert plain.mean == pytest.approx(20 / 6)
    assert (rooted.mean, rooted.low, rooted.high) == pytest.approx(tuple(np.sqrt([plain.mean, plain.low, plain.high])))
    with pytest.raises(BadInput, match="nothing to be averaged"):
        pooled_interval(np.ones(2), np.array([1.0, 0.0]))


def test_a_pooled_figure_of_parts_is_the_mean_of_the_figures_of_each() -> None:
    chance = np.random.default_rng(5)
    counts = chance.integers(0, 9, size=(150, 3)) + (np.arange(3) == 1)
    sums = counts * chance.gamma(2.0, size=counts.shape)
    alone = [np.sqrt(sums[:, part].sum() / counts[:, part].sum()) for part in range(3)]
    found = pooled_interval(sums, counts, root=True)
    assert found.mean == pytest.approx(np.mean(alone))
    assert found.low < found.mean < found.high
    one = pooled_interval(sums[:, [1]], counts[:, [1]], root=True)
    assert one == pooled_interval(sums[:, 1], counts[:, 1], root=True)


def test_a_relative_interval_is_that_of_the_pooled_figure_and_takes_people_without_a_base() -> None:
    chance = np.random.default_rng(6)
    base, differences = chance.gamma(2.0, size=200), chance.normal(0.1, 1.0, 200)
    found, pooled = relative_interval(differences, base), pooled_interval(differences, base)
    assert (found.mean, found.low, found.high) == pytest.approx((pooled.mean, pooled.low, pooled.high))
    base[:100] = 0.0
    assert relative_interval(differences, base).mean == pytest.approx(differences.sum() / base.sum())
    with pytest.raises(BadInput, match="lift over nothing"):
        relative_interval(differences, np.zeros(200))


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-1, 1, width=32), st.floats(-1, 1, width=32)), min_size=2, max_size=40))
def test_the_t_test_is_scipys(pairs: list[tuple[float, float]]) -> None:
    first, second = np.array(pairs, dtype=np.float64).T
    differences = first - second
    if differences.std() < 1e-6 * max(np.abs(differences).max(), 1e-9):
        return
    for alternative in ("two-sided", "greater"):
        theirs = stats.ttest_rel(first, second, alternative=alternative).pvalue
        assert paired_t_test(first, second, alternative=alternative) == pytest.approx(theirs, rel=1e-6, abs=1e-12)


def test_where_nobody_differs_nothing_is_shown_and_where_all_differ_alike_everything_is() -> None:
    same = np.array([0.2, 0.4, 0.6])
    for test in (paired_t_test, randomisation_test):
        assert test(same, same) == 1.0
        assert test(same, same, alternative="greater") == 1.0
    assert paired_t_test(same + 0.5, same) == 0.0
    assert paired_t_test(same + 0.5, same, alternative="greater") == 0.0
    assert paired_t_test(same, same + 0.5, alternative="greater") == 1.0


def test_the_randomisation_test_of_few_people_counts_every_swap() -> None:
    differences = np.array([0.3, -0.1, 0.25, 0.0, 0.4, 0.05])
    zeros = np.zeros(6)
    sums = [float(np.dot(signs, differences)) for signs in itertools.product([1, -1], repeat=6)]
    seen = differences.sum()
    assert randomisation_test(differences, zeros) == pytest.approx(np.mean([abs(x) >= seen - 1e-12 for x in sums]))
    one_sided = randomisation_test(differences, zeros, alternative="greater")
    assert one_sided == pytest.approx(np.mean([x >= seen - 1e-12 for x in sums]))


def test_the_randomisation_test_of_many_people_agrees_with_scipys() -> None:
    chance = np.random.default_rng(5)
    first, second = like_ndcg(chance, (300,)) + 0.012, like_ndcg(chance, (300,))
    theirs = stats.permutation_test(
        (first, second), lambda a, b, axis: np.mean(a - b, axis=axis), permutation_type="samples",
        vectorized=True, n_resamples=20_000, rng=np.random.default_rng(6),
    ).pvalue  # fmt: skip
    assert 0.05 < theirs < 0.95
    assert randomisation_test(first, second) == pytest.approx(theirs, abs=0.025)
    assert randomisation_test(first, second) == randomisation_test(first, second)


def test_a_random_p_value_is_never_zero() -> None:
    values = np.random.default_rng(7).random(200)
    assert randomisation_test(values + 1.0, values) == pytest.approx(1 / 10_001)


@pytest.mark.parametrize("test", [paired_t_test, randomisation_test])
def test_equal_models_are_called_different_as_rarely_as_promised(test) -> None:
    trials, people = 1_500, 250
    chance = np.random.default_rng(8)
    settings_of = {"flips": 999} if test is randomisation_test else {}
    false_alarms = 0
    for _ in range(trials):
        one, other = like_ndcg(chance, (2, people))
        false_alarms += test(one, other, **settings_of) < 0.05
    low, high = luck(0.05, trials)
    assert low <= false_alarms / trials <= high


@settings(deadline=None, max_examples=8)  # statsmodels takes its time
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holms_adjustment_is_that_of_statsmodels(p_values: list[float]) -> None:
    assert holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1], abs=1e-12)


def test_holm_of_nothing_is_nothing() -> None:
    assert holm([]).tolist() == []


@pytest.mark.parametrize(("alternative", "theirs"), [("two-sided", "two-sided"), ("greater", "larger")])
@pytest.mark.parametrize("people", [5, 60, 2_000])
def test_the_smallest_detectable_effect_is_that_of_statsmodels(alternative: str, theirs: str, people: int) -> None:
    differences = np.random.default_rng(9).normal(size=people)
    ours = smallest_detectable_effect(differences, alternative=alternative)  # pyright: ignore[reportArgumentType]
    standard = TTestPower().solve_power(nobs=people, alpha=0.05, power=0.8, alternative=theirs)
    assert ours == pytest.approx(standard * differences.std(ddof=1), rel=1e-3)


def test_an_effect_of_the_smallest_detectable_size_is_found_in_four_of_five_trials() -> None:
    chance = np.random.default_rng(10)
    trials, people = 1_000, 100
    known_spread = np.tile([-1.0, 1.0], people // 2) * np.sqrt(1 - 1 / people)
    effect = smallest_detectable_effect(known_spread)
    found = sum(paired_t_test(chance.normal(effect, size=people), np.zeros(people)) < 0.05 for _ in range(trials))
    low, high = luck(0.8, trials)
    assert low <= found / trials <= high


def test_without_spread_any_effect_is_detectable() -> None:
    assert smallest_detectable_effect(np.zeros(5)) == 0.0


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ([1.0, 2.0], [1.0], "2 people on one side and 1 on the other"),
        ([1.0], [2.0], "one person proves nothing"),
        ([1.0, np.nan], [1.0, 1.0], "one finite number a person"),
        ([], [], "one finite number a person"),
    ],
)
def test_what_cannot_be_compared_is_refused(first: list[float], second: list[float], what: str) -> None:
    for test in (paired_t_test, randomisation_test):
        with pytest.raises(BadInput, match=what):
            test(np.array(first), np.array(second))
