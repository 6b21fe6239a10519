"""Every fold of a split judged in turn, each the test once, and the mean over folds."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from matinee.kit.hashing import fingerprint
from matinee.kit.text import counted
from matinee.lab.data.splits.split import Split
from matinee.lab.evaluation.comparisons import Scored
from matinee.lab.evaluation.statistics import pooled_interval
from matinee.ops.runs.bench import DECIMALS, Bench
from matinee.ops.runs.best import compared_with_the_best
from matinee.ops.runs.result_files import ModelResult, SliceValue, SplitFacts, Value

FOLD = "fold"
"""The kind of the slices that hold the figures of one fold."""
MAIN = "rmse"
ROOTS = {"rmse": True, "mae": False}
"""Whether a person's figure is the root of a mean, of the metrics that folds are judged by."""

SECONDS = ("fit_seconds", "predict_seconds", "fit_processor_seconds", "predict_processor_seconds")


def bench_folds(splits: Sequence[Split], judge_fold: Callable[[Split], Bench]) -> Bench:
    """One result for all folds of a split of ratings. splits: the same data, each with another fold as the test.

    A metric is the mean over folds, its interval over people, who are drawn with all their ratings in all folds; the
    figures of each fold are its slices of the kind `fold`. Seconds are means over folds. What a person got is over all
    their ratings, each of which was in the test once, and models are compared by that.
    """
    made = [judge_fold(split) for split in splits]
    whole = _Whole(splits, made)
    labels = list(made[0].result.models)
    failures = {label: told for label in labels if (told := _failure(label, splits, made))}
    models = {
        label: whole.failed(label, failures[label]) if label in failures else whole.row(label) for label in labels
    }
    facts = _facts(splits, made, people=len(whole.people))
    scored = [
        Scored(label, facts.fingerprint, whole.people, _arrays(model))
        for label, model in models.items()
        if not model.failed
    ]
    result = made[0].result.model_copy(
        update={
            "split": facts,
            "warnings": _warnings(splits, made),
            "models": models,
            "comparisons": compared_with_the_best(scored, _figures(models), MAIN),
            "people": whole.people.tolist(),
        }
    )
    return Bench(result, whole.people, {}, failures, made[0].recipe)


class _Whole:
    """The people of all folds. pairs: int (people, folds), how many ratings each of them has in the test of each."""

    def __init__(self, splits: Sequence[Split], made: Sequence[Bench]) -> None:
        self.splits, self.made = splits, made
        self.people = np.unique(np.concatenate([one.people for one in made]))
        self.places = [np.searchsorted(self.people, one.people) for one in made]
        self.pairs = np.zeros((len(self.people), len(made)), dtype=np.int64)
        for fold, split in enumerate(splits):
            task = split.final.task
            asked = task.targets.lengths > 0
            self.pairs[np.searchsorted(self.people, task.people[asked]), fold] = task.targets.lengths[asked]

    def row(self, label: str) -> ModelResult:
        rows = [one.result.models[label] for one in self.made]
        sums = {name: self._sums(name, rows) for name in ROOTS}
        found = {name: pooled_interval(sums[name], self.pairs, root=root) for name, root in ROOTS.items()}
        metrics = {name: Value(mean=one.mean, low=one.low, high=one.high) for name, one in found.items()}
        return rows[0].model_copy(
            update={
                "metrics": metrics,
                "peak_mib": max(row.peak_mib or 0.0 for row in rows),
                "slices": [self._slice(name, fold, row) for name in ROOTS for fold, row in enumerate(rows)],
                "per_person": {name: self._of_each(sums[name], root=root) for name, root in ROOTS.items()},
            }
            | {name: _mean([getattr(row, name) for row in rows]) for name in SECONDS}
        )

    def failed(self, label: str, told: str) -> ModelResult:
        gone = {"metrics": {}, "fit_seconds": None, "predict_seconds": None, "peak_mib": None, "per_person": {}}
        return self.made[0].result.models[label].model_copy(update=gone | {"failed": told})

    def _sums(self, metric: str, rows: Sequence[ModelResult]) -> np.ndarray:
        """float64 (people, folds): squared or absolute errors, added up."""
        sums = np.zeros(self.pairs.shape)
        for fold, row in enumerate(rows):
            each = np.array(row.per_person[metric], dtype=np.float64)
            sums[self.places[fold], fold] = each**2 if ROOTS[metric] else each
        return sums * self.pairs

    def _of_each(self, sums: np.ndarray, *, root: bool) -> list[float]:
        means = sums.sum(axis=1) / self.pairs.sum(axis=1)
        return [round(float(value), DECIMALS) for value in (np.sqrt(means) if root else means)]

    def _slice(self, metric: str, fold: int, row: ModelResult) -> SliceValue:
        value = row.metrics[metric]
        return SliceValue(
            kind=FOLD,
            name=str(self.splits[fold].about[FOLD]),
            metric=metric,
            people=len(self.made[fold].people),
            mean=value.mean,
            low=value.low,
            high=value.high,
        )


def _failure(label: str, splits: Sequence[Split], made: Sequence[Bench]) -> str:
    """What went wrong with a model, and in which fold; '' where nothing did."""
    told = [
        f"fold {split.about[FOLD]}: {one.failures[label]}"
        for split, one in zip(splits, made, strict=True)
        if label in one.failures
    ]
    return "; ".join(told)


def _facts(splits: Sequence[Split], made: Sequence[Bench], *, people: int) -> SplitFacts:
    """Counts of the training parts are means over folds, those of the tests are added up."""
    parts = [one.result.split for one in made]
    means = {name: round(float(np.mean([part.counts[name] for part in parts]))) for name in parts[0].counts}
    added = {name: sum(part.counts[name] for part in parts) for name in ("targets", "targets_outside_catalogue")}
    return parts[0].model_copy(
        update={
            "name": parts[0].name.removesuffix(f"-{splits[0].about[FOLD]}"),
            "fingerprint": fingerprint([part.fingerprint for part in parts]),
            "counts": means | added | {"people": people},
            "fold": None,
        }
    )


def _warnings(splits: Sequence[Split], made: Sequence[Bench]) -> list[str]:
    told = [
        f"fold {split.about[FOLD]}: {warning}"
        for split, one in zip(splits, made, strict=True)
        for warning in one.result.warnings
    ]
    return [f"figures and seconds are means over {counted(len(splits), 'fold')}, each the test once", *told]


def _figures(models: Mapping[str, ModelResult]) -> dict[str, float]:
    found = {label: model.metrics[MAIN].mean for label, model in models.items() if not model.failed}
    return {label: mean for label, mean in found.items() if mean is not None}


def _mean(seconds: Sequence[float | None]) -> float | None:
    """None where one of them was not taken."""
    taken = [one for one in seconds if one is not None]
    return float(np.mean(taken)) if len(taken) == len(seconds) else None


def _arrays(model: ModelResult) -> Mapping[str, np.ndarray]:
    return {name: np.array(values, dtype=np.float64) for name, values in model.per_person.items()}
