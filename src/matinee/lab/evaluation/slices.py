"""For whom, and for which titles, a model works: the same lists, judged on parts of the people or of the targets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from matinee.domain.errors import UnknownName
from matinee.kit.topk import tie_keys
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.split import Stage, Task
from matinee.lab.evaluation.accuracy import accuracy, find
from matinee.lab.evaluation.ranking import RankingResult
from matinee.lab.evaluation.statistics import Interval, bootstrap_intervals

SliceKind = Literal["history", "popularity", "genre", "decade"]

SHORT_TO, COLD_TO, WARM_TO = 3, 10, 50
"""Longest history, in titles, that still counts as short, cold, warm; beyond is heavy. Short is a part of cold."""

DEFAULT_METRICS = ("ndcg@10", "recall@20")


@dataclass(frozen=True)
class SliceFigure:
    """One metric on one slice. people: how many it is a mean over; a figure over few people has a wide interval."""

    kind: SliceKind
    name: str
    metric: str
    people: int
    interval: Interval


def slice_people(task: Task) -> dict[str, np.ndarray]:
    """bool (people,) by name: short, cold, warm and heavy, by the titles in a person's history."""
    lengths = task.histories.lengths
    return {
        "short": lengths <= SHORT_TO,
        "cold": lengths <= COLD_TO,
        "warm": (lengths > COLD_TO) & (lengths <= WARM_TO),
        "heavy": lengths > WARM_TO,
    }


def slice_titles(data: Dataset) -> dict[tuple[SliceKind, str], np.ndarray]:
    """bool (titles,) by kind and name.

    Head, torso and tail: titles in order of popularity, cut so that each part has about a third of the training events;
    a title belongs where its first event lies. Genres overlap. Titles without a known genre or year are in no slice of
    that kind.
    """
    made: dict[tuple[SliceKind, str], np.ndarray] = {}
    thirds = _thirds_of_events(data)
    for part, name in enumerate(("head", "torso", "tail")):
        made["popularity", name] = thirds == part
    for column, genre in enumerate(data.facts.genre_names):
        made["genre", genre] = data.facts.genre_matrix[:, column] > 0
    decades = data.facts.years // 10 * 10
    for decade in np.unique(decades[decades > 0]):
        made["decade", f"{decade}s"] = decades == decade
    return made


def slice_metrics(
    result: RankingResult,
    stage: Stage,
    *,
    metrics: Sequence[str] = DEFAULT_METRICS,
    resamples: int = 1_000,
    seed: int = 0,
) -> tuple[SliceFigure, ...]:
    """Every slice that has anybody in it.

    A slice of people is a mean over those people. A slice of titles asks only for the targets in it, from the same
    lists, over the people who have such a target; titles outside the catalogue are in no slice.
    """
    unknown = [metric for metric in metrics if metric not in result.per_person]
    if unknown:
        raise UnknownName(
            f"there is no metric called '{unknown[0]}'", remedy=f"There are: {', '.join(result.per_person)}"
        )
    figures: list[SliceFigure] = []
    for kind, name, judged in [*_of_people(result, stage), *_of_titles(result, stage)]:
        wanted = {metric: judged[metric] for metric in metrics if metric in judged}
        for metric, interval in bootstrap_intervals(wanted, resamples=resamples, seed=seed).items():
            figures.append(SliceFigure(kind, name, metric, len(wanted[metric]), interval))
    return tuple(figures)


Judged = tuple[SliceKind, str, Mapping[str, np.ndarray]]


def _of_people(result: RankingResult, stage: Stage) -> Iterator[Judged]:
    for name, inside in slice_people(stage.task).items():
        if inside.any():
            yield "history", name, {metric: values[inside] for metric, values in result.per_person.items()}


def _of_titles(result: RankingResult, stage: Stage) -> Iterator[Judged]:
    targets = stage.task.targets
    for (kind, name), inside in slice_titles(stage.train).items():
        wanted = targets.keep_events(inside[targets.titles])
        rows = wanted.lengths > 0
        if rows.any():
            nothing = np.zeros(int(rows.sum()), dtype=np.int64)
            finds = find(result.lists[rows], wanted.rows(rows), nothing, stage.train.feedback)
            yield kind, name, accuracy(finds)


def _thirds_of_events(data: Dataset) -> np.ndarray:
    """int64 (titles,): 0, 1 or 2."""
    events = np.bincount(data.log.titles, minlength=data.n_titles)
    order = np.lexsort((tie_keys(data.n_titles), -events))
    before = np.cumsum(events[order]) - events[order]
    parts = np.empty(data.n_titles, dtype=np.int64)
    parts[order] = np.minimum(3 * before // max(int(events.sum()), 1), 2)
    return parts
