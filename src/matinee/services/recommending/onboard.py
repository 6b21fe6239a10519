"""The first taps of somebody new: which titles to put before them, and what to recommend after each answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matinee.domain.errors import NotFound
from matinee.domain.titles import TitleFilter
from matinee.lab.core.answers import TopK
from matinee.lab.onboarding.answers import Answer as Said
from matinee.lab.onboarding.answers import known
from matinee.services.recommending.answer import Answer
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.items import items_of
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import ABSENT

Answers = Mapping[int, Said]
"""By id in the catalogue."""


@dataclass(frozen=True)
class Grid:
    """rows: the title that teaches most first. progress: from 0 to 1, how much of what can be told of a taste has been
    told; None where nobody can say. known: titles that the person knew so far."""

    rows: Sequence[int]
    progress: float | None
    known: int


def next_grid(standing: Standing, answers: Answers, *, count: int, now: int) -> Grid:
    """Where no model knows what to ask, the best known titles. NotFound for an answer about a title that there is
    not."""
    index, bound = standing.index, standing.bound
    asked = index.rows(list(answers))
    if (asked == ABSENT).any():
        raise NotFound("there is no such title", where="answers", remedy="Answer titles of the grid")
    if bound is None or bound.asker is None:
        rows = index.by_fame[~np.isin(index.by_fame, asked)][:count]
        return Grid(rows.tolist(), None, known(answers))
    given = _by_position(bound, answers)
    allowed = _may_be_shown(bound, now)
    allowed[bound.position_of[asked[bound.position_of[asked] != ABSENT]]] = False
    titles = bound.asker.next_page(given, count=count, allowed=allowed)
    return Grid(bound.row_of[titles].tolist(), round(bound.asker.progress(given), 4), known(answers))


def suggestions(standing: Standing, answers: Answers, *, k: int, now: int) -> list[dict[str, Any]]:
    """What is recommended after these answers; what the person knows is left out."""
    index, bound = standing.index, standing.bound
    knows = index.rows([title for title, said in answers.items() if said is not Said.NOT_SEEN])
    if bound is None or bound.asker is None or not known(answers):
        rows = index.by_fame[~np.isin(index.by_fame, knows)][:k]
        return items_of(bound, index, Answer(rows, "popular"))
    allowed = _may_be_shown(bound, now)
    best: TopK = bound.asker.recommend(_by_position(bound, answers), k, allowed=allowed)
    titles = best.titles[0][best.titles[0] >= 0]
    return items_of(bound, index, Answer(bound.row_of[titles], "personalised", model=bound.release.recipe.asks))


def _may_be_shown(bound: Bound, now: int) -> np.ndarray:
    """bool (positions,)"""
    rows = bound.rows_allowed(TitleFilter(), (), now=now)
    return rows[bound.row_of] & (bound.row_of != ABSENT) if len(rows) else bound.row_of >= 0


def _by_position(bound: Bound, answers: Answers) -> dict[int, Said]:
    """Those about titles that the model knows."""
    places = bound.positions(list(answers)).tolist()
    return {place: said for place, said in zip(places, answers.values(), strict=True) if place != ABSENT}
