"""Comparisons that mean nothing, refused by name before any figure is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matinee.ops.gates.judged import PRIMARY, JudgedModel

ONE_PERSON = 0.5
"""Share of all events to be found that may be one person's."""
FEWEST = 20


@dataclass(frozen=True)
class Refusal:
    """code: does not change once it was published."""

    code: str
    words: str


def refusal_of(candidate: JudgedModel, champion: JudgedModel) -> Refusal | None:
    """The first thing that is wrong; None where the two may be compared."""
    return next(_faults(candidate, champion), None)


def _faults(candidate: JudgedModel, champion: JudgedModel) -> Iterator[Refusal]:
    yield from _not_the_same_question(candidate, champion)
    yield from _bad_figures(candidate, champion)
    for leak in (*candidate.leaks, *champion.leaks):
        yield Refusal("leak", f"The split leaks, so that figures are too good: {leak}.")
    if candidate.learned_until < champion.learned_until:
        yield Refusal("older_snapshot", "The candidate learned from older events than the champion.")
    events = candidate.events
    if events is not None and events.sum() and events.max() > ONE_PERSON * events.sum():
        share = events.max() / events.sum()
        yield Refusal("one_person", f"One person has {share:.0%} of all events to be found.")
    if _identical(candidate, champion):
        yield Refusal("identical", "The candidate gives everybody the very same figures as the champion.")


def _not_the_same_question(candidate: JudgedModel, champion: JudgedModel) -> Iterator[Refusal]:
    if not len(candidate.people) or not len(champion.people):
        yield Refusal("nobody", "Nobody was answered, so there is nothing to compare.")
    elif len(candidate.people) < FEWEST:
        yield Refusal("too_few", f"{len(candidate.people)} people prove nothing; at least {FEWEST} are needed.")
    if candidate.split != champion.split:
        yield Refusal("other_split", "The two were not asked the same: another split, or other histories and targets.")
    if candidate.titles != champion.titles:
        yield Refusal("other_titles", "The two do not know the same titles; judge both on those that both know.")
    if candidate.pool != champion.pool:
        yield Refusal("other_pool", "The two chose from other candidates.")
    if not _same_people(candidate.people, champion.people):
        yield Refusal("other_people", "The two were judged on other people, or on some of them twice.")


def _bad_figures(candidate: JudgedModel, champion: JudgedModel) -> Iterator[Refusal]:
    for model in (candidate, champion):
        if PRIMARY not in model.per_person:
            yield Refusal("no_figures", f"There is no {PRIMARY} of each person of '{model.label}'.")
        for name, values in model.per_person.items():
            if len(values) != len(model.people):
                yield Refusal("no_figures", f"{name} of '{model.label}' is of {len(values)} people.")
            elif name == PRIMARY and model is champion and not values.any():
                yield Refusal("no_base", "The champion finds nothing for anybody, so a lift over it has no size.")
            elif not np.isfinite(values).all():
                yield Refusal("not_finite", f"{name} of '{model.label}' is not a number for some people.")


def _same_people(one: np.ndarray, other: np.ndarray) -> bool:
    if len(one) != len(other) or len(np.unique(one)) < len(one):
        return False
    return bool(np.array_equal(np.sort(one), np.sort(other)))


def _identical(candidate: JudgedModel, champion: JudgedModel) -> bool:
    shared = candidate.per_person.keys() & champion.per_person.keys()
    ours, theirs = np.argsort(candidate.people), np.argsort(champion.people)
    return all(np.array_equal(candidate.per_person[one][ours], champion.per_person[one][theirs]) for one in shared)
