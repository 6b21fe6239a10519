"""How likely somebody likes a title, once they watch it: learned from people whose ratings a model was not shown."""

from dataclasses import dataclass

import numpy as np
import scipy
from scipy import special

from matinee.domain.errors import BadData
from matinee.domain.feedback import Feedback
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.recommender import Recommender
from matinee.lab.core.state import State, taken
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage

LEAST = 30
"""Cases of each kind, liked and not, below which nothing is learned."""
L2 = 1e-3
"""Pull of the weights to zero, as a share of a case; keeps them finite where likes and others part cleanly."""
PEOPLE_AT_ONCE = 512
AS_IF = 4.0
"""Titles of an even chance that everybody is taken to have rated: the share of likes of a short history is no more."""
SIGNALS = 2


@dataclass(frozen=True, eq=False)
class WillLike:
    """P(like) = logistic(weights . standardised signals + weights[-1]).

    Platt, "Probabilistic Outputs for Support Vector Machines" (1999), on two signals: what the model says of the title
    (the rating it expects; else the place it gives the title) and how much of what they rated the person liked.
    weights: float64 (3,). middle, spread: float64 (2,), of the signals.
    """

    weights: np.ndarray
    middle: np.ndarray
    spread: np.ndarray

    def of(self, model: Recommender, histories: Histories, rows: np.ndarray, titles: np.ndarray) -> np.ndarray:
        """float64 (pairs,): how likely person rows[i] likes titles[i]. The model is the one it was learned for."""
        return self.from_signals(signals(model, histories, rows, titles))

    def from_signals(self, given: np.ndarray) -> np.ndarray:
        scaled = (given - self.middle) / self.spread
        return special.expit(scaled @ self.weights[:-1] + self.weights[-1])

    def state(self) -> State:
        return {"weights": self.weights, "middle": self.middle, "spread": self.spread}

    @classmethod
    def restored(cls, state: State) -> "WillLike":
        made = cls(
            taken(state, "weights", shape=(SIGNALS + 1,), kind=np.float64),
            taken(state, "middle", shape=(SIGNALS,), kind=np.float64),
            taken(state, "spread", shape=(SIGNALS,), kind=np.float64),
        )
        if not (made.spread > 0).all():
            raise ValueError("a spread of the signals is not above 0")
        return made


def learn_will_like(model: Recommender, stage: Stage) -> WillLike:
    """From the held-out ratings of a stage on whose training part the model was fitted, likes and others alike.

    BadData where there are only likes: of what was never rated nobody knows whether it would have been liked.
    """
    targets = stage.task.targets
    liked = targets.values >= stage.train.feedback.like_at
    if min(liked.sum(), (~liked).sum()) < LEAST:
        raise BadData(
            f"of {len(liked):,} held-out ratings {int(liked.sum()):,} are likes; {LEAST} of either kind are needed",
            where=stage.train.name,
            remedy="Take ratings, good and bad, split by the protocol 'rating'",
        )
    return fitted_to(signals(model, stage.task.histories, targets.row_numbers, targets.titles), liked)


def fitted_to(given: np.ndarray, liked: np.ndarray) -> WillLike:
    """given: float64 (cases, signals). liked: bool (cases,)."""
    middle, spread = given.mean(axis=0), given.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    inputs = np.hstack([(given - middle) / spread, np.ones((len(given), 1))])
    wanted = liked.astype(np.float64)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        logits = inputs @ weights
        value = np.mean(np.logaddexp(0.0, logits) - wanted * logits) + L2 * weights[:-1] @ weights[:-1]
        slope = inputs.T @ (special.expit(logits) - wanted) / len(wanted)
        slope[:-1] += 2 * L2 * weights[:-1]
        return float(value), slope

    found = scipy.optimize.minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B")
    return WillLike(np.asarray(found.x, dtype=np.float64), middle, spread)


def signals(model: Recommender, histories: Histories, rows: np.ndarray, titles: np.ndarray) -> np.ndarray:
    """float64 (pairs, 2): what the model says of the title, and the logit of the share of likes in the history."""
    said = (
        np.asarray(model.predict_ratings(histories, rows, titles), dtype=np.float64)
        if isinstance(model, PredictsRatings)
        else places(model, histories, rows, titles)
    )
    return np.column_stack([said, mildness(histories, model.feedback)[rows]])


def places(model: Recommender, histories: Histories, rows: np.ndarray, titles: np.ndarray) -> np.ndarray:
    """float64 (pairs,): 0 for the title that the model puts first for the person; a tenth of the place, one less.

    In words: minus the decimal logarithm of how many titles do not stand below it.
    """
    made = np.empty(len(rows), dtype=np.float64)
    order = np.argsort(rows, kind="stable")
    for first in range(0, len(histories), PEOPLE_AT_ONCE):
        some = slice(*np.searchsorted(rows[order], [first, first + PEOPLE_AT_ONCE]))
        pairs = order[some]
        scores = model.scores(histories.rows(slice(first, first + PEOPLE_AT_ONCE)))
        for row in np.unique(rows[pairs]):
            own = pairs[rows[pairs] == row]
            in_turn = np.sort(scores[row - first])
            below = np.searchsorted(in_turn, scores[row - first, titles[own]], side="left")
            made[own] = -np.log10(np.maximum(len(in_turn) - below, 1))
    return made


def mildness(histories: Histories, feedback: Feedback) -> np.ndarray:
    """float64 (people,): the logit of the share of likes."""
    liked = np.bincount(histories.row_numbers, weights=histories.values >= feedback.like_at, minlength=len(histories))
    return special.logit((liked + AS_IF / 2) / (histories.lengths + AS_IF))
