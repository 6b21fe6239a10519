"""What the lines of an import do to a library: worked out whole, before anything is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from matinee.domain.imports import Conflicts, ImportRow, Outcome
from matinee.domain.library import Dated, Mark, Marked, Rating, RatingChange, Watch
from matinee.kit.clock import DAY, MINUTE

Time = tuple[int, str, int]
"""A title, how exactly a watch of it is dated, and the minute or day of it: by which a watch is known again."""


@dataclass
class Applied:
    """outcomes: by line. Each title is rated, and changed, once."""

    ratings: list[Rating] = field(default_factory=list)
    changes: list[RatingChange] = field(default_factory=list)
    watches: list[Watch] = field(default_factory=list)
    marks: list[Marked] = field(default_factory=list)
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    def receipt(self) -> dict[str, int]:
        counts = Counter(self.outcomes.values())
        lines = {f"{outcome}_lines": counts[outcome] for outcome in ("added", "changed", "same", "kept")}
        return {"ratings": len(self.ratings), "watches": len(self.watches), "marks": len(self.marks), **lines}


@dataclass(frozen=True)
class Before:
    """A library as it is before the import. watched: of whole titles."""

    ratings: Mapping[int, Rating]
    watched: Set[Time]
    marked: Set[tuple[int, Mark]]


def plan(
    rows: Iterable[ImportRow], before: Before, *, conflicts: Conflicts, version: int, now: int, import_id: int
) -> Applied:
    """rows: with their titles, in the order of the file. Of several lines that rate one title the later moment counts,
    and of equal moments the later line."""
    done, marked = Applied(), set(before.marked)
    watched: dict[int, set[Time]] = {}
    for time in before.watched:
        watched.setdefault(time[0], set()).add(time)
    best: dict[int, ImportRow] = {}
    for row in rows:
        title_id = row.title_id or 0
        if row.half_stars is not None:
            other = best.get(title_id)
            if other is not None:
                done.outcomes[(row if _later(other, row) else other).line] = "same"
            if other is None or not _later(other, row):
                best[title_id] = row
        if row.said in {"watch", "rating_and_watch"}:
            _watch(done, row, watched, now)
        if row.said in {"watchlist", "favourite"}:
            _mark(done, row, marked, now)
    for title_id, row in best.items():
        old = before.ratings.get(title_id)
        outcome = _outcome(row, old, conflicts)
        done.outcomes[row.line] = outcome
        if outcome in {"added", "changed"}:
            rating = _rating(row, ignored=old is not None and old.ignored, now=now)
            done.ratings.append(rating)
            line = RatingChange(title_id, version, old, rating.half_stars, now, "import", import_id=import_id)
            done.changes.append(line)
    return done


def time_of(title_id: int, at: int, dated: Dated) -> Time:
    span = {"moment": MINUTE, "day": DAY, "unknown": 1}[dated]
    return title_id, dated, 0 if dated == "unknown" else at // span


def _later(one: ImportRow, other: ImportRow) -> bool:
    return (one.at or 0) > (other.at or 0)


def _outcome(row: ImportRow, old: Rating | None, conflicts: Conflicts) -> Outcome:
    if old is None:
        return "added"
    if old.half_stars == row.half_stars:
        return "same"
    return "changed" if _wins(row, old, conflicts) else "kept"


def _wins(row: ImportRow, old: Rating, conflicts: Conflicts) -> bool:
    """Where nobody can tell which is newer, what is there stays."""
    if conflicts != "newest":
        return conflicts == "file"
    return row.at is not None and old.dated != "unknown" and row.at > old.rated_at


def _rating(row: ImportRow, *, ignored: bool, now: int) -> Rating:
    at, dated = (now, "unknown") if row.at is None else (row.at, row.dated)
    return Rating(row.title_id or 0, row.half_stars or 0, at, dated, ignored)


def _watch(done: Applied, row: ImportRow, watched: dict[int, set[Time]], now: int) -> None:
    title_id = row.title_id or 0
    time = time_of(title_id, row.at or 0, row.dated)
    known = watched.setdefault(title_id, set())
    if time in known:
        done.outcomes.setdefault(row.line, "same")
        return
    known.add(time)
    at, dated = (now, "unknown") if row.at is None else (row.at, row.dated)
    done.watches.append(Watch(0, title_id, None, at, dated, 100, None))
    done.outcomes[row.line] = "added"


def _mark(done: Applied, row: ImportRow, marked: set[tuple[int, Mark]], now: int) -> None:
    title_id, kind = row.title_id or 0, "watchlist" if row.said == "watchlist" else "favourite"
    done.outcomes[row.line] = "same" if (title_id, kind) in marked else "added"
    if (title_id, kind) not in marked:
        marked.add((title_id, kind))
        done.marks.append(Marked(title_id, kind, now if row.at is None else row.at, None))
