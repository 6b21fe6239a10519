from typing import Any

import pytest

from matinee.domain.errors import OutOfTime, Pruned
from matinee.lab.core.context import FitContext, FitReport
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.tuning.measure import measure_named
from matinee.ops.tuning.space import Space
from matinee.ops.tuning.study import TrialRecord, opened
from matinee.ops.tuning.trial import Watcher, run_trial, where_it_ended
from tests.ops.tuning.stepwise import STEPWISE


class Optimist:
    """A trial of Optuna, as far as a fit that is watched knows it."""

    def __init__(self, *, prunes_at: int | None = None) -> None:
        self.reports: list[tuple[float, int]] = []
        self.prunes_at = prunes_at

    def report(self, value: float, step: int) -> None:
        self.reports.append((value, step))

    def should_prune(self) -> bool:
        return self.reports[-1][1] == self.prunes_at


def one_trial(split: Split, spec: ModelSpec, **context: Any) -> TrialRecord:
    with opened("s", path=None, space=Space(spec), seed=0, identity={}) as study:
        study.queue([Space(spec).own()])
        trial = study.ask()
        measure = measure_named(None, split.protocol)
        run_trial(study, trial, spec, split.tuning, measure=measure, context=FitContext(**context), seed=0)
        return study.record(trial.number)


def test_only_the_validation_curve_is_reported_and_each_step_once() -> None:
    trial = Optimist()
    watcher = Watcher(trial)
    for curve, step, value in (
        ("loss", 1, 9.0),
        ("validation", 1, 0.1),
        ("validation", 1, 0.1),
        ("validation", 2, 0.2),
    ):
        watcher.point(curve, step, value)

    assert trial.reports == [(0.1, 1), (0.2, 2)]
    assert watcher.curves["loss"] == [(1, 9.0)]


def test_a_fit_without_hope_is_ended() -> None:
    watcher = Watcher(Optimist(prunes_at=2))
    watcher.point("validation", 1, 0.1)
    with pytest.raises(Pruned, match="at step 2"):
        watcher.point("validation", 2, 0.1)


def test_a_trial_leaves_its_value_costs_and_curves(weak: Split) -> None:
    made = one_trial(weak, STEPWISE)

    assert made.state == "complete"
    assert made.value
    assert made.report.seconds > 0
    assert {"loss", "validation"} == set(made.report.curves)


def test_a_model_that_learns_at_one_go_has_no_epochs_to_keep(weak: Split) -> None:
    made = one_trial(weak, ModelSpec("ease", "ease", {"l2": 20.0}))

    assert made.report.epochs is None
    assert made.report.settings == {"l2": 20.0}


def test_what_is_cut_off_from_outside_goes_up(weak: Split) -> None:
    with pytest.raises(OutOfTime):
        one_trial(weak, ModelSpec("ials", "ials", {"factors": 4}), deadline=0.0)


def test_of_equal_epochs_the_earlier_is_kept() -> None:
    took = FitReport(1.0, 1.0, 0, {"validation": [(1, 0.1), (2, 0.3), (3, 0.3)]})

    assert where_it_ended(STEPWISE, took) == {"epochs": 2, "patience": None}
    assert where_it_ended(STEPWISE, FitReport(1.0, 1.0, 0)) == {}
    assert where_it_ended(ModelSpec("ease", "ease", {}), took) == {}
