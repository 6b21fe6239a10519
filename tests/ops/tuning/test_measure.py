import pytest

from matinee.domain.errors import UnknownName
from matinee.lab.data.splits.split import Split, Stage
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.lab.models.bias import Bias
from matinee.lab.models.popular import Popular
from matinee.ops.tuning.measure import measure_named, sampled


def test_rankings_are_chosen_by_two_cutoffs_and_ratings_by_their_error() -> None:
    assert measure_named(None, "weak").name == "ndcg@10+ndcg@100"
    assert measure_named(None, "rating").name == "rmse"
    assert (measure_named("mrr", "time").sign, measure_named("mae", "rating").sign) == (1.0, -1.0)


def test_several_metrics_count_by_their_mean(weak: Split) -> None:
    model = Popular().fit(weak.tuning.train)
    overall = evaluate_ranking(model, weak.tuning).overall

    made = measure_named("ndcg@10+recall@20", "weak").of(model, weak.tuning)
    assert made == pytest.approx((overall["ndcg@10"] + overall["recall@20"]) / 2)


@pytest.mark.parametrize(
    ("name", "protocol", "told"),
    [
        ("ndgc@10", "weak", "nothing can be chosen by 'ndgc@10' under the protocol weak"),
        ("ndcg@10+x", "weak", "by 'x'"),
        ("rmse", "weak", "by 'rmse'"),
        ("ndcg@10", "rating", "by 'ndcg@10'"),
        ("rmse+mae", "rating", "by 'rmse.mae'"),
    ],
)
def test_what_nothing_can_be_chosen_by_is_refused(name: str, protocol, told: str) -> None:
    with pytest.raises(UnknownName, match=told):
        measure_named(name, protocol)


def test_a_model_in_training_is_asked_about_the_same_few_people_every_time(weak: Split) -> None:
    task = weak.tuning.task
    few = sampled(task, seed=1, people=20)

    assert len(few) == 20
    assert few.people.tolist() == sampled(task, seed=1, people=20).people.tolist()
    assert few.people.tolist() != sampled(task, seed=2, people=20).people.tolist()
    assert sampled(task, seed=1) is task
    measure = measure_named("mrr", "weak")
    model = Popular().fit(weak.tuning.train)
    assert measure.of(model, Stage(weak.tuning.train, few)) > 0


def test_the_validator_says_higher_is_better_whatever_the_metric(rating: Split) -> None:
    model = Bias().fit(rating.tuning.train)
    measure = measure_named(None, "rating")

    assert measure.validator(rating.tuning, seed=0)(model) == pytest.approx(-measure.of(model, rating.tuning))
