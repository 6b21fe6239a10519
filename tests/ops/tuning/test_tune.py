import math
import time
from dataclasses import replace
from pathlib import Path

import pytest

from matinee.domain.errors import BadConfig, BadInput, MatineeError, OutOfTime
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.tuning.measure import measure_named
from matinee.ops.tuning.search import Problem
from matinee.ops.tuning.tune import Studied, TuneOptions, tune, tuner
from tests.ops.tuning.stepwise import STEPWISE, Stepwise

EASE = ModelSpec("ease", "ease", {"l2": 123.0})
EASE_GRID = (100.0, 200.0, 300.0, 500.0, 700.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0, 32000.0)
IALS = ModelSpec("ials", "ials", {"factors": 4})


def tuned(spec: ModelSpec, split: Split, *, seed: int = 0, context: FitContext | None = None, **options) -> Studied:
    problem = Problem(spec, split.tuning, split.protocol, split.fingerprint, seed)
    return tune(problem, context=context or FitContext(seed=seed), options=TuneOptions(**options))


def tried(found: Studied) -> list[dict]:
    return [dict(record.report.settings) for record in found.trials]


def test_the_settings_the_model_came_with_are_tried_first(weak: Split) -> None:
    assert tried(tuned(EASE, weak, trials=1)) == [{"l2": 123.0}]


def test_a_space_no_larger_than_the_trials_is_tried_whole_and_once(weak: Split) -> None:
    found = tuned(EASE, weak, trials=40)

    assert [one["l2"] for one in tried(found)] == [123.0, *EASE_GRID]
    assert found.of == 12


def test_the_best_of_what_was_tried_is_chosen(weak: Split) -> None:
    found = tuned(EASE, weak, trials=40)

    measure = measure_named(None, "weak")
    values = [measure.of(EASE.with_settings(one).make().fit(weak.tuning.train), weak.tuning) for one in tried(found)]
    assert [found.shown(record) for record in found.trials] == pytest.approx(values)
    assert found.spec.settings == tried(found)[values.index(max(values))]
    assert [record.value for record in found.ranked] == sorted(values, reverse=True)


def test_of_errors_the_lowest_is_chosen_and_shown_as_it_is(rating: Split) -> None:
    found = tuned(ModelSpec("bias", "bias", {}), rating, trials=6)

    shown = [found.shown(record) for record in found.trials]
    assert found.metric == "rmse"
    assert 0 < (found.shown(found.best) or 0.0) == min(value for value in shown if value is not None)


def test_nothing_is_tried_twice_where_much_is_left(weak: Split) -> None:
    found = tuned(ModelSpec("item_knn", "item_knn", {}), weak, trials=12)

    distinct = {str(sorted(one.items())) for one in tried(found)}
    assert len(distinct) == len(found.trials) == 12


def test_the_same_seed_searches_alike_and_another_does_not(weak: Split) -> None:
    first, again, other = (tuned(STEPWISE, weak, seed=seed, trials=8) for seed in (1, 1, 2))

    assert tried(first) == tried(again)
    assert tried(first) != tried(other)
    assert first.of == math.inf


def test_one_can_choose_by_another_metric(weak: Split) -> None:
    assert tuned(EASE, weak, trials=2, metric="recall@20").metric == "recall@20"


def test_a_model_that_stops_by_itself_leaves_the_number_of_its_best_epoch(weak: Split) -> None:
    found = tuned(STEPWISE, weak, trials=3)

    first = found.trials[0].report
    validation = dict(first.curves["validation"])
    assert first.epochs == max(validation, key=lambda step: (validation[step], -step))
    assert first.epochs is not None
    assert first.epochs < max(validation)
    assert first.settings["epochs"] == first.epochs
    assert first.settings["patience"] is None


def test_a_final_fit_with_these_settings_is_as_good_without_anybody_to_tell_it_when_to_stop(weak: Split) -> None:
    found = tuned(STEPWISE, weak, trials=1)

    final = found.spec.make().fit(weak.tuning.train)
    assert measure_named(None, "weak").of(final, weak.tuning) == pytest.approx(found.best.value)


