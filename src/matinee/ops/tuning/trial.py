"""One trial: fit, watched, and measure."""

import time
from dataclasses import replace
from typing import Any

from matinee.domain.errors import MatineeError, OutOfTime, Pruned
from matinee.lab.core.context import FitContext, FitReport
from matinee.lab.data.splits.split import Stage
from matinee.ops.runs.judge import fitted
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.runs.train import report_of
from matinee.ops.tuning.measure import Measure
from matinee.ops.tuning.study import Study, TrialReport

VALIDATION = "validation"
"""The curve on which a model that learns step by step puts down what `validate` said of it."""
EPOCHS, PATIENCE = "epochs", "patience"


class Watcher:
    """Hands the validation curve of a fit to the study, and ends the fit where that has no hope for it."""

    def __init__(self, trial: Any) -> None:
        self._trial = trial
        self.curves: dict[str, list[tuple[int, float]]] = {}

    def point(self, curve: str, step: int, value: float) -> None:
        points = self.curves.setdefault(curve, [])
        again = any(earlier == step for earlier, _ in points)
        points.append((step, value))
        if curve != VALIDATION or again:
            return
        self._trial.report(value, step)
        if self._trial.should_prune():
            raise Pruned(f"at step {step} it stood below the median of the others", where="this trial")


def run_trial(
    study: Study, trial: Any, spec: ModelSpec, stage: Stage, *, measure: Measure, context: FitContext, seed: int
) -> None:
    """Tells the study how it went. A trial that crashes is put down as failed; only what was cut off from outside goes
    up: an interruption, or the end of the time allowed."""
    watcher = Watcher(trial)
    validate = measure.validator(stage, seed=seed)
    started = time.perf_counter()
    settings = dict(spec.settings)
    try:
        model = fitted(spec, stage, replace(context, listener=watcher, validate=validate))
        value = measure.sign * measure.of(model, stage)
    except Pruned:
        seconds = time.perf_counter() - started
        study.prune(trial, TrialReport(settings, seconds, curves=watcher.curves))
    except (KeyboardInterrupt, OutOfTime):
        study.lose(trial)
        raise
    except Exception as error:  # noqa: BLE001  one trial must not take the study with it
        told = str(error) if isinstance(error, MatineeError) else f"{type(error).__name__}: {error}"
        study.fail(trial, TrialReport(settings, time.perf_counter() - started, error=" ".join(told.split())))
    else:
        took = report_of(model)
        ended = where_it_ended(spec, took)
        report = TrialReport(settings | ended, took.seconds, took.peak_mib, ended.get(EPOCHS), curves=took.curves)
        study.complete(trial, value, report)


def where_it_ended(spec: ModelSpec, took: FitReport) -> dict[str, Any]:
    """The settings with which a model that stopped by itself does the same without anybody to tell it when, so that a
    final fit holds out nobody; empty for a model that does not learn by epochs."""
    points = took.curves.get(VALIDATION)
    known = spec.kind.Config.model_fields
    if not points or EPOCHS not in known:
        return {}
    best = max(points, key=lambda point: (point[1], -point[0]))[0]
    epochs = max(1, round(best / spec.make().config.steps_an_epoch))
    return {EPOCHS: epochs} | ({PATIENCE: None} if PATIENCE in known else {})
