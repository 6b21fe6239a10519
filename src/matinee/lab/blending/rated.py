"""Ratings that several models expect, added up: weights by least squares on held-out ratings, none of them negative."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import nnls

from matinee.domain.errors import BadConfig
from matinee.lab.blending.members import Members
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.by_chance import tuning_part
from matinee.lab.data.splits.plan import one_event_a_title
from matinee.lab.data.splits.split import Stage
from matinee.lab.data.splits.tasks import Parts, make_stage


def own_rating_lesson(data: Dataset, context: FitContext) -> Stage | None:
    """A random tenth of the ratings is to be told from the others, of everybody; None where that is none or all."""
    base = one_event_a_title(data, keep="latest")
    held = tuning_part(len(base.log), context.seed, 0)
    if not held.any() or held.all():
        return None
    return make_stage(base, Parts(train=~held, history=~held, targets=held), every_title=True)


def expected(
    members: Members, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None
) -> np.ndarray:
    """float64 (pairs, members): what each member expects of each pair of a row of the histories and a title."""
    said = [model.predict_ratings(histories, rows, titles, times=times) for model in predicting(members)]
    return np.stack(said, axis=1).astype(np.float64)


def predicting(models: Sequence[Recommender] | Members) -> list[PredictsRatings]:
    """The same models; BadConfig where one of them does not predict ratings."""
    made: list[PredictsRatings] = []
    for model in models:
        if not isinstance(model, PredictsRatings):
            raise BadConfig(
                f"'{model.name()}' does not predict ratings", where="members", remedy="Name models that do, such as svd"
            )
        made.append(model)
    return made


def rating_weights(said: np.ndarray, values: np.ndarray, *, hold: float) -> tuple[np.ndarray, float]:
    """Weights, not below 0, and what is to be added: the least squares of value - said @ weights - added.

    said: float64 (pairs, members). hold: pull to equal weights of sum 1, as if so many pairs, about which members
    differ as they do on average, had asked for these.
    """
    middle, members = said.mean(axis=0), said.shape[1]
    apart = said - middle
    pull = np.sqrt(hold * np.mean(apart**2))
    left = np.vstack([apart, pull * np.eye(members)])
    right = np.concatenate([values - values.mean(), np.full(members, pull / members)])
    weights, _ = nnls(left, right)
    return weights, float(values.mean() - middle @ weights)
