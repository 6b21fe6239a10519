"""What a file says of somebody's ratings and watches, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from matinee.domain.library import Dated

Said = Literal["rating", "watch", "rating_and_watch", "watchlist", "favourite"]
RowState = Literal["matched", "unsure", "unmatched", "bad", "fixed", "skipped"]
ROW_STATES: tuple[RowState, ...] = get_args(RowState)
"""matched: to a title, by the file. unsure: several titles, or one that is not quite the same, may be meant. fixed and
skipped: by the person."""
Outcome = Literal["added", "changed", "same", "kept"]
"""kept: what was there stays, since it is newer, or nobody can tell."""
ImportState = Literal["preview", "applying", "applied", "undoing", "undone"]
"""applying, undoing: a piece at a time; what was stopped in the middle can be gone on with. One that is being applied
can be taken back, as far as it came."""
Conflicts = Literal["newest", "file", "mine"]
"""Whose rating holds where both have one: the later of the two, the file's, or the one that is there."""


@dataclass(frozen=True)
class Observation:
    """One line of a file. ids: (source, id) of the title elsewhere. half_stars: on our scale. fault: why the line
    cannot be used, where `said` is None; else what of it could not."""

    line: int
    said: Said | None
    name: str | None = None
    year: int | None = None
    ids: tuple[tuple[str, str], ...] = ()
    half_stars: int | None = None
    at: int | None = None
    dated: Dated = "unknown"
    fault: str | None = None


@dataclass(frozen=True)
class ImportRow:
    """candidates: titles that may be meant, the likeliest first."""

    line: int
    state: RowState
    said: Said | None
    name: str | None
    year: int | None
    half_stars: int | None
    at: int | None
    dated: Dated
    title_id: int | None
    candidates: tuple[int, ...]
    fault: str | None
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Import:
    """format: by which the file was read. digest: of the file. scale: the stars of the best rating in it, as it was
    read; None where it holds no ratings. receipt: how many lines came out how, once applied or taken back; so far,
    meanwhile. conflicts: by which it is, or was, applied. whole: what is to be done where it is being applied (lines)
    or taken back (ratings, watches and marks). undone_to: the last title whose rating was looked at while it is taken
    back."""

    id: int
    format: str
    digest: str
    state: ImportState
    made_at: int
    applied_at: int | None = None
    undone_at: int | None = None
    receipt: Mapping[str, int] = field(default_factory=dict)
    conflicts: Conflicts | None = None
    scale: int | None = None
    whole: int = 0
    undone_to: int = 0

    @property
    def done(self) -> int:
        """Of the whole, so far."""
        return sum(self.receipt.get(name, 0) for name in COUNTS.get(self.state, ()))


COUNTS: Mapping[ImportState, tuple[str, ...]] = {
    "applying": ("added_lines", "changed_lines", "same_lines", "kept_lines"),
    "undoing": ("ratings_taken_back", "ratings_kept", "watches_taken_back", "marks_taken_back"),
}
"""What of a receipt has been gone through while it grows."""


@dataclass(frozen=True)
class Named:
    """A title that may be meant. folded: its name as names are compared."""

    id: int
    folded: str
    year: int | None
