from dataclasses import replace

import numpy as np
import pytest

from matinee.domain.errors import BadData
from matinee.lab.blending.lessons import check_lesson, own_lesson
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Stage
from matinee.lab.world.checkerboard import checkerboard
from tests.worlds.two_tastes import two_tastes

DATA = two_tastes().data


def own() -> Stage:
    made = own_lesson(DATA, FitContext(seed=1))
    assert made is not None
    return made


def test_people_of_an_own_lesson_are_strangers_to_what_is_learned_from() -> None:
    made = own()
    assert len(made.task) == 3
    assert (made.train.people.positions(made.task.people) < 0).all()
    assert made.train.n_people + len(made.task) == DATA.n_people


def test_only_likes_are_to_be_found_and_never_all_of_them() -> None:
    made = own()
    assert (made.task.targets.values >= DATA.feedback.like_at).all()
    assert (made.task.targets.lengths == 1).all()
    assert (made.task.histories.liked(DATA.feedback).lengths >= 1).all()
    check_lesson(made)


def test_the_seed_decides_who_is_held_out() -> None:
    again, other = own_lesson(DATA, FitContext(seed=1)), own_lesson(DATA, FitContext(seed=2))
    assert again is not None
    assert other is not None
    assert again.task.people.tolist() == own().task.people.tolist() != other.task.people.tolist()


def test_where_nobody_can_be_held_out_there_is_no_lesson() -> None:
    lonely = Dataset.from_columns(np.ones(3, dtype=np.int64), np.arange(3), np.full(3, 5.0, dtype=np.float32))
    assert own_lesson(lonely, FitContext()) is None
    disliking = Dataset.from_columns(np.arange(9), np.arange(9), np.ones(9, dtype=np.float32))
    assert own_lesson(disliking, FitContext()) is None


@pytest.mark.parametrize("protocol", ["weak", "strong", "time"])
def test_the_tuning_part_of_a_split_is_a_fair_lesson(protocol: str) -> None:
    check_lesson(make_split(checkerboard(people=60).data, protocol).tuning)  # type: ignore[arg-type]


def test_targets_in_a_history_are_refused() -> None:
    fair = own()
    leaking = replace(fair, task=replace(fair.task, histories=_also(fair.task.histories, fair.task.targets)))
    with pytest.raises(BadData, match="3 titles to be found stand in the history"):
        check_lesson(leaking)


def test_targets_that_members_learn_from_are_refused() -> None:
    split = make_split(checkerboard(people=60).data, "weak")
    leaking = Stage(split.final.train, split.tuning.task)
    with pytest.raises(BadData, match="stand in the data that members learn from"):
        check_lesson(leaking)


def _also(first: Histories, second: Histories) -> Histories:
    rows = [[*first.row(row).titles.tolist(), *second.row(row).titles.tolist()] for row in range(len(first))]
    return Histories.from_lists(rows, n_titles=first.n_titles)
