"""What a model that knows nothing scores, worked out exactly, and the two scorers that every other is held against."""

from dataclasses import dataclass

import numpy as np

from matinee.lab.core.answers import Scores
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage, Task
from matinee.lab.evaluation.accuracy import CUTOFFS, DISCOUNTS, PLACES


@dataclass(frozen=True)
class Constant:
    """Finds every title equally good, so that only the rule for ties makes its lists."""

    def scores(self, histories: Histories) -> Scores:
        return np.zeros((len(histories), histories.n_titles), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class SameForAll:
    """Gives everybody one order. worth: float32 (titles,), higher is better."""

    worth: np.ndarray

    def scores(self, histories: Histories) -> Scores:
        return np.tile(self.worth.astype(np.float32), (len(histories), 1))


def popularity(stage: Stage) -> SameForAll:
    """Titles by how many people of the training data have them."""
    return SameForAll(np.bincount(stage.train.histories.titles, minlength=stage.train.n_titles))


def expected_at_random(stage: Stage) -> dict[str, np.ndarray]:
    """float64 (people,) by metric: the mean over all orders of the titles that a person does not have yet.

    For ndcg, recall, recall_all and precision at every length: they are sums over places, and each place holds a
    relevant title with the same chance.
    """
    task = stage.task
    free = stage.train.n_titles - task.histories.lengths
    relevant = task.targets.lengths + task.missed
    chance = np.divide(_to_find(task), free, out=np.zeros(len(task)), where=free > 0)
    worth = np.concatenate([[0.0], np.cumsum(DISCOUNTS)])
    made: dict[str, np.ndarray] = {}
    for k in CUTOFFS["ndcg"]:
        made[f"ndcg@{k}"] = chance * worth[np.minimum(free, k)] / worth[np.minimum(relevant, k)]
    for k in CUTOFFS["recall"]:
        made[f"recall@{k}"] = chance * np.minimum(free, k) / np.minimum(relevant, k)
    for k in CUTOFFS["recall_all"]:
        made[f"recall_all@{k}"] = chance * np.minimum(free, k) / relevant
    for k in CUTOFFS["precision"]:
        made[f"precision@{k}"] = chance * np.minimum(free, k) / k
    made["list_length"] = np.minimum(free, PLACES).astype(np.float64)
    return made


def _to_find(task: Task) -> np.ndarray:
    """Targets that can be listed: those the person does not already have."""
    n = task.histories.n_titles
    had = task.histories.row_numbers * np.int64(n) + task.histories.titles
    wanted = task.targets.row_numbers * np.int64(n) + task.targets.titles
    return np.bincount(task.targets.row_numbers[~np.isin(wanted, had)], minlength=len(task))