def test_a_fit_that_falls_behind_the_others_is_given_up(weak: Split) -> None:
    found = tuned(STEPWISE, weak, trials=30)

    hopeless = [record for record in found.trials if record.state == "pruned"]
    assert hopeless
    assert all(record.report.curves["validation"] for record in hopeless)
    assert found.best.state == "complete"


def test_a_trial_that_crashes_does_not_take_the_study_with_it(weak: Split, monkeypatch: pytest.MonkeyPatch) -> None:
    learn = Stepwise._fit

    def break_sometimes(self: Stepwise, data, context) -> None:
        if self.config.turn != 4:
            raise MemoryError("no room")
        learn(self, data, context)

    monkeypatch.setattr(Stepwise, "_fit", break_sometimes)

    found = tuned(STEPWISE, weak, trials=6)

    failed = [record for record in found.trials if record.state == "failed"]
    assert {record.report.error for record in failed} == {"MemoryError: no room"}
    assert len(found.trials) == 6


def test_a_model_that_always_crashes_is_given_up_and_told(weak: Split, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def break_always(self: Recommender, *_: object) -> None:
        calls.append(1)
        raise MemoryError("no room")

    monkeypatch.setattr(Stepwise, "_fit", break_always)

    with pytest.raises(MatineeError, match="every trial failed, the first with: MemoryError: no room"):
        tuned(STEPWISE, weak, trials=40)
    assert len(calls) == 5


def test_time_ends_a_study_and_what_was_cut_off_is_tried_again(weak: Split, tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    tuned(IALS, weak, trials=2, study="s", path=path)
    before = time.monotonic()

    found = tuned(IALS, weak, trials=1_000, study="s", path=path, timeout=0.5)

    assert time.monotonic() - before < 60
    assert 2 <= len(found.trials) < 1_000
    again = tuned(IALS, weak, trials=len(found.trials) + 1, study="s", path=path)
    assert tried(again)[:-1] == tried(found)


def test_without_time_for_one_trial_that_is_said(weak: Split) -> None:
    with pytest.raises(OutOfTime, match="no trial was finished"):
        tuned(EASE, weak, trials=3, context=FitContext(deadline=time.monotonic() - 1))


def test_a_study_on_disk_goes_on_and_tries_what_it_would_have_tried(weak: Split, tmp_path: Path) -> None:
    whole = tuned(STEPWISE, weak, trials=9, study="whole", path=tmp_path / "whole.db")
    for trials in (4, 9):
        parted = tuned(STEPWISE, weak, trials=trials, study="parted", path=tmp_path / "parted.db")

    assert tried(parted) == tried(whole)
    assert parted.resumed == 4
    assert tuned(STEPWISE, weak, trials=9, study="parted", path=tmp_path / "parted.db").resumed == 9


@pytest.mark.parametrize("change", ["settings", "seed", "split", "metric"])
def test_a_study_about_something_else_is_not_gone_on_with(weak: Split, tmp_path: Path, change: str) -> None:
    path = tmp_path / "s.db"
    tuned(EASE, weak, trials=1, study="s", path=path)
    spec = EASE.with_settings({"l2": 123.0, "keep": 3}) if change == "settings" else EASE
    split = replace(weak, fingerprint="another") if change == "split" else weak

    with pytest.raises(BadInput, match=f"is about another {change}"):
        tuned(spec, split, trials=2, study="s", path=path, seed=int(change == "seed"),
              metric="mrr" if change == "metric" else None)  # fmt: skip


def test_what_cannot_be_chosen_is_refused(weak: Split) -> None:
    with pytest.raises(BadConfig, match="there is nothing to choose in 'popular'"):
        tuned(ModelSpec("popular", "popular", {}), weak, trials=2)
    with pytest.raises(BadInput, match="need a file to share"):
        tuned(EASE, weak, trials=2, jobs=2)


def test_a_tuner_chooses_for_one_model_after_another(weak: Split) -> None:
    choose = tuner(weak.tuning, protocol="weak", split="x", context=FitContext(), options=TuneOptions(trials=3))

    found = choose(EASE)
    assert found.tuning is not None
    assert (found.tuning.tried, found.tuning.of) == (3, 12)
    assert found.tuning.settings == found.spec.settings
    assert choose(ModelSpec("popular", "popular", {})).tuning is None
