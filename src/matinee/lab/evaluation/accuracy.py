"""How well ranked lists find what each person was looking for: one number a person and metric.

Every formula is written out in docs/referee.md. Two rules hold throughout: an empty list counts 0, and relevant titles
that the catalogue lacks count in the ideal, so that a list is never better for a title nobody could have listed.
"""

from dataclasses import dataclass

import numpy as np

from matinee.domain.feedback import Feedback
from matinee.lab.data.histories import Histories

PLACES = 100
"""Length of every ranked list."""

CUTOFFS: dict[str, tuple[int, ...]] = {
    "ndcg": (5, 10, 20, 50, 100),
    "ndcg_graded": (10, 100),
    "recall": (5, 10, 20, 50, 100),
    "recall_all": (10, 20, 50, 100),
    "precision": (5, 10, 20),
    "hr": (5, 10, 20),
    "map": (10, 100),
}
"""At which lengths each metric is reported."""

DISCOUNTS = 1.0 / np.log2(np.arange(2, PLACES + 2))
"""float64 (PLACES,): what a find at place 1, 2, ... is worth."""

TOP_GAIN_EXPONENT = 5.0


@dataclass(frozen=True, eq=False)
class Finds:
    """What the lists of some people held of what they were looking for.

    values: float32 (people, PLACES), the value of the target in each place, NaN where the place holds none. relevant:
    int64 (people,), how many titles there were to find, those outside the catalogue among them. ideal_graded: float64
    (people, PLACES), the discounted graded gain of the best possible list, summed up to each place. feedback: the scale
    of the values.
    """

    values: np.ndarray
    relevant: np.ndarray
    ideal_graded: np.ndarray
    feedback: Feedback

    @property
    def hits(self) -> np.ndarray:
        """bool (people, PLACES)."""
        return ~np.isnan(self.values)


def find(lists: np.ndarray, targets: Histories, missed: np.ndarray, feedback: Feedback) -> Finds:
    """Looks the listed titles up among the targets.

    lists: int32 (people, PLACES), -1 for an empty place. missed: int (people,), relevant titles that the catalogue
    lacks.
    """
    pairs = targets.row_numbers.astype(np.int64) * targets.n_titles + targets.titles
    order = np.argsort(pairs)
    pairs, held = pairs[order], targets.values[order]
    values = np.full(lists.shape, np.nan, dtype=np.float32)
    if len(pairs):
        asked = np.arange(len(lists), dtype=np.int64)[:, None] * targets.n_titles + lists
        slots = np.minimum(np.searchsorted(pairs, asked), len(pairs) - 1)
        found = (lists >= 0) & (pairs[slots] == asked)
        values[found] = held[slots[found]]
    return Finds(values, targets.lengths + missed, _ideal_graded(targets, missed, feedback), feedback)


def gains(values: np.ndarray, feedback: Feedback) -> np.ndarray:
    """float64, of the same shape: 2^rel - 1.

    Of ratings, rel is the value brought to a scale that ends at 5, so that five stars are worth 31; a watch or a click
    has rel 1.
    """
    if feedback.kind != "rating":
        return np.ones(np.shape(values), dtype=np.float64)
    exponents = np.clip(np.asarray(values, dtype=np.float64) / feedback.highest, 0.0, 1.0) * TOP_GAIN_EXPONENT
    return np.exp2(exponents) - 1.0


def accuracy(finds: Finds, *, precision_from: tuple[float, ...] = ()) -> dict[str, np.ndarray]:
    """Every metric of accuracy by name, float64 (people,) each.

    precision_from: further thresholds of relevance; 4.5 adds 'precision@10[>=4.5]' and its like, which count only finds
    of at least that value.
    """
    hits = finds.hits
    ideal = np.concatenate([[0.0], np.cumsum(DISCOUNTS)])
    found = np.cumsum(hits, axis=1)
    gained = np.cumsum(hits * DISCOUNTS, axis=1)
    graded = np.cumsum(np.where(hits, gains(finds.values, finds.feedback), 0.0) * DISCOUNTS, axis=1)
    precise = np.cumsum(hits * found / np.arange(1, hits.shape[1] + 1), axis=1)
    made: dict[str, np.ndarray] = {}
    for k in CUTOFFS["ndcg"]:
        made[f"ndcg@{k}"] = gained[:, k - 1] / ideal[np.minimum(finds.relevant, k)]
    for k in CUTOFFS["ndcg_graded"]:
        best = finds.ideal_graded[:, k - 1]
        made[f"ndcg_graded@{k}"] = np.divide(graded[:, k - 1], best, out=np.zeros(len(best)), where=best > 0)
    for k in CUTOFFS["recall"]:
        made[f"recall@{k}"] = found[:, k - 1] / np.minimum(finds.relevant, k)
    for k in CUTOFFS["recall_all"]:
        made[f"recall_all@{k}"] = found[:, k - 1] / finds.relevant
    for k in CUTOFFS["precision"]:
        made[f"precision@{k}"] = found[:, k - 1] / k
        for least in precision_from:
            made[f"precision@{k}[>={least:g}]"] = (finds.values[:, :k] >= least).sum(axis=1) / k
    for k in CUTOFFS["hr"]:
        made[f"hr@{k}"] = (found[:, k - 1] > 0).astype(np.float64)
    for k in CUTOFFS["map"]:
        made[f"map@{k}"] = precise[:, k - 1] / np.minimum(finds.relevant, k)
    made["mrr"] = np.where(hits.any(axis=1), 1.0 / (1.0 + hits.argmax(axis=1)), 0.0)
    return made


def _ideal_graded(targets: Histories, missed: np.ndarray, feedback: Feedback) -> np.ndarray:
    """Gains in falling order, discounted and summed; a missed title counts as one that was only just liked."""
    counted = np.minimum(missed, PLACES)
    rows = np.concatenate([targets.row_numbers, np.repeat(np.arange(len(targets)), counted)])
    barely = np.full(int(counted.sum()), feedback.like_at)
    worth = gains(np.concatenate([targets.values, barely]), feedback)
    order = np.lexsort((-worth, rows))
    rows, worth = rows[order], worth[order]
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(targets)))])
    places = np.arange(len(rows)) - starts[rows]
    made = np.zeros((len(targets), PLACES))
    inside = places < PLACES
    made[rows[inside], places[inside]] = worth[inside] * DISCOUNTS[places[inside]]
    return np.cumsum(made, axis=1)
