import numpy as np
import pytest

from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.lab.evaluation.statistics import holm, paired_t_test
from matinee.ops.runs.bench import bench
from matinee.ops.runs.best import BEST, LEVEL, against_the_best, best_of, in_order, marks_of, ordered
from matinee.ops.runs.judge import Judged, judge
from matinee.ops.runs.specs import read_specs


@pytest.fixture(scope="module")
def judged(weak: Split) -> dict[str, Judged]:
    specs = read_specs(["popular", "ease:l2=20", "ease:l2=21"], protocol="weak")
    return {spec.label: judge(spec, weak.final, protocol="weak", context=FitContext()) for spec in specs}


def test_the_best_has_the_highest_ndcg_or_the_lowest_error() -> None:
    assert best_of({"a": 0.1, "b": 0.3}, "ndcg@10") == "b"
    assert best_of({"a": 0.1, "b": 0.3}, "rmse") == "a"
    assert ordered({"a": 0.1, "b": 0.3, "c": 0.2}, "ndcg@10") == ["b", "c", "a"]
    assert ordered({"a": 0.1, "b": 0.3, "c": 0.2}, "mae") == ["a", "c", "b"]


def test_every_model_is_compared_with_the_best_for_the_same_people(weak: Split, judged: dict[str, Judged]) -> None:
    found = against_the_best(judged, weak, weak.final.task.people)
    best = found[0].a

    assert {one.b for one in found} == set(judged) - {best}
    for one in found:
        ours, theirs = judged[best].per_person["ndcg@10"], judged[one.b].per_person["ndcg@10"]
        assert one.difference == pytest.approx(float(np.mean(ours.astype(float) - theirs)))
        assert one.p_t == pytest.approx(paired_t_test(ours, theirs))


def test_p_values_are_adjusted_for_the_number_of_models(weak: Split, judged: dict[str, Judged]) -> None:
    found = against_the_best(judged, weak, weak.final.task.people)

    assert [one.p_holm for one in found] == pytest.approx(list(holm([one.p_t or 0.0 for one in found])))


def test_a_model_alone_is_compared_with_nothing(weak: Split, judged: dict[str, Judged]) -> None:
    assert against_the_best({"popular": judged["popular"]}, weak, weak.final.task.people) == []


def test_only_models_that_are_not_shown_to_differ_are_level_with_the_best(weak: Split) -> None:
    result = bench(weak, read_specs(["popular", "ease:l2=20", "ease:l2=21"], protocol="weak"), context=FitContext())
    marks = marks_of(result.result)

    assert sorted(marks.values()) == sorted([BEST, LEVEL, "", ""])
    assert marks["popular"] == ""
    assert marks[in_order(result.result)[0]] == BEST


def test_where_every_model_failed_there_is_no_best(weak: Split) -> None:
    result = bench(weak, read_specs(["ease"], protocol="weak"), context=FitContext()).result

    assert marks_of(result.model_copy(update={"models": {}})) == {}
