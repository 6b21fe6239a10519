"""Serving somebody new: which titles to put before them next, and what to recommend after the answers so far.

Pure functions of a saved model and of the answers, by external ids, for whoever keeps them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matinee.domain.errors import UnknownName
from matinee.lab.core.recommender import Recommender
from matinee.lab.onboarding.answers import Answer, known
from matinee.lab.onboarding.asker import PAGE
from matinee.ops.runs.answer import Suggestion
from matinee.ops.runs.onboarding import asker_of

Id = int | str


@dataclass(frozen=True)
class AskedTitle:
    """A title to put before somebody. id: external."""

    id: Id
    name: str


@dataclass(frozen=True)
class Page:
    """titles: the one that teaches most first; empty where there is nothing left to ask. progress: from 0 to 1, how
    much of what can be told of a taste has been told. known: titles that the person knew so far."""

    titles: Sequence[AskedTitle]
    progress: float
    known: int


def next_page(
    model: Recommender,
    names: Sequence[str],
    answers: Mapping[Id, Answer],
    *,
    count: int = PAGE,
    allowed: np.ndarray | None = None,
) -> Page:
    """The titles to ask next. names: what each title is called, in the order of the vocabulary. answers: by external
    id, all that were given. allowed: bool (titles,), False for a title that must not be shown."""
    asker, given = asker_of(model), _by_position(model, answers)
    titles = asker.next_page(given, count=count, allowed=allowed)
    asked = [AskedTitle(model.titles.ids[title].item(), names[int(title)]) for title in titles]
    return Page(asked, asker.progress(given), known(given))


def suggestions_after(
    model: Recommender,
    names: Sequence[str],
    answers: Mapping[Id, Answer],
    *,
    k: int = 10,
    allowed: np.ndarray | None = None,
) -> list[Suggestion]:
    """The k best titles for somebody who has answered so; what they know is left out. As in `next_page`."""
    best = asker_of(model).recommend(_by_position(model, answers), k, allowed=allowed)
    return [
        Suggestion(model.titles.ids[title].item(), names[int(title)], float(score))
        for title, score in zip(best.titles[0], best.scores[0], strict=True)
        if title >= 0
    ]


def _by_position(model: Recommender, answers: Mapping[Id, Answer]) -> dict[int, Answer]:
    asked = np.array(list(answers), dtype=model.titles.ids.dtype)
    places = model.titles.positions(asked)
    if (places < 0).any():
        raise UnknownName(
            f"the model knows no title '{asked[places < 0][0]}'",
            where="answers",
            remedy="Answer titles that were asked",
        )
    return dict(zip(places.tolist(), answers.values(), strict=True))
