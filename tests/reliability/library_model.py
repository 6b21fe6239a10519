"""What one title in one person's library must be, whatever happens to the service: the model that answers are held
against. Stars are half stars."""

from dataclasses import dataclass, replace
from typing import Any

NEWEST = 20
"""Lines of the history of a title that are looked at."""
Line = tuple[int | None, int | None, str]
"""Of the history: the stars before and after, and whether the person did it or took something back."""
NOTHING_LEFT = "nothing left"
"""What is told where there is no change to take back."""


@dataclass(frozen=True)
class Kept:
    """stars: None where the title is not rated. before: what a change that can be taken back would bring back, the last
    at the end. lines: the newest of the history, the last first. favourite: whether it is marked."""

    stars: int | None = None
    before: tuple[int | None, ...] = ()
    lines: tuple[Line, ...] = ()
    favourite: bool = False


def done(kept: Kept, action: str, value: int | None) -> tuple[Kept, Any]:
    """What is kept afterwards, and what the answer tells."""
    if action == "rate":
        return (kept if kept.stars == value else _changed(kept, value)), value
    if action == "unrate":
        return (kept if kept.stars is None else _changed(kept, None)), None
    if action == "undo":
        if not kept.before:
            return kept, NOTHING_LEFT
        back = kept.before[-1]
        lines = ((kept.stars, back, "undo"), *kept.lines)[:NEWEST]
        return replace(kept, stars=back, before=kept.before[:-1], lines=lines), back
    if action in {"mark", "unmark"}:
        return replace(kept, favourite=action == "mark"), None
    return kept, {"read": (kept.stars, kept.lines), "look": kept.favourite}[action]


def _changed(kept: Kept, stars: int | None) -> Kept:
    lines = ((kept.stars, stars, "person"), *kept.lines)[:NEWEST]
    return replace(kept, stars=stars, before=(*kept.before, kept.stars), lines=lines)
