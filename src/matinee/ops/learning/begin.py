"""What a release made by hand leaves out, and what it keeps, so that trainings can follow."""

from pathlib import Path

from matinee.lab.data.dataset import Dataset
from matinee.ops.gates.rules import Rules
from matinee.ops.learning.base import about_base, keep_base
from matinee.ops.learning.holdout import Holdout, first_holdout, held_out, read_holdout, write_holdout


def lessons_of(home: Path, data: Dataset, *, at: int, rules: Rules) -> tuple[Dataset, Holdout]:
    """What the release may learn from, without the people of the holdout, and that holdout: the one of the home, or a
    first one. home: of one release name."""
    holdout = read_holdout(home) or first_holdout(data.n_people, at=at, rules=rules)
    held = held_out(holdout.epoch, [f"base:{one}" for one in data.people.ids.tolist()])
    return data.only(~held[data.log.people]), holdout


def keep_lessons(home: Path, data: Dataset, holdout: Holdout, *, origin: str) -> None:
    """data: all of it, those who are held out too. Once the release stands."""
    kept = about_base(home)
    if kept is None or (kept.fingerprint, kept.origin) != (data.fingerprint, origin):
        keep_base(home, data, origin=origin)
    if read_holdout(home) != holdout:
        write_holdout(home, holdout)
