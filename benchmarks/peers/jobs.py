"""Turns a stage of a split into the file that every adapter reads, and what is needed to judge its answers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from score import Answers, Stars

from matinee.lab.data.splits.files import read_split
from matinee.lab.data.splits.split import Stage, Task

StageName = Literal["tuning", "final"]


@dataclass(frozen=True, eq=False)
class Prepared:
    """A job on disk with what its adapters must not see."""

    path: Path
    answers: Answers | Stars
    offsets: np.ndarray
    history: np.ndarray


def prepare(split_file: Path, stage: StageName, folder: Path, *, most_people: int | None = None) -> Prepared:
    """most_people: ask only so many, drawn at random, where an estimate is enough."""
    split = read_split(split_file)
    made: Stage = split.final if stage == "final" else split.tuning
    log, task = made.train.log, made.task
    if most_people is not None and most_people < len(task):
        task = _some_of(task, most_people)
    arrays = {
        "people": log.people,
        "titles": log.titles,
        "values": log.values,
        "n_people": np.int64(made.train.n_people),
        "n_titles": np.int64(made.train.n_titles),
        "offsets": task.histories.offsets,
        "history_titles": task.histories.titles,
        "history_values": task.histories.values,
        "known": made.train.people.positions(task.people),
    }
    if log.times is not None:
        arrays["times"] = log.times
    if task.histories.times is not None:
        arrays["history_times"] = task.histories.times
    if split.protocol == "rating":
        arrays |= {"pair_rows": task.targets.row_numbers, "pair_titles": task.targets.titles}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{split_file.stem}-{stage}.npz"
    np.savez(path, **arrays)
    if split.protocol == "rating":
        answers: Answers | Stars = Stars(task.targets.row_numbers, task.targets.values, made.train.n_titles)
    else:
        answers = Answers(task.targets.offsets, task.targets.titles, task.missed, made.train.n_titles)
    return Prepared(path, answers, task.histories.offsets, task.histories.titles)


def _some_of(task: Task, count: int) -> Task:
    drawn = np.sort(np.random.default_rng(0).choice(len(task), size=count, replace=False))
    return Task(task.people[drawn], task.histories.rows(drawn), task.targets.rows(drawn), task.missed[drawn])
