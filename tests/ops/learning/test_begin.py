from pathlib import Path

import numpy as np

from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.gates.rules import Rules
from matinee.ops.learning.base import read_base
from matinee.ops.learning.begin import keep_lessons, lessons_of
from matinee.ops.learning.holdout import held_out, read_holdout

RULES = Rules()


def test_the_first_release_leaves_people_out_and_the_next_the_same_ones(tmp_path: Path) -> None:
    data = checkerboard(people=200).data
    lessons, holdout = lessons_of(tmp_path, data, at=7, rules=RULES)
    held = held_out(holdout.epoch, [f"base:{one}" for one in data.people.ids])
    assert 20 <= held.sum() == data.n_people - lessons.n_people
    assert not np.isin(lessons.people.ids, data.people.ids[held]).any()
    keep_lessons(tmp_path, data, holdout, origin="a")
    again, same = lessons_of(tmp_path, data, at=9, rules=RULES)
    assert (again.fingerprint, same) == (lessons.fingerprint, holdout)
    assert read_holdout(tmp_path) == holdout
    assert read_base(tmp_path).data.fingerprint == data.fingerprint


def test_what_is_kept_already_is_not_written_again(tmp_path: Path) -> None:
    data = checkerboard(people=60).data
    _, holdout = lessons_of(tmp_path, data, at=7, rules=RULES)
    keep_lessons(tmp_path, data, holdout, origin="a")
    written = (tmp_path / "base/base.json").stat().st_mtime_ns
    keep_lessons(tmp_path, data, holdout, origin="a")
    assert (tmp_path / "base/base.json").stat().st_mtime_ns == written
    keep_lessons(tmp_path, data, holdout, origin="b")
    assert read_base(tmp_path).origin == "b"
