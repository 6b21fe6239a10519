"""Recommendations for ratings that are sent along: nobody is known by them, and nothing of them is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self, runtime_checkable

import numpy as np

from matinee.domain.errors import BadInput, NotFound
from matinee.domain.requests import Wish
from matinee.domain.signals import Signals
from matinee.lab.core.recommender import Recommender
from matinee.services.exposures.slates import new_slate_id
from matinee.services.recommending.answer import Answer, Person, Warn, answer
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.profile import profile_of
from matinee.services.recommending.serve import said_of
from matinee.services.recommending.standing import Standing


@runtime_checkable
class TakesWeights(Protocol):
    def with_weights(self, weights: Mapping[str, float]) -> Self: ...


@dataclass(frozen=True)
class Demand:
    """ratings: stars by title, in the order in which they were given. model: by name, None for that of the recipe.
    weights: of the members of a blend. again: whether titles that were rated may be recommended. genres: words for
    those that the person likes, where ratings say too little. signals, hidden: of somebody who is known, in place of
    ratings."""

    ratings: Mapping[int, float]
    wish: Wish
    model: str | None = None
    weights: Mapping[str, float] | None = None
    again: bool = False
    genres: Sequence[str] = ()
    signals: Signals | None = None
    hidden: Sequence[int] = ()


def recommend_from(standing: Standing, demand: Demand, *, now: int, warn: Warn) -> dict[str, Any]:
    """As `serve.recommend` says it, with a profile of what was sent. BadInput for what no model can do."""
    made = answer_to(standing, demand, now=now, warn=warn)
    profile = profile_of(standing.index, signals_of(demand, now=now))
    return said_of(standing, made, new_slate_id(now)) | {"profile": profile}


def answer_to(standing: Standing, demand: Demand, *, now: int, warn: Warn) -> Answer:
    model = model_named(standing.bound, demand.model, demand.weights)
    person = Person(signals_of(demand, now=now), demand.hidden, again=demand.again, genres=demand.genres)
    return answer(standing.index, standing.bound, person, demand.wish, now=now, warn=warn, model=model)


def signals_of(demand: Demand, *, now: int) -> Signals:
    """As if given one after another, the last of them now."""
    if demand.signals is not None:
        return demand.signals
    count = len(demand.ratings)
    moments = [now - (count - 1 - place) for place in range(count)]
    return Signals(0, list(demand.ratings), list(demand.ratings.values()), moments, [False] * count)


def model_named(bound: Bound | None, name: str | None, weights: Mapping[str, float] | None) -> Recommender | None:
    """None where nothing is asked for but what the recipe does."""
    if name is None and weights is None:
        return None
    if bound is None:
        raise NotFound("there is no release whose models could be asked", remedy="Leave the model out")
    found = bound.release.ranks if name is None else bound.ranking(name)
    if weights is None:
        return found
    if not isinstance(found, TakesWeights):
        raise BadInput(f"'{found.name()}' has no members to weigh", where="weights", remedy="Name a blend")
    return found.with_weights(weights)


def diversity_of(bound: Bound | None, made: Answer) -> float | None:
    """1 less the mean likeness of two titles of a slate; None where there are no two that a model knows."""
    if bound is None or len(made.rows) < 2:
        return None
    positions = bound.position_of[made.rows]
    rows = bound.release.facets.alike[positions[positions >= 0]]
    count = len(rows)
    if count < 2:
        return None
    alike = (float(np.square(rows.sum(axis=0)).sum()) - float(np.square(rows).sum())) / (count * (count - 1))
    return round(1.0 - alike, 4)
