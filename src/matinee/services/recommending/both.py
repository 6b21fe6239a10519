"""One slate with the picks of two rankings, so that whoever sees it compares them."""

from dataclasses import replace

import numpy as np

from matinee.domain.requests import Wish
from matinee.lab.trials.interleaving import interleave
from matinee.services.recommending.answer import Answer, Person, Warn, answer
from matinee.services.recommending.standing import Standing

NOT_KNOWN = np.empty(0)
"""The chance of a title at its place hangs on all that was picked before it; nobody has it in closed form."""


def answer_of_both(standing: Standing, rival: Standing, person: Person, wish: Wish, *, now: int, warn: Warn) -> Answer:
    """They pick in turn, and a coin of this slate alone says who begins each round. Where one of them has no answer by
    the person's own history there is nothing to compare, and the first answers alone.

    Reasons are those of the first, of every title. There is no other chance in it.
    """
    plain = replace(person, seed=None)
    first, second = (answer(one.index, one.bound, plain, wish, now=now, warn=warn) for one in (standing, rival))
    if first.source != "personalised" or second.source != "personalised":
        return first
    drafted = interleave(first.rows.tolist(), second.rows.tolist(), places=wish.k, seed=person.seed or 0)
    rows = np.array(drafted.titles, dtype=np.int64)
    return replace(
        first,
        rows=rows,
        scores=_scores_of(rows, drafted.teams, (first, second)),
        propensities=NOT_KNOWN,
        teams="".join(map(str, drafted.teams)),
    )


def _scores_of(rows: np.ndarray, teams: tuple[int, ...], answers: tuple[Answer, Answer]) -> np.ndarray | None:
    """float32, each as the ranking that picked the title gave it."""
    given = []
    for one in answers:
        if one.scores is None:
            return None
        given.append(dict(zip(one.rows.tolist(), one.scores.tolist(), strict=True)))
    return np.array([given[team][row] for row, team in zip(rows.tolist(), teams, strict=True)], dtype=np.float32)
