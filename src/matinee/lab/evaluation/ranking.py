"""The referee of rankings: every title of the training data is ranked for every person, and every list is judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matinee.domain.errors import BadData, BadInput
from matinee.kit import topk
from matinee.kit.progress import SILENT, Progress, track
from matinee.kit.stopwatch import Took
from matinee.lab.core.answers import Scores
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage, Task
from matinee.lab.evaluation.accuracy import PLACES, accuracy, find
from matinee.lab.evaluation.variety import Catalogue, DiversityBy, exposure, variety

CELLS = 4_000_000
"""Scores held at a time: (people of a batch) x (titles). Ranking one cell takes about 40 bytes at its highest."""

JUDGED_TOGETHER = 4_096
"""People whose lists are judged in one go."""


class Scorer(Protocol):
    """All that the referee asks of a model."""

    def scores(self, histories: Histories) -> Scores:
        """float32 (people, titles)."""
        ...


@dataclass(frozen=True, eq=False)
class RankedLists:
    """titles: int32 (people, PLACES), positions in the catalogue, best first, -1 for an empty place. seconds: what
    scoring and ranking took."""

    titles: np.ndarray
    took: Took


@dataclass(frozen=True, eq=False)
class RankingResult:
    """per_person: float32 (people,) by metric, in the order of the task. overall: their means, and coverage@10 and
    gini@10 of all lists together. lists: int32 (people, PLACES), positions in stage.train.titles, -1 where a place is
    empty. answering: scoring and ranking, judging not counted. diversity_by: what ild@10 compares titles by."""

    per_person: dict[str, np.ndarray]
    overall: dict[str, float]
    lists: np.ndarray
    answering: Took
    diversity_by: DiversityBy


def evaluate_ranking(
    model: Scorer,
    stage: Stage,
    *,
    batch: int = 1024,
    progress: Progress = SILENT,
    precision_from: tuple[float, ...] = (),
) -> RankingResult:
    """Ranks the whole catalogue for each person of the task and judges the lists.

    Titles of the history are never listed, nor titles scored -inf. Equal scores are ordered by a random key that
    differs from person to person and is the same for every model. batch: people scored at once, at most; fewer where
    the catalogue is large, so that memory stays bounded. precision_from: see `accuracy`.
    """
    _check_model(model, stage)
    _check_task(stage.task, stage.train.n_titles)
    ranked = rank_all(model, stage.task.histories, batch=batch, progress=progress)
    return _judge(ranked.titles, stage, answering=ranked.took, precision_from=precision_from)


def rank_all(
    model: Scorer,
    histories: Histories,
    *,
    hidden: Histories | None = None,
    batch: int = 1024,
    progress: Progress = SILENT,
) -> RankedLists:
    """The PLACES best titles of each person.

    hidden: titles that are never listed, where that is not simply the history shown to the model.
    """
    hidden = histories if hidden is None else hidden
    keys = topk.tie_keys(histories.n_titles)
    size = max(1, min(batch, CELLS // max(histories.n_titles, 1)))
    lists = np.full((len(histories), PLACES), -1, dtype=np.int32)
    took = Took()
    blocks = list(_blocks(len(histories), size))
    for block in track(blocks, label="answering", progress=progress):
        with took.more():
            scores = _scores_to_write_on(model, histories.rows(block))
            out = hidden.rows(block)
            scores[out.row_numbers, out.titles] = -np.inf
            rows = np.arange(block.start, block.start + len(out))
            lists[block] = topk.best(scores, PLACES, topk.keys_for_rows(keys, rows))[0]
    return RankedLists(lists, took)


def judge_lists(lists: np.ndarray, stage: Stage, *, precision_from: tuple[float, ...] = ()) -> RankingResult:
    """Judges lists made elsewhere, by a chain of re-rankers or another program.

    lists: int (people, up to PLACES), positions in stage.train.titles, -1 for an empty place. Refused are lists with a
    title twice, or with one that the person already had.
    """
    task, n_titles = stage.task, stage.train.n_titles
    _check_task(task, n_titles)
    if lists.ndim != 2 or len(lists) != len(task) or lists.shape[1] > PLACES:
        raise BadInput(
            f"lists of shape {lists.shape} do not fit {len(task)} people with at most {PLACES} places",
            where="ranked lists",
            remedy="Give one row for each person of the task, in its order",
        )
    whole = np.full((len(lists), PLACES), -1, dtype=np.int32)
    whole[:, : lists.shape[1]] = lists
    _check_lists(whole, task)
    return _judge(whole, stage, answering=Took(), precision_from=precision_from)


def _judge(lists: np.ndarray, stage: Stage, *, answering: Took, precision_from: tuple[float, ...]) -> RankingResult:
    task, catalogue = stage.task, Catalogue(stage.train)
    parts: dict[str, list[np.ndarray]] = {}
    for block in _blocks(len(task), JUDGED_TOGETHER):
        finds = find(lists[block], task.targets.rows(block), task.missed[block], stage.train.feedback)
        judged = accuracy(finds, precision_from=precision_from)
        judged |= variety(lists[block], finds.hits, task.histories.rows(block), catalogue)
        for name, values in judged.items():
            parts.setdefault(name, []).append(values)
    exact = {name: np.concatenate(values) for name, values in parts.items()}
    return RankingResult(
        per_person={name: values.astype(np.float32) for name, values in exact.items()},
        overall={name: float(values.mean()) for name, values in exact.items()} | exposure(lists, stage.train.n_titles),
        lists=lists,
        answering=answering,
        diversity_by=catalogue.diversity_by,
    )


def _blocks(count: int, size: int) -> Iterator[slice]:
    for first in range(0, count, size):
        yield slice(first, min(first + size, count))


def _scores_to_write_on(model: Scorer, histories: Histories) -> np.ndarray:
    """The scores as an array of our own: a model may hand out a view of what it keeps."""
    made = model.scores(histories)
    expected = (len(histories), histories.n_titles)
    if made.shape != expected:
        raise BadInput(f"scores of shape {made.shape} instead of {expected}", where=type(model).__name__)
    if np.isnan(made).any():
        raise BadInput("a score is not a number", where=type(model).__name__, remedy="Train the model again")
    return made if made.flags.owndata and made.flags.writeable else made.copy()


def _check_model(model: Scorer, stage: Stage) -> None:
    if isinstance(model, Recommender) and model.titles != stage.train.titles:
        raise BadInput(
            "the model was trained on another catalogue than the one it is judged by",
            where=f"model '{model.name()}'",
            remedy="Fit it on the training part of this split",
        )


def _check_task(task: Task, n_titles: int) -> None:
    if not len(task):
        raise BadData("there is nobody to answer for", where="the task", remedy="Choose a split with people to test on")
    if task.histories.n_titles != n_titles or task.targets.n_titles != n_titles:
        raise BadData("histories and targets are not over the titles of the training data", where="the task")
    idle = int(np.count_nonzero(task.targets.lengths + task.missed == 0))
    if idle:
        raise BadData(
            f"{idle} of {len(task)} people have nothing to find, so no list of theirs can be judged",
            where="the task",
            remedy="Leave people without a relevant title out of the split",
        )


def _check_lists(lists: np.ndarray, task: Task) -> None:
    n_titles = task.histories.n_titles
    if lists.min(initial=-1) < -1 or lists.max(initial=-1) >= n_titles:
        raise BadInput(f"a list holds a position outside 0 to {n_titles - 1}", where="ranked lists")
    in_order = np.sort(lists, axis=1)
    if ((in_order[:, 1:] == in_order[:, :-1]) & (in_order[:, 1:] >= 0)).any():
        raise BadInput("a list holds a title twice", where="ranked lists", remedy="List each title once")
    rows, _ = np.nonzero(lists >= 0)
    listed = rows * np.int64(n_titles) + lists[lists >= 0]
    had = task.histories.row_numbers * np.int64(n_titles) + task.histories.titles
    if np.isin(listed, had).any():
        raise BadInput(
            "a list holds a title that the person already had",
            where="ranked lists",
            remedy="Leave the titles of the history out",
        )
