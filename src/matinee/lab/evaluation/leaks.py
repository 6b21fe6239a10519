"""Finds what a model was allowed to learn and should not have been: a lint over a split, before any model is fitted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Split, Stage, Task
from matinee.lab.data.vocabulary import Vocabulary

Severity = Literal["leak", "doubt"]


@dataclass(frozen=True)
class LeakFinding:
    """check: a short name. severity: a leak makes figures too good; a doubt is something the data cannot rule out.
    count: how many events, titles or people it concerns, as `what` says in words."""

    check: str
    severity: Severity
    stage: str
    count: int
    what: str

    def __str__(self) -> str:
        return f"{self.severity} in the {self.stage} stage, {self.check}: {self.what}"


def lint_split(split: Split) -> tuple[LeakFinding, ...]:
    """Nothing for a clean split. The checks are described in docs/referee.md."""
    found: list[LeakFinding] = []
    for name, stage in (("tuning", split.tuning), ("final", split.final)):
        found += _people_twice(stage.task, name)
        found += _targets_known(stage, name)
        if split.protocol != "rating":
            found += _catalogue_from_elsewhere(stage, name)
        if split.protocol == "strong":
            found += _people_known(stage.train.people, stage.task.people, name)
        if split.protocol == "time":
            found += _future_in_training(stage, name)
        if split.protocol in {"time", "last"}:
            found += _history_after_target(stage.task, name)
    return (*found, *_test_in_tuning(split))


def _people_twice(task: Task, stage: str) -> Iterator[LeakFinding]:
    twice = len(task.people) - len(np.unique(task.people))
    if twice:
        yield LeakFinding("people twice", "leak", stage, twice, f"{twice} rows repeat a person of the task")


def _targets_known(stage: Stage, name: str) -> Iterator[LeakFinding]:
    task = stage.task
    seen = _in_common(_pairs_of(task.people, task.histories, stage.train), _targets_of(stage))
    if seen:
        what = f"{seen} targets stand in the history of the same person"
        yield LeakFinding("target in history", "leak", name, seen, what)
    learned = _in_common(_events_of(stage.train), _targets_of(stage))
    if learned:
        what = f"{learned} targets stand in the training data under the same person and title"
        yield LeakFinding("target in training", "leak", name, learned, what)


def _people_known(known: Vocabulary, people: np.ndarray, stage: str) -> Iterator[LeakFinding]:
    count = int(np.count_nonzero(known.positions(people) >= 0))
    if count:
        what = f"{count} people to answer for are in the training data, from which they should be held out"
        yield LeakFinding("test people in training", "leak", stage, count, what)


def _catalogue_from_elsewhere(stage: Stage, name: str) -> Iterator[LeakFinding]:
    unheard = int(np.count_nonzero(np.bincount(stage.train.log.titles, minlength=stage.train.n_titles) == 0))
    if unheard:
        what = f"{unheard} titles of the catalogue have no training event: the catalogue was made from more than that"
        yield LeakFinding("future titles", "leak", name, unheard, what)


def _future_in_training(stage: Stage, name: str) -> Iterator[LeakFinding]:
    learned, wanted = stage.train.log.times, stage.task.targets.times
    if learned is None or wanted is None:
        yield LeakFinding("times unknown", "doubt", name, 0, "without times nobody can check that training came first")
        return
    if not len(wanted):
        return
    first = wanted.min()
    later = int(np.count_nonzero(learned > first))
    if later:
        what = f"{later} training events happened after the first target"
        yield LeakFinding("future events", "leak", name, later, what)
    elif level := int(np.count_nonzero(learned == first)):
        what = f"{level} training events have the time of the first target, so which came first is not known"
        yield LeakFinding("duplicate times", "doubt", name, level, what)


def _history_after_target(task: Task, name: str) -> Iterator[LeakFinding]:
    had, wanted = task.histories, task.targets
    if had.times is None or wanted.times is None:
        yield LeakFinding("times unknown", "doubt", name, 0, "without times nobody can check that histories came first")
        return
    newest = np.full(len(task), np.iinfo(np.int64).min)
    np.maximum.at(newest, had.row_numbers, had.times)
    oldest = np.full(len(task), np.iinfo(np.int64).max)
    np.minimum.at(oldest, wanted.row_numbers, wanted.times)
    later, level = int(np.count_nonzero(newest > oldest)), int(np.count_nonzero(newest == oldest))
    if later:
        what = f"{later} people have a history that goes on after a target"
        yield LeakFinding("history after target", "leak", name, later, what)
    if level:
        what = (
            f"{level} people have a target at the very time of their last history event, so 'last' is a matter of luck"
        )
        yield LeakFinding("duplicate times", "doubt", name, level, what)


def _test_in_tuning(split: Split) -> Iterator[LeakFinding]:
    """Settings are chosen on the tuning stage; whatever it holds of the test has been chosen for."""
    tuning, final = split.tuning, split.final
    test = _targets_of(final)
    places = {
        "training data": _events_of(tuning.train),
        "histories": _pairs_of(tuning.task.people, tuning.task.histories, tuning.train),
        "targets": _targets_of(tuning),
    }
    for place, pairs in places.items():
        count = _in_common(pairs, test)
        if count:
            what = f"{count} test targets stand in the {place} of the tuning stage"
            yield LeakFinding("test in tuning", "leak", "tuning", count, what)
    if split.protocol == "strong":
        yield from _people_known(tuning.train.people, final.task.people, "tuning")
        both = len(np.intersect1d(tuning.task.people, final.task.people))
        if both:
            what = f"{both} test people are also the people of the tuning stage"
            yield LeakFinding("test in tuning", "leak", "tuning", both, what)
    if split.protocol == "time":
        yield from _tuning_after_test(tuning, final)


def _tuning_after_test(tuning: Stage, final: Stage) -> Iterator[LeakFinding]:
    test = final.task.targets.times
    if test is None or not len(test):
        return
    parts = (tuning.train.log.times, tuning.task.histories.times, tuning.task.targets.times)
    later = sum(int(np.count_nonzero(times > test.min())) for times in parts if times is not None)
    if later:
        what = f"{later} events of the tuning stage happened after the first test target"
        yield LeakFinding("future events", "leak", "tuning", later, what)


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Who had what, in external ids, so that stages with vocabularies of their own can be compared."""

    people: np.ndarray
    titles: np.ndarray


def _events_of(data: Dataset) -> _Pairs:
    return _Pairs(data.people.ids[data.log.people], data.titles.ids[data.log.titles])


def _pairs_of(people: np.ndarray, rows: Histories, data: Dataset) -> _Pairs:
    return _Pairs(np.asarray(people)[rows.row_numbers], data.titles.ids[rows.titles])


def _targets_of(stage: Stage) -> _Pairs:
    return _pairs_of(stage.task.people, stage.task.targets, stage.train)


def _in_common(known: _Pairs, asked: _Pairs) -> int:
    """How many of the pairs asked for are among the known ones."""
    people, titles = Vocabulary.of(asked.people), Vocabulary.of(asked.titles)
    codes = []
    for pairs in (known, asked):
        who, which = people.positions(pairs.people), titles.positions(pairs.titles)
        named = (who >= 0) & (which >= 0)
        codes.append(who[named] * np.int64(max(len(titles), 1)) + which[named])
    return int(np.isin(codes[1], codes[0]).sum())
