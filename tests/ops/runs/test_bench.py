from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matinee.domain.errors import BadData
from matinee.kit.progress import SILENT, Silent
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Split
from matinee.lab.evaluation.ranking import judge_lists
from matinee.lab.models.popular import Popular
from matinee.ops.runs.bench import Bench, BenchOptions, bench, split_facts, write_lists
from matinee.ops.runs.judge import judge
from matinee.ops.runs.result_files import ResultFile
from matinee.ops.runs.specs import ModelSpec, read_specs
from matinee.ops.runs.tuned import Tuner
from matinee.ops.tuning.tune import TuneOptions, tuner


def run(split: Split, models: Sequence[str], *, tries: int = 0, **options: Any) -> Bench:
    specs = read_specs(models, protocol=split.protocol)
    chooser = choosing(split, tries) if tries else None
    return bench(split, specs, context=FitContext(), options=BenchOptions(**options), tuner=chooser)


def choosing(split: Split, tries: int, *, progress: Silent = SILENT) -> Tuner:
    return tuner(
        split.tuning,
        protocol=split.protocol,
        split=split.fingerprint,
        context=FitContext(),
        options=TuneOptions(trials=tries),
        progress=progress,
    )


@pytest.fixture(scope="module")
def ranked(weak: Split) -> Bench:
    return run(weak, ["popular", "ease:l2=20"])


def test_every_model_has_its_figures_and_costs(ranked: Bench) -> None:
    assert set(ranked.result.models) == {"popular", "ease:l2=20", "popular_recent"}
    ease = ranked.result.models["ease:l2=20"]
    assert (ease.name, ease.family, ease.config["l2"], ease.failed) == ("ease", "linear", 20.0, None)
    assert ease.fit_seconds is not None
    assert ease.predict_seconds is not None
    assert ease.peak_mib is not None
    assert {one.kind for one in ease.slices} >= {"history", "popularity", "genre"}
    assert {"ndcg@10", "recall@20", "coverage@10"} <= set(ease.metrics)


def test_the_checkerboard_is_seen_by_ease_and_not_by_popularity(ranked: Bench) -> None:
    ease, popular = (ranked.result.models[label].metrics["ndcg@10"].mean for label in ("ease:l2=20", "popular"))

    assert ease is not None
    assert popular is not None
    assert ease > 2 * popular
    assert all((one.p_holm or 0.0) < 0.05 for one in ranked.result.comparisons)


def test_what_each_person_got_gives_the_figure_again(ranked: Bench, weak: Split) -> None:
    ease = ranked.result.models["ease:l2=20"]

    assert ranked.result.people == weak.final.task.people.tolist()
    assert np.mean(ease.per_person["ndcg@10"]) == pytest.approx(ease.metrics["ndcg@10"].mean, abs=1e-6)  # type: ignore[arg-type]


def test_anyone_can_judge_the_written_lists_again(ranked: Bench, weak: Split, tmp_path: Path) -> None:
    write_lists(tmp_path / "l.npz", ranked)

    with np.load(tmp_path / "l.npz", allow_pickle=False) as held:
        assert np.array_equal(held["people"], weak.final.task.people)
        lists = held["ease:l2=20"]
    assert lists.shape == (len(weak.final.task), 100)
    again = judge_lists(weak.final.train.titles.positions(lists.ravel()).reshape(lists.shape), weak.final)
    assert again.overall["ndcg@10"] == pytest.approx(ranked.result.models["ease:l2=20"].metrics["ndcg@10"].mean)


def test_a_short_list_ends_in_minus_one(ranked: Bench) -> None:
    assert (ranked.lists["popular"] == -1).any()
    assert (ranked.lists["popular"][:, 0] > 0).all()


def test_ratings_have_no_lists_and_people_without_a_pair_are_not_named(rating: Split) -> None:
    made = run(rating, ["bias", "well_rated"])

    assert made.lists == {}
    assert set(made.result.models) == {"bias", "well_rated"}
    assert len(made.people) == len(made.result.models["bias"].per_person["rmse"])
    assert made.result.split.fold == 1


def test_the_curve_over_the_length_of_histories_is_drawn_when_asked_for() -> None:
    chance = np.random.default_rng(5)
    who, which = np.nonzero(chance.random((50, 120)) < 0.4)
    data = Dataset.from_columns(who, which, np.full(len(who), 5.0, np.float32))

    made = run(make_split(data, "weak"), ["popular_recent"], curve=True)

    curve = made.result.models["popular_recent"].curve
    assert {one.length for one in curve} == {1, 2, 3, 5, 10, 20, None}
    assert {one.metric for one in curve} == {"ndcg@10", "recall@20"}
    assert len({one.people for one in curve}) == 1


def test_the_counts_are_those_of_the_test_part(weak: Split) -> None:
    facts = split_facts(weak)

    assert facts.counts["people"] == len(weak.final.task)
    assert facts.counts["train_events"] == len(weak.final.train.log)
    assert facts.counts["targets"] == len(weak.final.task.targets.titles)
    assert facts.fingerprint == weak.fingerprint


def test_the_same_run_gives_the_same_figures(weak: Split, ranked: Bench) -> None:
    again = run(weak, ["popular", "ease:l2=20"])

    assert without_times(again.result) == without_times(ranked.result)


def without_times(result: ResultFile) -> dict[str, Any]:
    times = ("fit_seconds", "predict_seconds", "fit_processor_seconds", "predict_processor_seconds", "peak_mib")
    taken: dict[str, Any] = dict.fromkeys(times, 0.0)
    models = {label: model.model_copy(update=taken) for label, model in result.models.items()}
    return result.model_copy(update={"models": models}).model_dump()


def fail_to_fit(self: Recommender, *_: object) -> None:
    raise BadData("the fit broke", where="here")


