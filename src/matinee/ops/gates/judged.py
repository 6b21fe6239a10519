"""What the gate is shown of a model: what each person got, on what it was judged, and what it costs."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from matinee.kit.hashing import fingerprint
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Split, Stage
from matinee.lab.evaluation.leaks import lint_split
from matinee.lab.evaluation.ranking import Scorer, evaluate_ranking
from matinee.lab.evaluation.slices import slice_people
from matinee.ops.runs.result_files import ResultFile

PRIMARY = "ndcg@10"
DEEP = "ndcg@100"
RECALL = "recall@50"
NOVELTY = "novelty@10"
COVERAGE = "coverage@10"
ASKED = 200
"""Single answers that are timed."""


@dataclass(frozen=True, eq=False)
class JudgedModel:
    """people: ids. per_person: (people,) by metric. split, titles, pool: fingerprints of what it was judged on, of the
    catalogue, and of the candidates it could choose from. learned_until: microseconds, the newest event it learned
    from; 0 where times are unknown. events: of each person of the holdout, by which one who outweighs the rest is seen.
    slices: bool (people,) by name. figures: of all lists together. seconds: of the processor, for the slowest of a
    hundred single answers, mebibytes: of the model in memory; None where not measured. leaks: what is known to be wrong
    with the split."""

    label: str
    split: str
    titles: str
    pool: str
    people: np.ndarray
    per_person: Mapping[str, np.ndarray]
    learned_until: int = 0
    events: np.ndarray | None = None
    slices: Mapping[str, np.ndarray] = field(default_factory=dict)
    figures: Mapping[str, float] = field(default_factory=dict)
    seconds: float | None = None
    mebibytes: float | None = None
    leaks: tuple[str, ...] = ()


def judged_on(
    model: Scorer, stage: Stage, *, label: str, leaks: tuple[str, ...] = (), mebibytes: float | None = None
) -> JudgedModel:
    """Answers for everybody of the stage. leaks: of the whole split, from `leaks_of`."""
    result = evaluate_ranking(model, stage)
    times = stage.train.log.times
    return JudgedModel(
        label=label,
        split=_of_task(stage),
        titles=fingerprint([stage.train.titles.ids]),
        pool=fingerprint([stage.train.titles.ids, "all titles that the person has not had"]),
        people=stage.task.people,
        per_person={name: result.per_person[name].astype(np.float64) for name in (PRIMARY, DEEP, RECALL, NOVELTY)},
        learned_until=0 if times is None or not len(times) else int(times.max()),
        events=stage.task.targets.lengths + stage.task.missed,
        slices=slice_people(stage.task),
        figures={name: value for name, value in result.overall.items() if name not in result.per_person},
        seconds=_slow_answer(model, stage.task.histories),
        mebibytes=mebibytes,
        leaks=leaks,
    )


def leaks_of(split: Split) -> tuple[str, ...]:
    """What the lint is sure of, in words."""
    return tuple(str(finding) for finding in lint_split(split) if finding.severity == "leak")


def from_result(result: ResultFile, label: str, *, learned_until: int = 0) -> JudgedModel:
    """From a file that `matinee bench` left with what each person got. It knows neither slices nor what an answer
    costs: its seconds are of all people together, and its memory is that of the fit."""
    model = result.models[label]
    coverage = model.metrics.get(COVERAGE)
    return JudgedModel(
        label=label,
        split=result.split.fingerprint,
        titles=f"{result.split.fingerprint}, {result.split.counts.get('train_titles', 0)} titles",
        pool="all titles that the person has not had",
        people=np.array(result.people),
        per_person={
            name: np.array(values, dtype=np.float64)
            for name, values in model.per_person.items()
            if name in {PRIMARY, DEEP, RECALL, NOVELTY}
        },
        learned_until=learned_until,
        figures={} if coverage is None or coverage.mean is None else {COVERAGE: coverage.mean},
    )


def _of_task(stage: Stage) -> str:
    """Of what is asked: people, what is known of them, and what is to be found. Not of the training data, since a
    newer model may have learned from more."""
    task, ids = stage.task, stage.train.titles.ids
    return fingerprint(
        [task.people, *_rows(task.histories, ids), *_rows(task.targets, ids), task.missed, len(task.people)]
    )


def _rows(rows: Histories, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return rows.offsets, ids[rows.titles]


def _slow_answer(model: Scorer, histories: Histories) -> float:
    """The 99th percentile of single answers, after one that warms up. Of the processor, so that whatever else the
    machine does is not told of the model."""
    took = []
    for row in np.arange(min(ASKED, len(histories))):
        one = histories.rows(np.array([row]))
        started = time.process_time()
        model.scores(one)
        took.append(time.process_time() - started)
    return float(np.quantile(took[1:] or took, 0.99))
