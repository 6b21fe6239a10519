"""Why one title, looked into: the arithmetic of the model in full, and which titles the score really falls without."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from matinee.domain.errors import NotFound
from matinee.domain.reasons import Reason, Share
from matinee.domain.signals import Signals
from matinee.lab.data.histories import Histories
from matinee.lab.reasons import words
from matinee.lab.reasons.why import why
from matinee.services.recommending.answer import Answer
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.expect import expected
from matinee.services.recommending.items import NOTHING, expectations_in
from matinee.services.recommending.reasons import reasons_of
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import ABSENT, TitleIndex

UNKNOWN = "no model knows this title, so that nothing of yours speaks for or against it"


def why_title(standing: Standing, signals: Signals, title_id: int) -> dict[str, Any]:
    """NotFound where there is no such title."""
    index, bound = standing.index, standing.bound
    row = row_of(index, title_id)
    said = {"id": title_id, "title": index.cards[row]["title"]}
    if bound is None or bound.position_of[row] == ABSENT:
        return said | _unknown(bound, index, row)
    position = np.array([bound.position_of[row]])
    history = bound.history(signals)
    model = bound.model_for(history)
    reason = why(model, history, position)[0]
    found = expected(bound, history, position)
    return {
        **said,
        "model": model.name(),
        "model_version": bound.release.version,
        "kind": reason.kind,
        "text": words.line(reason, bound.names),
        "sum": words.parts(reason, bound.names),
        "score": float(reason.score) if np.isfinite(reason.score) else None,
        "unit": reason.unit,
        "method": reason.method,
        "evidence": _shares(bound, history, reason, reason.evidence()),
        "against": _shares(bound, history, reason, [one for one in reason.shares if one.amount < 0][:3]),
        "factors": [{"name": one.name, "amount": float(one.amount)} for one in reason.strongest_traits(5)],
        "rest": float(reason.rest) if np.isfinite(reason.rest) else None,
        "rest_name": reason.rest_name,
        **(NOTHING if found is None else expectations_in(found)[0]),
        "also": [one for one in _short(bound, index, row, history) if one["kind"] != "titles"],
    }


def predicted(standing: Standing, signals: Signals, title_id: int) -> dict[str, Any]:
    """What rating to expect of any title; NotFound where there is no such title."""
    index, bound = standing.index, standing.bound
    row = row_of(index, title_id)
    said = {"id": title_id, "title": index.cards[row]["title"]}
    if bound is None:
        return {**said, **NOTHING, "model_version": None}
    position = np.array([bound.position_of[row]])
    found = None if position[0] == ABSENT else expected(bound, bound.history(signals), position)
    told = NOTHING if found is None else expectations_in(found)[0]
    return {**said, **told, "model_version": bound.release.version}


def row_of(index: TitleIndex, title_id: int) -> int:
    """NotFound where there is no such title."""
    row = int(index.rows([title_id])[0])
    if row == ABSENT:
        raise NotFound("there is no such title")
    return row


def _short(bound: Bound | None, index: TitleIndex, row: int, history: Histories | None) -> list[dict[str, Any]]:
    answer = Answer(np.array([row]), "personalised", history=history)
    return reasons_of(bound, index, answer)[0]


def _unknown(bound: Bound | None, index: TitleIndex, row: int) -> dict[str, Any]:
    also = _short(None, index, row, None)
    return {
        "model": None,
        "model_version": None if bound is None else bound.release.version,
        "kind": "popular",
        "text": also[0]["text"],
        "sum": [UNKNOWN],
        "score": None,
        "unit": "points",
        "method": "arithmetic",
        "evidence": [],
        "against": [],
        "factors": [],
        "rest": None,
        "rest_name": UNKNOWN,
        **NOTHING,
        "also": also,
    }


def _shares(bound: Bound, history: Histories, reason: Reason, shares: Sequence[Share]) -> list[dict[str, Any]]:
    """share: of what all titles that speak for it brought."""
    total = sum(one.amount for one in reason.shares if one.amount > 0)
    stars = dict(zip(history.titles.tolist(), history.values.tolist(), strict=True))
    return [
        {
            "title_id": int(bound.index.ids[bound.row_of[one.title]]),
            "title": bound.names[one.title],
            "stars": stars[one.title],
            "felt": one.felt,
            "amount": float(one.amount),
            "share": round(float(one.amount) / float(total), 4) if total else None,
        }
        for one in shares
    ]