def test_a_model_that_fails_is_told_in_its_row_and_the_others_go_on(
    weak: Split, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Popular, "_fit", fail_to_fit)

    made = run(weak, ["popular", "ease"])

    assert made.failures == {"popular": "here: the fit broke"}
    assert made.result.models["popular"].failed == "here: the fit broke"
    assert made.result.models["popular"].metrics == {}
    assert made.result.models["ease"].metrics
    assert "popular" not in made.lists


def test_where_every_model_fails_the_people_are_still_those_of_the_task(
    weak: Split, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Popular, "_fit", fail_to_fit)

    made = bench(weak, [ModelSpec("popular", "popular", {})], context=FitContext())

    assert set(made.failures) == {"popular"}
    assert len(made.people) == len(weak.final.task)
    assert made.result.comparisons == []


def test_a_model_that_breaks_while_it_is_tuned_is_told_too(weak: Split, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_in_arithmetic(self: Recommender, *_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("matinee.lab.models.popular_recent.PopularRecent._fit", break_in_arithmetic)

    made = run(weak, ["popular_recent"], tries=2)

    assert made.failures["popular_recent"].startswith("while tuning: study 'popular_recent': every trial failed")
    assert made.failures["popular_recent"].endswith("ZeroDivisionError: division by zero")


def test_tuned_settings_are_told_and_can_be_kept_as_a_recipe(weak: Split) -> None:
    made = run(weak, ["ease"], tries=4)

    tuning = made.result.models["ease"].tuning
    assert tuning is not None
    assert (tuning.metric, tuning.tried) == ("ndcg@10+ndcg@100", 4)
    assert made.recipe["ease"] == made.result.models["ease"].config


def test_of_two_settings_of_a_model_the_recipe_keeps_the_better_on_the_tuning_part(weak: Split) -> None:
    made = run(weak, ["item_knn:neighbours=20", "item_knn:neighbours=1"], tries=1)

    values = {label: model.tuning.value for label, model in made.result.models.items() if model.tuning}
    assert values["item_knn:neighbours=20"] != values["item_knn:neighbours=1"]
    best = max(("item_knn:neighbours=20", "item_knn:neighbours=1"), key=lambda label: values[label] or 0.0)
    assert made.recipe["item_knn"] == made.result.models[best].config


def test_a_split_that_leaks_is_refused(weak: Split) -> None:
    leaking = replace(weak, tuning=weak.final)

    with pytest.raises(BadData, match="the split leaks"):
        run(leaking, ["popular"])


def test_the_lint_accuses_no_honest_model(weak: Split) -> None:
    assert run(weak, ["popular", "ease:l2=20"], lint=True).result.warnings == []


def test_the_lint_accuses_a_model_that_knows_the_answers(weak: Split, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = weak.final.task.targets.matrix().toarray()

    def knowing(self: Popular, histories: Histories) -> np.ndarray:
        return answers if len(histories) == len(answers) else np.zeros((len(histories), histories.n_titles), np.float32)

    monkeypatch.setattr(Popular, "_scores", knowing)

    warnings = run(weak, ["popular"], lint=True).result.warnings
    assert any("shuffled labels" in warning for warning in warnings)


class Finished(Silent):
    """Which pieces of work are done."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.done: list[str] = []

    def start(self, label: str, total: float | None) -> None:
        self.open.append(label)

    def finish(self) -> None:
        self.done.append(self.open.pop())


class Untouchable:
    """Stands where the final stage stands, and writes down what was done before it was first looked at."""

    def __init__(self, progress: Finished) -> None:
        self.progress = progress
        self.done_before: list[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self.done_before is None:
            self.done_before = list(self.progress.done)
        raise LookupError(f"'{name}' of the test part was looked at")


def test_nothing_of_the_test_part_is_looked_at_before_all_settings_are_chosen(weak: Split) -> None:
    progress = Finished()
    spy = Untouchable(progress)
    specs = read_specs(["ease", "item_knn"], protocol="weak")

    with pytest.raises(LookupError):
        bench(
            replace(weak, final=spy),  # type: ignore[arg-type]
            specs,
            context=FitContext(),
            tuner=choosing(weak, 2, progress=progress),
            progress=progress,
        )

    assert spy.done_before is not None
    assert {"tuning ease", "tuning item_knn", "tuning popular_recent"} <= set(spy.done_before)


def test_a_lesson_that_knows_the_test_is_caught_before_a_blend_learns_from_it(weak: Split) -> None:
    leaking = replace(weak, tuning=weak.final)

    with pytest.raises(BadData, match="the split leaks"):
        run(leaking, ["weighted"])


def test_weights_of_a_blend_come_from_the_tuning_part_and_never_from_the_test(weak: Split) -> None:
    """With other answers in the test every figure changes and no list does."""
    task = weak.final.task
    turned = replace(task, targets=task.targets.rows(np.arange(len(task))[::-1]))
    other = replace(weak, final=replace(weak.final, task=turned))
    specs = read_specs(["weighted"], protocol="weak")
    made, again = (judged_lists(split, specs[0]) for split in (weak, other))

    assert np.array_equal(made, again)


def judged_lists(split: Split, spec: ModelSpec) -> np.ndarray:
    context = FitContext(lesson=split.tuning)
    lists = judge(spec, split.final, protocol="weak", context=context).lists
    assert lists is not None
    return lists


def test_a_blend_and_its_members_are_fitted_once_and_each_tells_its_whole_cost(strong: Split) -> None:
    made = run(strong, ["ease", "item_knn", "weighted"]).result.models
    ease, blend = made["ease"].fit_seconds, made["weighted"].fit_seconds

    assert ease is not None
    assert blend is not None
    assert blend > ease
