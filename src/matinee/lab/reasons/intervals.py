"""Between which stars a rating will lie: intervals around what a model expects, as wide as it erred on other people."""

from dataclasses import dataclass

import numpy as np
import scipy

from matinee.domain.errors import BadData
from matinee.domain.feedback import Feedback
from matinee.domain.reasons import ExpectedRating
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.recommender import Recommender
from matinee.lab.core.state import State, taken
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage

LEVELS = (0.5, 0.68, 0.8, 0.9, 0.95)
"""The probabilities for which an interval can be had."""
USUAL = 0.9
AS_IF = 5.0
"""Ratings of the usual spread that every person and title is taken to have."""
LEAST = 100
"""Held-out ratings below which nothing is learned."""
PARTS = 3


@dataclass(frozen=True, eq=False)
class RatingIntervals:
    """rating +- reach[level] * doubt; doubt squared is a mix of a constant and how much the person's and the title's
    ratings vary.

    Split conformal prediction with normalised errors: Lei et al., "Distribution-Free Predictive Inference for
    Regression" (2018). The mix is the non-negative one nearest to the squared errors; the reach is a quantile of the
    errors in units of the doubt, so over people and titles like those learned from, the share of ratings inside is the
    level, whatever the model.

    mix: float64 (3,). usual: float64 (1,), the variance of all ratings around those of their person. varies: float64
    (titles,). reach: float64, one for each of LEVELS.
    """

    mix: np.ndarray
    usual: np.ndarray
    varies: np.ndarray
    reach: np.ndarray

    def doubt(self, histories: Histories, rows: np.ndarray, titles: np.ndarray) -> np.ndarray:
        """float64 (pairs,), in stars and above 0; only in proportion, see `reach`."""
        return np.sqrt(_parts(histories, rows, titles, self.varies, float(self.usual[0])) @ self.mix)

    def around(
        self,
        expected: np.ndarray,
        histories: Histories,
        rows: np.ndarray,
        titles: np.ndarray,
        *,
        scale: Feedback,
        level: float = USUAL,
    ) -> tuple[np.ndarray, np.ndarray]:
        """The lowest and highest rating of each pair, float64 (pairs,), cut to the scale. expected: float (pairs,)."""
        wide = self.reach[LEVELS.index(level)] * self.doubt(histories, rows, titles)
        return tuple(np.clip(expected + side * wide, scale.lowest, scale.highest) for side in (-1, 1))

    def state(self) -> State:
        return {"mix": self.mix, "usual": self.usual, "varies": self.varies, "reach": self.reach}

    @classmethod
    def restored(cls, state: State, *, titles: int) -> "RatingIntervals":
        made = cls(
            taken(state, "mix", shape=(PARTS,), kind=np.float64),
            taken(state, "usual", shape=(1,), kind=np.float64),
            taken(state, "varies", shape=(titles,), kind=np.float64),
            taken(state, "reach", shape=(len(LEVELS),), kind=np.float64),
        )
        if (made.mix < 0).any() or not made.mix.any() or (np.diff(made.reach) < 0).any() or made.usual[0] <= 0:
            raise ValueError("these are no widths of intervals")
        return made


def learn_intervals(model: Recommender, stage: Stage) -> RatingIntervals:
    """From the held-out ratings of a stage on whose training part the model, which predicts ratings, was fitted.

    The model is not told the moments of the ratings: of a title still to be watched nobody knows when that will be.
    """
    if not isinstance(model, PredictsRatings):
        raise TypeError(f"{model.name()} does not predict ratings")
    asked, known, scale = stage.task.targets, stage.task.histories, stage.train.feedback
    if len(asked.titles) < LEAST:
        raise BadData(
            f"there are {len(asked.titles)} held-out ratings; {LEAST} are needed",
            where=stage.train.name,
            remedy="Take more data",
        )
    rows, titles = asked.row_numbers, asked.titles
    expected = model.predict_ratings(known, rows, titles)
    errors = np.clip(expected, scale.lowest, scale.highest).astype(np.float64) - asked.values
    usual, varies = _variances_of_titles(stage.train.histories)
    parts = _parts(known, rows, titles, varies, usual)
    mix, _ = scipy.optimize.nnls(parts, errors**2)
    mix = mix if mix.any() else np.array([1.0, 0.0, 0.0])
    surprises = np.sort(np.abs(errors) / np.sqrt(parts @ mix))
    places = np.ceil((len(surprises) + 1) * np.array(LEVELS)).astype(np.int64)
    reach = surprises[np.minimum(places, len(surprises)) - 1]
    return RatingIntervals(mix, np.array([usual]), varies, reach)


def expected_ratings(
    model: Recommender,
    intervals: RatingIntervals,
    history: Histories,
    titles: np.ndarray,
    *,
    level: float = USUAL,
) -> list[ExpectedRating]:
    """For one person (one row) and any titles, what rating to expect and how far off it may be.

    The model is one that predicts ratings, and the one that the intervals were learned for.
    """
    if not isinstance(model, PredictsRatings):
        raise TypeError(f"{model.name()} does not predict ratings")
    titles = np.asarray(titles, dtype=np.int64)
    rows = np.zeros(len(titles), dtype=np.int64)
    expected = model.predict_ratings(history, rows, titles).astype(np.float64)
    expected = np.clip(expected, model.feedback.lowest, model.feedback.highest)
    lows, highs = intervals.around(expected, history, rows, titles, scale=model.feedback, level=level)
    return [
        ExpectedRating(int(title), float(rating), float(low), float(high), level)
        for title, rating, low, high in zip(titles, expected, lows, highs, strict=True)
    ]


def _parts(histories: Histories, rows: np.ndarray, titles: np.ndarray, varies: np.ndarray, usual: float) -> np.ndarray:
    """float64 (pairs, 3): what doubt squared may be mixed of."""
    people = _variances(histories.row_numbers, histories.values, len(histories), usual)
    return np.column_stack([np.full(len(rows), usual), people[rows], varies[titles]])


def _variances_of_titles(given: Histories) -> tuple[float, np.ndarray]:
    """The variance of ratings around the mean of their person, of all and float64 (titles,), the latter held by it."""
    sums = np.bincount(given.row_numbers, weights=given.values, minlength=len(given))
    off = given.values - (sums / np.maximum(given.lengths, 1))[given.row_numbers]
    usual = max(float(np.mean(off**2)), 1e-6)
    return usual, _variances(given.titles, off, given.n_titles, usual)


def _variances(groups: np.ndarray, values: np.ndarray, count: int, usual: float) -> np.ndarray:
    """float64 (count,): of the values of each group around their mean, held by AS_IF values of the usual variance."""
    sizes = np.bincount(groups, minlength=count)
    means = np.bincount(groups, weights=values, minlength=count) / np.maximum(sizes, 1)
    squares = np.bincount(groups, weights=(values - means[groups]) ** 2, minlength=count)
    return (squares + AS_IF * usual) / (sizes + AS_IF)
