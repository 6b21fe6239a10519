from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from matinee.lab.data.checking.split_leaks import check_split
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Protocol, Split, Stage
from tests.lab.data.splits.made import log_of


def split_of(protocol: Protocol) -> Split:
    return make_split(log_of(0, titles=80), protocol)


def with_events(data: Dataset, people: np.ndarray, titles: np.ndarray, times: np.ndarray | None = None) -> Dataset:
    """More events, in external ids; people who are new join the vocabulary."""
    log = data.log
    assert log.times is not None
    return Dataset.from_columns(
        np.append(data.people.ids[log.people], people),
        np.append(data.titles.ids[log.titles], titles),
        np.append(log.values, np.full(len(people), 5.0)),
        np.append(log.times, np.full(len(people), log.times.min()) if times is None else times),
    )


def first_targets(stage: Stage, count: int) -> tuple[np.ndarray, np.ndarray]:
    targets = stage.task.targets
    return stage.task.people[targets.row_numbers[:count]], stage.train.titles.ids[targets.titles[:count]]


def learn_targets(split: Split) -> Split:
    people, titles = first_targets(split.final, 3)
    return replace(split, final=replace(split.final, train=with_events(split.final.train, people, titles)))


def know_targets(split: Split) -> Split:
    """The history of everybody becomes what is to be found."""
    task = split.final.task
    return replace(split, final=replace(split.final, task=replace(task, histories=task.targets)))


def tune_on_test(split: Split) -> Split:
    people, titles = first_targets(split.final, 3)
    return replace(split, tuning=replace(split.tuning, train=with_events(split.tuning.train, people, titles)))


def judge_tuning_by_test(split: Split) -> Split:
    return replace(split, tuning=split.final)


@pytest.mark.parametrize(
    ("plant", "name", "count"),
    [(learn_targets, "target known", 3), (know_targets, "target known", None), (tune_on_test, "test tuned on", 3)],
)
@pytest.mark.parametrize("protocol", ["time", "last", "weak"])
def test_a_planted_leak_is_found(
    protocol: Protocol, plant: Callable[[Split], Split], name: str, count: int | None
) -> None:
    clean = split_of(protocol)
    assert check_split(clean).findings == ()
    report = check_split(plant(clean))
    found = next(finding for finding in report.findings if finding.name == name)
    assert found.level == "refuse"
    assert found.count == (count or len(clean.final.task.targets.titles))


def test_tuning_on_the_test_itself_is_found() -> None:
    split = split_of("weak")
    found = check_split(judge_tuning_by_test(split)).findings
    assert [(finding.name, finding.count) for finding in found] == [
        ("test tuned on", len(split.final.task.targets.titles))
    ]


def test_a_held_out_person_who_is_learned_from_is_found() -> None:
    split = split_of("strong")
    person = split.final.task.people[:1]
    train = with_events(split.final.train, person, split.final.train.titles.ids[:1])
    names = {finding.name for finding in check_split(replace(split, final=replace(split.final, train=train))).findings}
    assert "held-out person known" in names
    weak = replace(split, protocol="weak", final=replace(split.final, train=train))
    assert "held-out person known" not in {finding.name for finding in check_split(weak).findings}


def test_an_event_of_the_future_is_found() -> None:
    split = split_of("time")
    train, times = split.final.train, split.final.task.targets.times
    assert times is not None
    later = with_events(train, np.array([999]), train.titles.ids[:1], np.array([times.max()]))
    found = check_split(replace(split, final=replace(split.final, train=later))).findings
    assert [(finding.name, finding.count) for finding in found] == [("future known", 1)]


def test_without_times_the_future_cannot_be_told() -> None:
    split = split_of("time")
    log = split.final.train.log
    untimed = replace(split.final.train, log=Interactions(log.people, log.titles, log.values))
    assert check_split(replace(split, final=replace(split.final, train=untimed))).findings == ()


def test_a_stage_without_targets_leaks_nothing() -> None:
    split = split_of("time")
    targets = split.final.task.targets
    nothing = Histories(np.zeros(len(targets) + 1), targets.titles[:0], targets.values[:0], targets.n_titles)
    emptied = replace(split.final, task=replace(split.final.task, targets=nothing))
    assert check_split(replace(split, final=emptied)).findings == ()
