"""One answer: by the person's own history where that can be, else by the next link of the chain.

    personalised -> cached -> segment popular -> popular

Filters, and what the person has seen or hidden, hold on every link.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from matinee.domain.requests import Source, Wish
from matinee.domain.signals import Signals
from matinee.lab.core.abilities import tells_at_once
from matinee.lab.core.answers import Parts, Told
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.histories import Histories
from matinee.lab.ranking.exploration import explore
from matinee.lab.ranking.flow import NEUTRAL, Sliders, candidates_of, slate
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.passing import NOTHING_PASSED, PassedOver, giving_way
from matinee.services.recommending.popular import popular_rows, segment_of
from matinee.services.recommending.title_index import ABSENT, TitleIndex

EXPLORED_AMONG = 100
"""Candidates that chance may bring onto a slate: the best of them."""


@dataclass(frozen=True)
class Person:
    """Who asks, as far as an answer depends on it. hidden: ids that must not be shown. kept: ids of an earlier answer,
    the best first. seed: of the chance in this answer alone; None for no chance at all. again: whether titles that were
    rated may be shown. genres: words for those that the person says they like. passed: what they were shown on earlier
    days."""

    signals: Signals
    hidden: Sequence[int] = ()
    kept: Sequence[int] = ()
    seed: int | None = None
    again: bool = False
    genres: Sequence[str] = ()
    passed: PassedOver = NOTHING_PASSED


@dataclass(frozen=True, eq=False)
class Answer:
    """rows: int64, of the titles in the index, the best first. scores: float32, None where there are none to tell.
    chosen: rows as the recipe would have shown them. propensities: float64, the chance of each at its place. others:
    how many candidates chance could have brought. model: what ranked, None where no model did. history: what the model
    was asked with. parts: what the scores are made of, by positions, where the model tells. degraded: a better link
    should have answered, and could not. failed: the models did at first, whatever answered in the end. teams: a 0 or a
    1 for each title, where two rankings picked in turn; there are no propensities then."""

    rows: np.ndarray
    source: Source
    scores: np.ndarray | None = None
    chosen: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    propensities: np.ndarray = field(default_factory=lambda: np.empty(0))
    others: int = 0
    model: str | None = None
    history: Histories | None = None
    parts: Callable[[np.ndarray], Parts] | None = None
    degraded: bool = False
    failed: bool = False
    teams: str | None = None


Warn = Callable[[str, BaseException], None]
"""Is told which link failed, and how."""


def answer(
    index: TitleIndex,
    bound: Bound | None,
    person: Person,
    wish: Wish,
    *,
    now: int,
    warn: Warn,
    model: Recommender | None = None,
) -> Answer:
    """bound: over the same index; None where there is no release. model: to rank with in place of that of the recipe.
    BadInput where the wish itself cannot be."""
    sliders = sliders_of(wish, NEUTRAL if bound is None else bound.resting)
    allowed = bound.rows_allowed if bound is not None else index.allowed
    open_to = allowed(wish.chosen, wish.without, now=now).copy()
    open_to[_rows_of(index, person)] = False
    failed = bound is None and len(person.signals) > 0
    if bound is not None:
        history = bound.history(person.signals)
        if len(history.titles) or model is not None:
            try:
                return personalised(bound, history, open_to, person, k=wish.k, sliders=sliders, model=model)
            except Exception as error:  # noqa: BLE001  whatever a model does, somebody below can answer
                warn("personalised", error)
                failed = True
    if failed and len(person.kept):
        rows = index.rows(np.asarray(person.kept, dtype=np.int64))
        rows = rows[rows != ABSENT]
        rows = rows[open_to[rows]][: wish.k]
        if len(rows):
            return _plain(rows, "cached", degraded=True)
    segment = segment_of(index, person.signals, said=person.genres)
    rows = popular_rows(index, open_to, segment, count=wish.k)
    known = segment is not None or bool(wish.chosen.genres)
    return _plain(rows, "segment popular" if known else "popular", degraded=failed)


def personalised(
    bound: Bound,
    history: Histories,
    open_to: np.ndarray,
    person: Person,
    *,
    k: int,
    sliders: Sliders = NEUTRAL,
    model: Recommender | None = None,
) -> Answer:
    """open_to: bool (rows,), what may be shown. model: None for that of the recipe."""
    release, recipe = bound.release, bound.release.recipe
    model = model or bound.model_for(history)
    scores, parts = scores_of(model, history)
    worth = _given_way(bound, scores, person.passed)
    pool = recipe.pool if sliders.set else max(k, EXPLORED_AMONG)
    may = open_to[bound.row_of] & bound.in_catalogue
    candidates = candidates_of(
        worth, bound.nobody if person.again else history, release.feedback, allowed=may, pool=pool
    )
    if person.again:
        liked = history.titles[history.values >= release.feedback.like_at]
        candidates = replace(candidates, history=history, liked=liked)
    top = slate(candidates, release.facets, sliders=sliders, k=k)
    chosen = top.titles[0][top.titles[0] >= 0]
    held = candidates.titles[:EXPLORED_AMONG]
    share = 0.0 if person.seed is None else recipe.explore
    others = _without(held, chosen, len(scores)) if share else held[:0]
    # Where nothing else could come, open places would merely swap, and nothing would be learnt of any other title.
    shown = explore(chosen, others, share=share if len(others) else 0.0, seed=person.seed or 0)
    return Answer(
        rows=bound.row_of[shown.titles],
        source="personalised",
        scores=scores[shown.titles],
        chosen=bound.row_of[chosen],
        propensities=shown.propensities,
        others=len(others),
        model=model.name(),
        history=history,
        parts=parts,
    )


def _given_way(bound: Bound, scores: np.ndarray, passed: PassedOver) -> np.ndarray:
    """By which titles are put in order; what is told of them are the scores of the model."""
    strength = bound.release.recipe.passing
    if not strength or not len(passed):
        return scores
    positions = bound.positions(passed.titles)
    known = positions != ABSENT
    return giving_way(scores, positions[known], np.asarray(passed.looks, dtype=np.float32)[known], strength=strength)


def _without(titles: np.ndarray, taken: np.ndarray, count: int) -> np.ndarray:
    """count: of all titles there are."""
    left = np.ones(count, dtype=bool)
    left[taken] = False
    return titles[left[titles]]


def scores_of(model: Recommender, history: Histories) -> tuple[np.ndarray, Callable[[np.ndarray], Parts] | None]:
    """float32 (positions,), and what they are made of, where the model tells both at once."""
    if tells_at_once(type(model)):
        told: Told = model.told(history)  # type: ignore[attr-defined]
        return told.scores, told.parts
    return model.scores(history)[0], None


def sliders_of(wish: Wish, resting: Sliders) -> Sliders:
    """Those that are moved, and the others as the recipe has them."""
    if wish.popularity is wish.age is wish.novelty is wish.diversity is None:
        return resting

    def moved(said: float | None, rest: float, *, turned: bool = False) -> float:
        return rest if said is None else -said if turned else said

    return Sliders(
        obscure=moved(wish.popularity, resting.obscure, turned=True),
        new=moved(wish.age, resting.new, turned=True),
        surprising=moved(wish.novelty, resting.surprising),
        diverse=moved(wish.diversity, resting.diverse),
        own_mix=resting.own_mix,
    )


def _rows_of(index: TitleIndex, person: Person) -> np.ndarray:
    """What the person has rated, ignored ratings too, or hidden."""
    rated = () if person.again else person.signals.titles
    ids = np.concatenate([np.asarray(rated, dtype=np.int64), np.asarray(person.hidden, dtype=np.int64)])
    rows = index.rows(ids)
    return rows[rows != ABSENT]


def _plain(rows: np.ndarray, source: Source, *, degraded: bool) -> Answer:
    """Without chance: what is shown is what was chosen."""
    return Answer(rows, source, chosen=rows, propensities=np.ones(len(rows)), degraded=degraded)
