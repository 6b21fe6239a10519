"""Who is learned from, and who tells whether a network gets better.

While settings are chosen, the tuning stage tells (`FitContext.validate`). Otherwise a network that is to stop by itself
holds out some people, or some ratings, of what it was given. With a fixed number of epochs it learns from everything.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matinee.kit import topk
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories

PEOPLE = 500
"""Most people that are held out."""
SHARE = 0.05
HIDDEN = 0.2
"""Share of a held-out history that is to be found."""
PLACES = 100


@dataclass(frozen=True, eq=False)
class Lessons:
    """histories: those to learn from. judge: how good the model is as it stands, None where nobody tells."""

    histories: Histories
    judge: Callable[[], float] | None


def lessons(model: Recommender, data: Dataset, context: FitContext, *, stops: bool, newest: bool = False) -> Lessons:
    """For rankings. stops: whether the model ends by itself. newest: the held-out titles are the last ones."""
    everybody = data.histories
    if context.validate is not None or not stops:
        return Lessons(everybody, _told(model, context))
    generator = context.generator("people held out")
    can_tell = np.flatnonzero(everybody.liked(data.feedback).lengths >= 2)
    count = min(PEOPLE, max(1, round(SHARE * len(everybody))), len(can_tell))
    chosen = np.sort(generator.choice(can_tell, size=count, replace=False))
    rest = np.setdiff1d(np.arange(len(everybody)), chosen)
    if not count or not len(rest):
        return Lessons(everybody, None)
    known, sought = _parted(everybody.rows(chosen), data, generator, newest=newest)
    return Lessons(everybody.rows(rest), lambda: mean_ndcg(model.scores(known), known, sought))


def rating_lessons(model: Recommender, data: Dataset, context: FitContext, *, stops: bool) -> Lessons:
    """For predicted ratings: some ratings of everybody are held out, and the judge is less their root mean square."""
    everybody = data.histories
    if context.validate is not None or not stops:
        return Lessons(everybody, _told(model, context))
    held = context.generator("ratings held out").random(len(everybody.titles)) < SHARE
    if not held.any() or held.all() or not isinstance(model, PredictsRatings):
        return Lessons(everybody, None)
    known, sought = everybody.keep_events(~held), everybody.keep_events(held)

    def judge() -> float:
        made = model.predict_ratings(known, sought.row_numbers, sought.titles)
        return -float(np.sqrt(np.mean((made.astype(np.float64) - sought.values) ** 2)))

    return Lessons(known, judge)


def _told(model: Recommender, context: FitContext) -> Callable[[], float] | None:
    validate = context.validate
    return None if validate is None else lambda: validate(model)


def _parted(
    people: Histories, data: Dataset, generator: np.random.Generator, *, newest: bool
) -> tuple[Histories, Histories]:
    """What is known of these people, and the likes to be found: one at least, and never all of them.

    Chance decides between likes of one time, of which many sources have plenty, and between all that have none.
    """
    liked = people.values >= data.feedback.like_at
    order = generator.random(len(people.titles))
    if newest and people.times is not None:
        order = np.argsort(np.lexsort((order, people.times)))
    rows, hidden = people.row_numbers, np.zeros(len(people.titles), dtype=bool)
    for row in range(len(people)):
        events = np.flatnonzero(liked & (rows == row))
        count = max(1, round(HIDDEN * len(events)))
        hidden[events[np.argsort(order[events])[-count:]]] = True
    return people.keep_events(~hidden), people.keep_events(hidden)


def mean_ndcg(scores: np.ndarray, known: Histories, sought: Histories) -> float:
    """NDCG@100 of the titles that are not known, a mean over people."""
    scores[known.row_numbers, known.titles] = -np.inf
    best, _ = topk.best(scores, min(PLACES, scores.shape[1]), topk.tie_keys(scores.shape[1]))
    found = np.zeros(scores.shape, dtype=bool)
    found[sought.row_numbers, sought.titles] = True
    hits = np.take_along_axis(found, np.maximum(best, 0), axis=1) & (best >= 0)
    gains = 1.0 / np.log2(np.arange(2, best.shape[1] + 2))
    ideal = np.concatenate([[0.0], np.cumsum(gains)])[np.minimum(sought.lengths, best.shape[1])]
    return float(np.mean((hits @ gains) / np.maximum(ideal, gains[0])))
