"""What it takes to take an import back: worked out whole, before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matinee.domain.library import Rating, RatingChange


@dataclass
class Back:
    """removed: titles that were not rated before. taken: the changes that are taken back. kept: how many ratings were
    changed since, and stay."""

    removed: list[int] = field(default_factory=list)
    restored: list[Rating] = field(default_factory=list)
    changes: list[RatingChange] = field(default_factory=list)
    taken: list[RatingChange] = field(default_factory=list)
    kept: int = 0


def plan_back(changes: Iterable[RatingChange], *, ratings: Mapping[int, Rating], version: int, now: int) -> Back:
    """changes: that the import made and that were not taken back yet."""
    back = Back()
    for change in changes:
        current = ratings.get(change.title_id)
        if (current.half_stars if current else None) != change.after:
            back.kept += 1
            continue
        if change.before is None:
            back.removed.append(change.title_id)
        else:
            back.restored.append(change.before)
        after = change.before and change.before.half_stars
        line = RatingChange(change.title_id, version, current, after, now, "undo", import_id=change.import_id)
        back.changes.append(line)
        back.taken.append(change)
    return back
