"""Two models on the same people."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from matinee.domain.errors import BadInput, UnknownName
from matinee.lab.evaluation.comparisons import Scored, asked_together, compare

CHANCE = np.random.default_rng(0)
PEOPLE = np.arange(400)
BASE = CHANCE.beta(1.0, 3.0, size=400)
NOISE = CHANCE.normal(0.0, 0.1, size=400)


def scored(label: str = "ease", /, **values: np.ndarray) -> Scored:
    return Scored(label, "split-1", PEOPLE, {name.replace("_at_", "@"): held for name, held in values.items()})


def test_a_real_difference_is_shown_with_its_interval_and_in_words() -> None:
    found = compare(scored(ndcg_at_10=BASE + NOISE + 0.03), scored("popular", ndcg_at_10=BASE)).metrics[0]
    difference = NOISE + 0.03
    assert found.difference.mean == pytest.approx(difference.mean())
    assert found.difference.low < difference.mean() < found.difference.high
    assert found.relative == pytest.approx(difference.mean() / BASE.mean())
    assert found.p_t == pytest.approx(np.asarray(stats.ttest_1samp(difference, 0.0))[1])
    assert found.p_randomisation < 0.001
    assert found.verdict == f"ease is better than popular by {difference.mean():.4f}"


def test_the_order_of_the_two_changes_the_sign_and_not_the_verdict() -> None:
    one, other = scored(ndcg_at_10=BASE + NOISE + 0.03), scored("popular", ndcg_at_10=BASE)
    there, back = compare(one, other).metrics[0], compare(other, one).metrics[0]
    assert back.difference.mean == pytest.approx(-there.difference.mean)
    assert back.verdict == there.verdict


def test_of_errors_the_lower_is_better() -> None:
    found = compare(scored(rmse=BASE + 0.1 + NOISE), scored("bias", rmse=BASE)).metrics[0]
    assert found.difference.mean > 0
    assert found.verdict.startswith("bias is better than ease")


def test_what_only_describes_is_called_higher_and_not_better() -> None:
    found = compare(scored(novelty_at_10=BASE + 0.1 + NOISE), scored("popular", novelty_at_10=BASE)).metrics[0]
    assert found.verdict.startswith("ease is higher than popular")


def test_where_nothing_is_shown_the_verdict_says_what_could_have_been_missed() -> None:
    found = compare(scored(ndcg_at_10=BASE + NOISE - NOISE.mean()), scored("popular", ndcg_at_10=BASE)).metrics[0]
    assert found.p_holm > 0.05
    assert (
        found.verdict
        == f"no difference shown; one smaller than {found.smallest_detectable:.4f} could well have been missed"
    )
    assert 0.01 < found.smallest_detectable < 0.02


def test_equal_results_are_called_equal() -> None:
    found = compare(scored(ndcg_at_10=BASE), scored("twin", ndcg_at_10=BASE.copy())).metrics[0]
    assert found.verdict == "ease and twin are equal for every person"
    assert (found.p_t, found.p_randomisation, found.p_holm, found.smallest_detectable) == (1.0, 1.0, 1.0, 0.0)


def test_asking_more_metrics_asks_more_of_each() -> None:
    better = {f"m{index}": BASE + CHANCE.normal(0.009, 0.1, size=400) for index in range(8)}
    plain = dict.fromkeys(better, BASE)
    alone = compare(scored("a", **better), scored("b", **plain), metrics=["m3"]).metrics[0]
    among = {row.metric: row for row in compare(scored("a", **better), scored("b", **plain)).metrics}
    assert len(among) == 8
    assert alone.p_holm == alone.p_t
    assert among["m3"].p_t == alone.p_t
    assert among["m3"].p_holm > alone.p_holm


def test_people_in_another_order_are_matched_by_their_id() -> None:
    order = np.random.default_rng(1).permutation(400)
    mixed = replace(scored("popular", mrr=BASE[order]), people=PEOPLE[order])
    assert compare(scored(mrr=BASE), mixed).metrics[0].verdict.endswith("equal for every person")


def test_a_mean_of_zero_has_no_relative_difference() -> None:
    found = compare(scored(mrr=BASE), scored("nothing", mrr=np.zeros(400))).metrics[0]
    assert found.relative == 0.0


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (replace(scored("b", mrr=BASE), split="split-2"), "different splits"),
        (replace(scored("b", mrr=BASE), people=PEOPLE + 1), "2 people were judged for one of the two only"),
        (replace(scored("b", mrr=BASE), people=PEOPLE // 2), "stands in a result twice"),
        (scored("b", mrr=BASE[:-1]), "399 values for 400 people"),
        (scored("b", mrr=np.where(PEOPLE == 3, np.nan, BASE)), "not a finite number"),
        (scored("b", rmse=BASE), "no metric in common"),
    ],
)
def test_what_is_not_comparable_is_refused_with_the_reason(other: Scored, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        compare(scored(mrr=BASE), other)


def test_a_metric_that_one_lacks_cannot_be_asked_for() -> None:
    with pytest.raises(UnknownName, match="'rmse' is not a metric of both"):
        compare(scored(mrr=BASE), scored("b", mrr=BASE), metrics=["rmse"])


def test_comparisons_asked_together_are_adjusted_together_and_their_verdicts_follow() -> None:
    slight = NOISE - NOISE.mean() + 2.3 * NOISE.std() / 20.0
    alone = compare(scored("a", mrr=BASE + slight), scored("b", mrr=BASE))
    others = [compare(scored("c", mrr=BASE), scored("d", mrr=BASE)) for _ in range(9)]

    together = asked_together([alone, *others])

    assert alone.metrics[0].verdict.startswith("a is better than b")
    assert together[0].metrics[0].p_holm == pytest.approx(10 * alone.metrics[0].p_t)
    assert together[0].metrics[0].verdict.startswith("no difference shown")
    assert together[1].metrics[0].verdict == "c and d are equal for every person"
