"""Why a blend gave a score, from what its members say of theirs.

A member's opinion is its score less a mean, over a spread, both fixed by the history. So what a title of the history
brought to the score is, times weight over spread, what it brought to the blend; the mean, and members that cannot say
why, go into the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matinee.domain.reasons import Reason, Share
from matinee.lab.blending.members import Members
from matinee.lab.blending.opinions import Opinion
from matinee.lab.core.abilities import Explains
from matinee.lab.core.answers import Parts
from matinee.lab.data.histories import Histories

USUAL = "less what titles get on average"


@dataclass(frozen=True, eq=False)
class Voice:
    """A member's part in the scores of one person: factor * its score - factor * mean. factors: float64 (wanted,),
    0 where it abstains."""

    opinion: Opinion
    weight: float
    factors: np.ndarray


def voices(opinions: Sequence[Opinion], weights: np.ndarray, titles: np.ndarray, total: np.ndarray) -> list[Voice]:
    """Of one person. weights: (members,). total: (wanted,), what the weighted sum is divided by."""
    made = []
    for one, weight in zip(opinions, weights, strict=True):
        judged = np.ones(len(titles)) if one.judged is None else one.judged[0, titles].astype(np.float64)
        made.append(Voice(one, float(weight), judged * weight / (one.spread[0, 0] * total)))
    return made


def explained(
    members: Members,
    history: Histories,
    titles: np.ndarray,
    heard: Sequence[Voice],
    *,
    more: np.ndarray | None = None,
    more_name: str = "",
) -> list[Reason]:
    """One reason for each of `titles`. more: float (wanted,), what the blend itself adds, called `more_name`."""
    shares: list[dict[int, float]] = [{} for _ in titles]
    rest = np.zeros(len(titles)) if more is None else np.asarray(more, dtype=np.float64).copy()
    silent: list[str] = []
    for model, voice in zip(members, heard, strict=True):
        if not voice.factors.any():
            continue
        mean, spread = voice.opinion.mean[0, 0], voice.opinion.spread[0, 0]
        if isinstance(model, Explains):
            rest -= voice.factors * mean
            for place, reason in enumerate(model.explain(history, titles)):
                rest[place] += voice.factors[place] * reason.rest
                for share in reason.shares:
                    brought = voice.factors[place] * share.amount
                    shares[place][share.title] = shares[place].get(share.title, 0.0) + brought
        else:
            silent.append(model.name())
            rest += voice.factors * spread * voice.opinion.values[0, titles]
    name = ", ".join(part for part in (_said_of(silent), more_name, USUAL) if part)
    return [
        Reason(
            title=int(title),
            score=float(sum(shares[place].values()) + rest[place]),
            shares=tuple(Share(source, amount) for source, amount in shares[place].items()),
            rest=float(rest[place]),
            rest_name=name,
        )
        for place, title in enumerate(titles)
    ]


def parts_together(history: Histories, scores: np.ndarray, heard: Sequence[tuple[np.ndarray, Parts | None]]) -> Parts:
    """As `explained`, in arrays. scores: float (wanted,), of the blend. heard: of each member its factors, and what it
    says; what one that says nothing thinks goes into the rest, as everything does that no title brought."""
    place = np.zeros(history.n_titles, dtype=np.int64)
    place[history.titles] = np.arange(len(history.titles))
    amounts = np.zeros((len(history.titles), len(scores)))
    for factors, said in heard:
        if said is not None:
            amounts[place[said.sources]] += said.amounts * factors
    return Parts(history.titles, amounts, scores - amounts.sum(axis=0))


def _said_of(silent: Sequence[str]) -> str:
    return f"what {' and '.join(silent)} cannot divide" if silent else ""
