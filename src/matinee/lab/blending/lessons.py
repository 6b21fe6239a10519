"""On whom a blend learns how far to trust each member: people with targets that the members have not seen."""

import numpy as np

from matinee.domain.errors import BadData
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.plan import one_event_a_title, ranks_within_people
from matinee.lab.data.splits.split import Stage
from matinee.lab.data.splits.tasks import Parts, make_stage

SHARE = 0.1
"""Of the people who can be asked, held out where no lesson is given."""
PEOPLE = 1000
"""Most people that are held out."""
HIDDEN = 0.2
"""Share of a held-out person's likes that is to be found, one at least."""


def own_lesson(data: Dataset, context: FitContext) -> Stage | None:
    """Some people of the data are held out whole, and of their likes a part is to be found from the others.

    None where nobody can be asked, or nobody would be left to learn from.
    """
    base = one_event_a_title(data, keep="latest")
    liked = base.log.values >= base.feedback.like_at
    counts = np.bincount(base.log.people[liked], minlength=base.n_people)
    able = np.flatnonzero(counts >= 2)
    count = min(PEOPLE, max(1, round(SHARE * len(able))))
    if len(able) < 2 or count >= base.n_people:
        return None
    generator = context.generator("people held out for a blend")
    held = np.zeros(base.n_people, dtype=bool)
    held[generator.choice(able, size=count, replace=False)] = True
    out = held[base.log.people]
    lots = np.where(liked, generator.random(len(base.log)), 2.0)
    sought = np.maximum(1, (HIDDEN * counts).astype(np.int64))
    target = out & liked & (ranks_within_people(base.log.people, lots) < sought[base.log.people])
    made = make_stage(base, Parts(train=~out, history=out & ~target, targets=target))
    return made if len(made.task) and len(made.task.targets.titles) else None


def check_lesson(lesson: Stage) -> None:
    """BadData where the lesson gives away what is to be found, so that members would be trusted for having seen it."""
    task, train = lesson.task, lesson.train
    wide = task.targets.n_titles
    sought = task.targets.row_numbers.astype(np.int64) * wide + task.targets.titles
    known = task.histories.row_numbers.astype(np.int64) * wide + task.histories.titles
    _refuse(int(np.isin(sought, known).sum()), "in the history of the same person", train.name)
    rows = train.people.positions(task.people)[task.targets.row_numbers].astype(np.int64)
    asked = rows[rows >= 0] * wide + task.targets.titles[rows >= 0]
    learned = train.log.people.astype(np.int64) * wide + train.log.titles
    _refuse(int(np.isin(asked, learned).sum()), "in the data that members learn from", train.name)


def _refuse(count: int, place: str, name: str) -> None:
    if count:
        raise BadData(
            f"the lesson of a blend leaks: {count} titles to be found stand {place}",
            where=name,
            remedy="Give a lesson whose targets are held out",
        )
