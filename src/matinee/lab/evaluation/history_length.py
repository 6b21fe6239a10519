"""How good a model is for somebody of whom little is known: the same people and targets, with less and less history."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matinee.domain.errors import BadConfig, UnknownName
from matinee.kit.progress import SILENT, Progress
from matinee.kit.seeds import generator
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage, Task
from matinee.lab.evaluation.accuracy import accuracy, find
from matinee.lab.evaluation.ranking import Scorer, rank_all
from matinee.lab.evaluation.statistics import Interval, bootstrap_intervals

LENGTHS: tuple[int | None, ...] = (1, 2, 3, 5, 10, 20, None)
"""None stands for the whole history."""


@dataclass(frozen=True)
class CurvePoint:
    """length: titles of history shown to the model, None for all. people: the same at every point of a curve."""

    length: int | None
    metric: str
    people: int
    interval: Interval


def history_curve(
    model: Scorer,
    stage: Stage,
    *,
    lengths: Sequence[int | None] = LENGTHS,
    metrics: Sequence[str] = ("ndcg@10",),
    batch: int = 1024,
    seed: int = 0,
    progress: Progress = SILENT,
) -> tuple[CurvePoint, ...]:
    """Every metric of accuracy asked for, at every length; no points where nobody's history is long enough.

    The people of all points are those whose history is at least as long as the longest length asked for, so that a
    point differs from the next by what was shown and not by who was asked. The newest titles are shown; where times
    are unknown, titles drawn by the seed, each longer history holding the shorter one. No title of the whole history is
    ever listed, so every point ranks the same candidates.
    """
    longest = _longest(lengths)
    kept = stage.task.histories.lengths >= longest
    if not kept.any():
        return ()
    task = _only(stage.task, kept)
    points: list[CurvePoint] = []
    for length in lengths:
        shown = task.histories if length is None else shortened(task.histories, length, seed=seed)
        ranked = rank_all(model, shown, hidden=task.histories, batch=batch, progress=progress)
        judged = accuracy(find(ranked.titles, task.targets, task.missed, stage.train.feedback))
        wanted = {metric: _of(judged, metric) for metric in metrics}
        for metric, interval in bootstrap_intervals(wanted, seed=seed).items():
            points.append(CurvePoint(length, metric, len(task), interval))
    return tuple(points)


def shortened(histories: Histories, length: int, *, seed: int = 0) -> Histories:
    """The newest `length` titles of each row, or as many drawn at random where times are unknown."""
    if histories.times is not None:
        return histories.last(length)
    drawn = generator(seed, "history length").random(len(histories.titles))
    by_row = np.lexsort((drawn, histories.row_numbers))
    place = np.empty(len(by_row), dtype=np.int64)
    place[by_row] = np.arange(len(by_row)) - histories.offsets[histories.row_numbers]
    return histories.keep_events(place < length)


def _longest(lengths: Sequence[int | None]) -> int:
    finite = [length for length in lengths if length is not None]
    if not lengths or any(length < 1 for length in finite):
        raise BadConfig(
            "a history to be shown needs at least one title", where="lengths", remedy="Ask for lengths from 1 upwards"
        )
    return max(finite, default=1)


def _of(judged: dict[str, np.ndarray], metric: str) -> np.ndarray:
    if metric not in judged:
        raise UnknownName(f"there is no metric of accuracy called '{metric}'", remedy=f"There are: {', '.join(judged)}")
    return judged[metric]


def _only(task: Task, kept: np.ndarray) -> Task:
    return replace(
        task,
        people=task.people[kept],
        histories=task.histories.rows(kept),
        targets=task.targets.rows(kept),
        missed=task.missed[kept],
    )
