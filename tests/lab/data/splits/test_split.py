from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Task


def test_a_task_is_as_long_as_its_people_are_many() -> None:
    rows = Histories.from_lists([[0], [1], [0, 1]], n_titles=2)
    task = Task(np.array([7, 8, 9]), rows, rows, np.zeros(3, dtype=np.int32))
    assert len(task) == 3
    assert task.left_out == 0


def test_a_task_cannot_be_changed() -> None:
    nothing = Histories.from_lists([], n_titles=2)
    task = Task(np.zeros(0, dtype=np.int64), nothing, nothing, np.zeros(0, dtype=np.int32))
    assert len(task) == 0
    with pytest.raises(FrozenInstanceError):
        task.left_out = 3  # pyright: ignore[reportAttributeAccessIssue]
