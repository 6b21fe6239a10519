"""From rows of a log to a stage: a training part, and people to answer for over its catalogue."""

from dataclasses import dataclass, replace

import numpy as np

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.splits.split import Stage, Task
from matinee.lab.data.vocabulary import ABSENT, Vocabulary


@dataclass(frozen=True, eq=False)
class Rows:
    """Events with ids of any kind. times: int64 seconds, or None where they are not known."""

    people: np.ndarray
    titles: np.ndarray
    values: np.ndarray
    times: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.people)

    def where(self, mask: np.ndarray) -> "Rows":
        times = None if self.times is None else self.times[mask]
        return Rows(self.people[mask], self.titles[mask], self.values[mask], times)


@dataclass(frozen=True, eq=False)
class Parts:
    """Which events of a log play which part in a stage: bool (events,), or row numbers."""

    train: np.ndarray
    history: np.ndarray
    targets: np.ndarray


def together(first: Rows, second: Rows) -> Rows:
    """One after the other; times are kept only where both have them."""
    times = None
    if first.times is not None and second.times is not None:
        times = np.concatenate([first.times, second.times])
    return Rows(
        np.concatenate([first.people, second.people]),
        np.concatenate([first.titles, second.titles]),
        np.concatenate([first.values, second.values]),
        times,
    )


def make_task(catalogue: Vocabulary, *, history: Rows, targets: Rows, with_cold: bool = False) -> Task:
    """The people of the targets who have a history in the catalogue, in the order of their ids.

    Targets outside the catalogue are counted in `missed`; people without any history in `left_out`, unless `with_cold`
    keeps them.
    """
    asked = Vocabulary.of(targets.people)
    known = _over(catalogue, history, asked)
    sought = _over(catalogue, targets, asked)
    who = asked.positions(targets.people)
    outside = catalogue.positions(targets.titles) == ABSENT
    missed = np.bincount(who[outside], minlength=len(asked)).astype(np.int32)
    warm = (known.lengths > 0) | with_cold
    return Task(asked.ids[warm], known.rows(warm), sought.rows(warm), missed[warm], int((~warm).sum()))


def make_stage(base: Dataset, parts: Parts, *, every_title: bool = False) -> Stage:
    """A stage whose events all stand in one data set.

    The catalogue is that of the training part, and people without a history are left out; with `every_title` it is
    that of the whole data set, and everybody is asked.
    """
    train = base.only(parts.train)
    if every_title:
        log = replace(train.log, titles=base.log.titles[parts.train])
        train = replace(train, log=log, titles=base.titles)
        catalogue = Vocabulary(np.arange(base.n_titles))
    else:
        catalogue = Vocabulary(np.flatnonzero(np.bincount(base.log.titles[parts.train], minlength=base.n_titles)))
    task = make_task(
        catalogue, history=_rows(base, parts.history), targets=_rows(base, parts.targets), with_cold=every_title
    )
    return stage_of(train, replace(task, people=base.people.ids[task.people]))


def stage_of(train: Dataset, task: Task) -> Stage:
    """The stage of a task, whose people are known as well as the tables of the training data know them."""
    return Stage(train, replace(task, histories=task.histories.with_traits(train.traits_of(Vocabulary(task.people)))))


def _rows(base: Dataset, chosen: np.ndarray) -> Rows:
    """In positions of the data set, which are cheaper to look up than its ids."""
    log = base.log.where(chosen)
    return Rows(log.people, log.titles, log.values, log.times)


def _over(catalogue: Vocabulary, rows: Rows, people: Vocabulary) -> Histories:
    who, which = people.positions(rows.people), catalogue.positions(rows.titles)
    inside = (who != ABSENT) & (which != ABSENT)
    times = None if rows.times is None else rows.times[inside]
    log = Interactions(who[inside], which[inside], rows.values[inside], times)
    return Histories.from_interactions(log, n_people=len(people), n_titles=len(catalogue))
