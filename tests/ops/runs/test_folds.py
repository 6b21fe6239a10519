import numpy as np
import pytest

from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Split
from matinee.lab.evaluation.statistics import paired_t_test
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.runs.bench import Bench, bench
from matinee.ops.runs.folds import FOLD, bench_folds
from matinee.ops.runs.specs import read_specs

MODELS = ("bias", "well_rated")


@pytest.fixture(scope="module")
def folds() -> list[Split]:
    data = checkerboard(people=60).data
    return [make_split(data, "rating", fold=fold) for fold in (1, 2, 3)]


def judged(split: Split, *models: str) -> Bench:
    return bench(split, read_specs(models or MODELS, protocol="rating"), context=FitContext())


@pytest.fixture(scope="module")
def whole(folds: list[Split]) -> Bench:
    return bench_folds(folds, judged)


def test_a_figure_is_the_mean_over_folds_and_each_fold_is_told(folds: list[Split], whole: Bench) -> None:
    for metric in ("rmse", "mae"):
        alone = [judged(split).result.models["bias"].metrics[metric] for split in folds]
        told = [one for one in whole.result.models["bias"].slices if one.kind == FOLD and one.metric == metric]
        assert [one.mean for one in told] == [one.mean for one in alone]
        assert [one.name for one in told] == ["1", "2", "3"]
        mean = whole.result.models["bias"].metrics[metric]
        assert mean.mean == pytest.approx(np.mean([one.mean or 0.0 for one in alone]), rel=1e-5)
        assert mean.low is not None
        assert mean.high is not None
        assert mean.mean is not None
        assert mean.low < mean.mean < mean.high


def test_what_a_person_got_is_over_all_their_ratings_in_all_folds(folds: list[Split], whole: Bench) -> None:
    person = whole.people[0]
    squares, pairs = 0.0, 0
    for split in folds:
        one, task = judged(split), split.final.task
        got = dict(zip(one.people.tolist(), one.result.models["bias"].per_person["rmse"], strict=True))
        if person in got:
            count = int(task.targets.lengths[task.people == person][0])
            squares, pairs = squares + count * float(got[person] or 0.0) ** 2, pairs + count
    assert whole.result.models["bias"].per_person["rmse"][0] == pytest.approx(np.sqrt(squares / pairs), abs=1e-5)


def test_models_are_compared_by_what_people_got_over_all_folds(whole: Bench) -> None:
    (found,) = whole.result.comparisons
    figures = [whole.result.models[name].metrics["rmse"].mean or 9.0 for name in (found.a, found.b)]
    ours, theirs = (np.array(whole.result.models[name].per_person["rmse"], float) for name in (found.a, found.b))
    assert figures[0] < figures[1]
    assert found.p_t == pytest.approx(paired_t_test(ours, theirs))


def test_the_split_is_named_without_a_fold_and_its_test_ratings_are_added_up(folds: list[Split], whole: Bench) -> None:
    facts = whole.result.split
    assert (facts.name, facts.fold) == (folds[0].name.removesuffix("-1"), None)
    assert facts.counts["targets"] == sum(len(split.final.task.targets.titles) for split in folds)
    assert facts.counts["people"] == len(whole.people) == len(np.unique(whole.people))
    assert "3 folds" in whole.result.warnings[0]


def test_a_model_that_fails_in_one_fold_has_failed_and_says_in_which(folds: list[Split]) -> None:
    def one(split: Split) -> Bench:
        made = judged(split)
        if split.about[FOLD] != 2:
            return made
        return Bench(made.result, made.people, {}, {"well_rated": "no luck"}, made.recipe)

    made = bench_folds(folds, one)
    assert made.failures == {"well_rated": "fold 2: no luck"}
    assert made.result.models["well_rated"].failed == "fold 2: no luck"
    assert made.result.models["well_rated"].metrics == {}
    assert made.result.models["bias"].failed is None
