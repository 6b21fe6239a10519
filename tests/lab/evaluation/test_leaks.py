"""The lint over splits: silent on clean ones, and every planted leak is caught by the check meant for it."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.splits.files import read_split
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import PROTOCOLS, Protocol, Split, Stage
from matinee.lab.data.vocabulary import Vocabulary
from matinee.lab.evaluation.leaks import lint_split


@cache
def clean(protocol: Protocol) -> Split:
    """Of a made-up log in which no two events have one time."""
    chance = np.random.default_rng(0)
    titles = np.concatenate([chance.choice(30, size=20, replace=False) for _ in range(80)])
    people = np.repeat(np.arange(80), 20)
    values = chance.integers(3, 6, size=1_600).astype(float)
    return make_split(Dataset.from_columns(people, titles, values, chance.permutation(1_600) * 60), protocol)


def joined(first: Histories, second: Histories) -> Histories:
    """The events of both, person by person."""
    times = None if first.times is None or second.times is None else np.concatenate([first.times, second.times])
    log = Interactions(
        np.concatenate([first.row_numbers, second.row_numbers]),
        np.concatenate([first.titles, second.titles]),
        np.concatenate([first.values, second.values]),
        times,
    )
    return Histories.from_interactions(log, n_people=len(first), n_titles=first.n_titles)


def only_first_event(rows: Histories) -> Histories:
    return rows.keep_events(np.arange(len(rows.titles)) == 0)


def with_task(stage: Stage, **changes: object) -> Stage:
    return replace(stage, task=replace(stage.task, **changes))  # pyright: ignore[reportArgumentType]


def with_log(stage: Stage, people: np.ndarray, titles: np.ndarray, times: np.ndarray | None = None) -> Stage:
    """The training data with more events, given by external ids of people and positions of titles."""
    train = stage.train
    everybody = Vocabulary.of(np.concatenate([train.people.ids, people]))
    moved = everybody.positions(train.people.ids)[train.log.people]
    more = train.log.times[-1:].repeat(len(people)) if times is None and train.log.times is not None else times
    log = Interactions(
        np.concatenate([moved, everybody.positions(people)]),
        np.concatenate([train.log.titles, titles]),
        np.concatenate([train.log.values, np.full(len(people), 5.0)]),
        None if train.log.times is None or more is None else np.concatenate([train.log.times, more]),
    )
    return replace(stage, train=replace(train, log=log, people=everybody))


def moved_in_time(rows: Histories, seconds: int) -> Histories:
    assert rows.times is not None
    return replace(rows, times=rows.times + seconds)


def target_in_history(split: Split) -> Split:
    task = split.final.task
    told = joined(task.histories, only_first_event(task.targets))
    return replace(split, final=with_task(split.final, histories=told))


def target_in_training(split: Split) -> Split:
    stage = split.final
    return replace(split, final=with_log(stage, stage.task.people[:1], stage.task.targets.row(0).titles[:1]))


def held_out_people_in_training(split: Split) -> Split:
    return replace(split, final=with_log(split.final, split.final.task.people[:3], np.array([0, 0, 0])))


def future_events(split: Split) -> Split:
    stage = split.final
    wanted = stage.task.targets.times
    assert wanted is not None
    someone, something = stage.train.people.ids[:2], np.array([0, 1])
    return replace(split, final=with_log(stage, someone, something, np.repeat(wanted.max() + 60, 2)))


def level_with_the_cut(split: Split) -> Split:
    stage = split.final
    wanted = stage.task.targets.times
    assert wanted is not None
    return replace(split, final=with_log(stage, stage.train.people.ids[:1], np.array([0]), wanted[[wanted.argmin()]]))


def tuning_after_test(split: Split) -> Split:
    late = moved_in_time(split.tuning.task.targets, 10**6)
    return replace(split, tuning=with_task(split.tuning, targets=late))


def history_after_target(split: Split) -> Split:
    return replace(split, final=with_task(split.final, histories=moved_in_time(split.final.task.histories, 10**6)))


def level_with_the_target(split: Split) -> Split:
    task = split.final.task
    assert task.histories.times is not None
    assert task.targets.times is not None
    newest = task.histories.times.copy()
    newest[task.histories.offsets[1] - 1] = task.targets.times[0]
    return replace(split, final=with_task(split.final, histories=replace(task.histories, times=newest)))


def without_times(split: Split) -> Split:
    return replace(split, final=with_task(split.final, targets=replace(split.final.task.targets, times=None)))


def title_nobody_has(split: Split) -> Split:
    train = split.final.train
    some = np.flatnonzero(train.log.titles != 3)
    return replace(split, final=replace(split.final, train=replace(train, log=train.log.where(some))))


def people_twice(split: Split) -> Split:
    people = split.final.task.people.copy()
    people[1] = people[0]
    return replace(split, final=with_task(split.final, people=people))


def tuned_on_the_test_itself(split: Split) -> Split:
    return replace(split, tuning=split.final)


def tuned_on_test_data(split: Split) -> Split:
    final = split.final
    titles = split.tuning.train.titles.positions(final.train.titles.ids[final.task.targets.titles])
    known = titles >= 0
    people = final.task.people[final.task.targets.row_numbers[known]]
    return replace(split, tuning=with_log(split.tuning, people, titles[known]))


def tuned_on_test_people(split: Split) -> Split:
    people = split.tuning.task.people.copy()
    people[0] = split.final.task.people[0]
    return replace(split, tuning=with_task(split.tuning, people=people))


def tuned_on_people_to_be_tested(split: Split) -> Split:
    return replace(split, tuning=with_log(split.tuning, split.final.task.people[:2], np.array([0, 1])))


PLANTED: list[tuple[Protocol, Callable[[Split], Split], str, str, str]] = [
    *((protocol, target_in_history, "target in history", "leak", "final") for protocol in PROTOCOLS),
    *((protocol, target_in_training, "target in training", "leak", "final") for protocol in PROTOCOLS),
    *((protocol, people_twice, "people twice", "leak", "final") for protocol in PROTOCOLS),
    *((protocol, tuned_on_the_test_itself, "test in tuning", "leak", "tuning") for protocol in PROTOCOLS),
    *((protocol, tuned_on_test_data, "test in tuning", "leak", "tuning") for protocol in PROTOCOLS),
    *((protocol, title_nobody_has, "future titles", "leak", "final") for protocol in PROTOCOLS if protocol != "rating"),
    ("strong", held_out_people_in_training, "test people in training", "leak", "final"),
    ("strong", tuned_on_test_people, "test in tuning", "leak", "tuning"),
    ("strong", tuned_on_people_to_be_tested, "test people in training", "leak", "tuning"),
    ("time", future_events, "future events", "leak", "final"),
    ("time", tuning_after_test, "future events", "leak", "tuning"),
    ("time", level_with_the_cut, "duplicate times", "doubt", "final"),
    ("time", history_after_target, "history after target", "leak", "final"),
    ("last", history_after_target, "history after target", "leak", "final"),
    ("last", level_with_the_target, "duplicate times", "doubt", "final"),
    ("time", without_times, "times unknown", "doubt", "final"),
    ("last", without_times, "times unknown", "doubt", "final"),
]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_clean_split_gives_no_finding(protocol: Protocol) -> None:
    assert lint_split(clean(protocol)) == ()


@pytest.mark.parametrize(
    ("protocol", "plant", "check", "severity", "stage"),
    PLANTED,
    ids=[f"{protocol}-{plant.__name__}" for protocol, plant, *_ in PLANTED],
)
def test_a_planted_leak_is_caught(
    protocol: Protocol, plant: Callable[[Split], Split], check: str, severity: str, stage: str
) -> None:
    found = lint_split(plant(clean(protocol)))
    assert (check, severity, stage) in {(one.check, one.severity, one.stage) for one in found}


def test_a_finding_says_how_much_and_where_in_words() -> None:
    found = next(one for one in lint_split(target_in_history(clean("weak"))) if one.check == "target in history")
    assert found.count == 1
    assert str(found) == (
        "leak in the final stage, target in history: 1 targets stand in the history of the same person"
    )


def test_titles_without_ratings_are_no_leak_where_ratings_are_predicted() -> None:
    assert lint_split(title_nobody_has(clean("rating"))) == ()


def test_a_time_split_without_targets_in_a_stage_has_no_moment_to_be_after() -> None:
    split = clean("time")
    task = split.final.task
    none = task.targets.keep_events(np.zeros(len(task.targets.titles), dtype=bool))
    emptied = replace(split, final=with_task(split.final, targets=none))
    assert lint_split(emptied) == ()


@pytest.mark.parametrize("name", ["ml1m-S", "ml1m-W", "ml100k-W"])
def test_the_split_files_hold_no_leak(name: str, data_folder: Path) -> None:
    assert lint_split(read_split(data_folder / "splits" / f"{name}.npz")) == ()


def test_the_time_split_file_holds_no_leak_but_a_few_ratings_on_the_very_second_of_the_cut(data_folder: Path) -> None:
    found = lint_split(read_split(data_folder / "splits" / "ml1m-T.npz"))
    assert {(one.check, one.severity, one.stage) for one in found} == {("duplicate times", "doubt", "tuning")}
    assert sum(one.count for one in found) == 4
