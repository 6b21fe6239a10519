"""Whether reasons are true of the model that gives them: take the cited title away, and the title must drop."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from matinee.domain.errors import BadData
from matinee.domain.reasons import Reason
from matinee.kit import seeds
from matinee.kit.progress import SILENT, Progress, track
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.histories import Histories
from matinee.lab.evaluation.statistics import Interval, pooled_interval
from matinee.lab.reasons.removal import NOISE, standing, without_each
from matinee.lab.reasons.why import why

TOP = 5
"""Recommended titles of each person that are asked about."""
STRONGEST, RANDOM_CITED, CONTROL, UNCHECKED = "strongest cited", "random cited", "random uncited", "strongest share"
TAKEN = (STRONGEST, RANDOM_CITED, CONTROL, UNCHECKED)
"""Which title of the history is taken away: the first that the reason cites; any that it cites; any that it does not;
and the one with the largest share, cited or not, which tells what shares are worth unchecked."""
SUMS_TO = 1e-4
"""By what part of the largest amount a sum may miss the score, as float32 adds up."""


@dataclass(frozen=True)
class Tally:
    """Over so many cases, how often the score fell, and how often the standing did; intervals over people."""

    cases: int
    score: Interval
    standing: Interval


@dataclass(frozen=True, eq=False)
class Fidelity:
    """people: who were asked and had a recommendation. reasons: how many. citing: the share of reasons that cite a
    title. astray: reasons whose shares and rest miss the score. kinds: reasons by kind. tallies: by the names in TAKEN;
    one without a case is left out."""

    people: int
    reasons: int
    citing: Interval
    astray: int
    kinds: dict[str, int] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)


def evaluate_fidelity(
    model: Recommender, histories: Histories, *, top: int = TOP, seed: int = 0, progress: Progress = SILENT
) -> Fidelity:
    """Asks for the `top` titles of each person (one a row), for the reasons, and then without the titles they cite.

    Nothing of the check that chose what to cite is used again: the scores are asked for anew. People with fewer than
    two titles are passed over, as there is no other title to compare with.
    """
    generator = seeds.generator(seed, "fidelity")
    asked = np.flatnonzero(histories.lengths > 1)
    cases, answered, made = [], [], []
    for row in track(asked, label=f"reasons of {model.name()}", progress=progress):
        history = histories.row(int(row))
        best = model.recommend(history, top).titles[0]
        reasons = why(model, history, best[best >= 0])
        if reasons:
            cases.append(_person(model, history, reasons, generator))
            answered.append(sum(bool(reason.cited) for reason in reasons))
            made.append(reasons)
    if not made:
        raise BadData("nobody was recommended anything", where="fidelity", remedy="Ask people with a history")
    everything = [reason for reasons in made for reason in reasons]
    sizes = np.array([len(reasons) for reasons in made])
    return Fidelity(
        people=len(made),
        reasons=len(everything),
        citing=pooled_interval(np.array(answered), sizes),
        astray=sum(_astray(reason) for reason in everything),
        kinds={
            kind: sum(reason.kind == kind for reason in everything) for kind in sorted({r.kind for r in everything})
        },
        tallies={name: tally for name in TAKEN if (tally := _tally([case[name] for case in cases])) is not None},
    )


def _person(
    model: Recommender, history: Histories, reasons: Sequence[Reason], generator: np.random.Generator
) -> dict[str, np.ndarray]:
    """By the names in TAKEN: bool (cases, 2), whether score and standing of the explained title fell."""
    taken = [(name, place, title) for place, reason in enumerate(reasons)
             for name, title in _titles_to_take(reason, history, generator).items()]  # fmt: skip
    titles = np.array([reason.title for reason in reasons], dtype=np.int64)
    sources = np.unique(np.array([title for _, _, title in taken], dtype=np.int64))
    unseen = np.ones(history.n_titles, dtype=bool)
    unseen[history.titles] = False
    before, after = model.scores(history), model.scores(without_each(history, sources))
    stood, stands = standing(before, titles, unseen), standing(after, titles, unseen)
    fell: dict[str, list[tuple[bool, bool]]] = {name: [] for name in TAKEN}
    for name, place, title in taken:
        row = np.searchsorted(sources, title)
        fell[name].append(
            (after[row, titles[place]] < before[0, titles[place]], stands[row, place] < stood[0, place] - NOISE)
        )
    return {name: np.array(found, dtype=bool).reshape(-1, 2) for name, found in fell.items()}


def _titles_to_take(reason: Reason, history: Histories, generator: np.random.Generator) -> dict[str, int]:
    """One title of the history for each name in TAKEN, where there is one."""
    cited = list(reason.cited or ())
    others = np.setdiff1d(history.titles, cited)
    strongest = reason.strongest(1)
    return (
        ({STRONGEST: cited[0], RANDOM_CITED: int(generator.choice(cited))} if cited else {})
        | ({CONTROL: int(generator.choice(others))} if len(others) else {})
        | ({UNCHECKED: strongest[0].title} if strongest else {})
    )


def _tally(found: Sequence[np.ndarray]) -> Tally | None:
    """found: of each person, bool (cases, 2)."""
    some = [cases for cases in found if len(cases)]
    if not some:
        return None
    counts = np.array([len(cases) for cases in some])
    score, standings = (
        pooled_interval(np.array([cases[:, which].sum() for cases in some]), counts) for which in (0, 1)
    )
    return Tally(int(counts.sum()), score, standings)


def _astray(reason: Reason) -> bool:
    amounts = np.array([*(share.amount for share in reason.shares), reason.rest])
    return abs(amounts.sum() - reason.score) > SUMS_TO * max(1e-12, np.abs(amounts).max(), abs(reason.score))
