"""Reasons made from a table of what each title of a history brought to each score."""

import numpy as np

from matinee.domain.reasons import Kind, Reason, Share
from matinee.lab.core.answers import Parts


def reasons(
    titles: np.ndarray,
    sources: np.ndarray,
    parts: np.ndarray,
    *,
    rest: np.ndarray,
    rest_name: str,
    kind: Kind = "titles",
) -> list[Reason]:
    """One reason for each of `titles`, all of one kind.

    titles: int (wanted,). sources: int (events,), the titles of the history. parts: float (events, wanted). rest:
    float (wanted,), what the score holds beside them.
    """
    return [
        Reason(
            title=int(title),
            score=float(parts[:, column].sum() + rest[column]),
            shares=tuple(
                Share(int(source), float(amount)) for source, amount in zip(sources, parts[:, column], strict=True)
            ),
            rest=float(rest[column]),
            rest_name=rest_name,
            kind=kind,
        )
        for column, title in enumerate(titles)
    ]


def reasons_of(titles: np.ndarray, parts: Parts, *, rest_name: str, kind: Kind = "titles") -> list[Reason]:
    """The same of parts."""
    return reasons(titles, parts.sources, parts.amounts, rest=parts.rest, rest_name=rest_name, kind=kind)


def same_for_all(titles: np.ndarray, scores: np.ndarray, words: list[str], *, kind: Kind = "popular") -> list[Reason]:
    """Reasons of a model that answers everybody alike: nothing of the history, and `words` for the whole score.

    scores: float (all titles,). words: one for each of `titles`.
    """
    return [
        Reason(int(title), float(scores[title]), shares=(), rest=float(scores[title]), rest_name=said, kind=kind)
        for title, said in zip(titles, words, strict=True)
    ]
