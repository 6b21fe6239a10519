"""What a member thinks of titles, on a scale that all members share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matinee.lab.core.answers import Scores

TINY = 1e-12


@dataclass(frozen=True, eq=False)
class Opinion:
    """values: float32 (people, titles), (score - mean) / spread over the titles that the member judges, 0 where it
    abstains. judged: bool of that shape, None where it judges all. mean, spread: float64 (people, 1).

    For one history the way from scores to values is a straight line, so reasons that add up to the score still add up.
    """

    values: np.ndarray
    judged: np.ndarray | None
    mean: np.ndarray
    spread: np.ndarray


def opinion(scores: Scores) -> Opinion:
    """Each person's scores with mean 0 and spread 1. A member that scores all titles of a person alike thinks 0 of
    each. The scores are written into."""
    if scores.min(initial=np.inf) > -np.inf:
        mean = scores.mean(axis=1, keepdims=True).astype(np.float64)
        scores -= mean.astype(np.float32)
        spread = _spread(scores, scores.shape[1])
        scores /= spread.astype(np.float32)
        return Opinion(scores, None, mean, spread)
    judged = np.isfinite(scores)
    count = np.maximum(judged.sum(axis=1, keepdims=True), 1)
    mean = np.where(judged, scores, 0.0).sum(axis=1, dtype=np.float64, keepdims=True) / count
    values = np.where(judged, scores - mean.astype(np.float32), np.float32(0.0))
    spread = _spread(values, count)
    return Opinion(values / spread.astype(np.float32), judged, mean, spread)


def _spread(centred: np.ndarray, count: np.ndarray | int) -> np.ndarray:
    """float64 (people, 1); 1 where there is none worth speaking of beside what rounding leaves."""
    squares = np.vecdot(centred, centred)[:, None].astype(np.float64)
    spread = np.sqrt(squares / count)
    return np.where(spread > TINY, spread, 1.0)


def together(opinions: Sequence[Opinion], weights: np.ndarray) -> np.ndarray:
    """float32 (people, titles): the weighted mean of those who judge a title, -inf where nobody with weight does.

    weights: float64 (members,), not below 0, not all 0.
    """
    made = np.zeros_like(opinions[0].values)
    for one, weight in zip(opinions, weights, strict=True):
        made += np.float32(weight) * one.values
    counted = weight_of_judges(opinions, weights)
    if counted.ndim == 0:
        return made / np.float32(counted)
    heard = counted > 0
    return np.divide(made, counted, out=np.full_like(made, -np.inf), where=heard, casting="same_kind")


def weight_of_judges(opinions: Sequence[Opinion], weights: np.ndarray) -> np.ndarray:
    """float32 (people, titles): the weight of those who judge each title; () where everybody judges everything."""
    if all(one.judged is None for one in opinions):
        return np.asarray(weights.sum(), dtype=np.float32)
    made = np.zeros(opinions[0].values.shape, dtype=np.float32)
    for one, weight in zip(opinions, weights, strict=True):
        made += np.float32(weight) if one.judged is None else np.float32(weight) * one.judged
    return made
