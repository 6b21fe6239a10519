import numpy as np
import pytest

from matinee.domain.errors import BadConfig
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.ops.runs.judge import judge, main_metric, value_of
from matinee.ops.runs.specs import ModelSpec

EASE = ModelSpec("ease", "ease", {"l2": 20.0})
BIAS = ModelSpec("bias", "bias", {})


def test_a_ranking_is_judged_as_the_referee_judges_it(weak: Split) -> None:
    judged = judge(EASE, weak.final, protocol="weak", context=FitContext())
    alone = evaluate_ranking(EASE.make().fit(weak.final.train), weak.final)

    mean, low, high = judged.figures["ndcg@10"]
    assert mean == pytest.approx(alone.overall["ndcg@10"])
    assert low is not None
    assert high is not None
    assert low < mean < high
    assert judged.lists is not None
    assert np.array_equal(judged.lists, alone.lists)
    assert judged.config["l2"] == 20.0
    assert judged.report.seconds > 0


def test_coverage_has_no_interval_since_nobody_has_a_coverage(weak: Split) -> None:
    judged = judge(EASE, weak.final, protocol="weak", context=FitContext())

    assert judged.figures["coverage@10"][1:] == (None, None)


def test_slices_come_with_a_ranking_and_the_curve_only_when_asked_for(weak: Split) -> None:
    without = judge(EASE, weak.final, protocol="weak", context=FitContext())
    with_curve = judge(EASE, weak.final, protocol="weak", context=FitContext(), curve=True)

    assert {one.kind for one in without.slices} == {"history", "popularity", "genre", "decade"}
    assert without.curve == ()
    assert {one.metric for one in with_curve.curve} <= {"ndcg@10", "recall@20"}


def test_ratings_are_judged_by_their_error(rating: Split) -> None:
    judged = judge(BIAS, rating.final, protocol="rating", context=FitContext())

    assert set(judged.figures) == {"rmse", "mae"}
    assert judged.lists is None
    assert judged.rows is not None
    assert len(judged.rows) == len(judged.per_person["rmse"])


def test_a_model_that_only_ranks_cannot_be_judged_on_ratings(rating: Split) -> None:
    with pytest.raises(BadConfig, match="'ease' does not predict ratings"):
        judge(EASE, rating.final, protocol="rating", context=FitContext())


def test_the_value_for_tuning_is_the_main_metric(weak: Split, rating: Split) -> None:
    ranked = judge(EASE, weak.final, protocol="weak", context=FitContext())
    rated = judge(BIAS, rating.final, protocol="rating", context=FitContext())

    assert value_of(EASE, weak.final, protocol="weak", context=FitContext()) == pytest.approx(
        ranked.figures[main_metric("weak")][0]
    )
    assert value_of(BIAS, rating.final, protocol="rating", context=FitContext()) == pytest.approx(
        rated.figures[main_metric("rating")][0]
    )
