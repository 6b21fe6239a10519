from typing import Any

import pytest

from matinee.domain.imports import Conflicts, ImportRow, Said
from matinee.domain.library import Rating
from matinee.kit.clock import DAY
from matinee.services.library.apply import Applied, Before, plan, time_of

NOW = 100 * DAY
NOTHING = Before({}, set(), set())


def row(line: int, half_stars: int | None = 8, *, title: int = 1, said: Said = "rating", **more: Any) -> ImportRow:
    at = more.get("at")
    dated = "unknown" if at is None else "day"
    return ImportRow(line, "matched", said, None, None, half_stars, at, dated, title, (), None)


def planned(*rows: ImportRow, before: Before = NOTHING, conflicts: Conflicts = "newest") -> Applied:
    return plan(rows, before, conflicts=conflicts, version=7, now=NOW, import_id=3)


def test_what_was_not_rated_is_rated_as_of_the_day_of_the_file() -> None:
    done = planned(row(2, 8, at=DAY), row(3, 4, title=2))
    assert done.ratings == [Rating(1, 8, DAY, "day"), Rating(2, 4, NOW, "unknown")]
    assert [(one.title_id, one.version, one.before, one.after, one.source, one.import_id) for one in done.changes] == [
        (1, 7, None, 8, "import", 3),
        (2, 7, None, 4, "import", 3),
    ]
    assert done.outcomes == {2: "added", 3: "added"}


@pytest.mark.parametrize(
    ("conflicts", "at", "mine", "outcome"),
    [
        ("newest", 50 * DAY, Rating(1, 3, 40 * DAY), "changed"),
        ("newest", 50 * DAY, Rating(1, 3, 60 * DAY), "kept"),
        ("newest", None, Rating(1, 3, 40 * DAY), "kept"),
        ("newest", 50 * DAY, Rating(1, 3, 40 * DAY, "unknown"), "kept"),
        ("file", None, Rating(1, 3, 60 * DAY), "changed"),
        ("mine", 50 * DAY, Rating(1, 3, 40 * DAY), "kept"),
        ("file", 50 * DAY, Rating(1, 8, 40 * DAY), "same"),
    ],
)
def test_where_both_have_a_rating_it_is_as_the_person_says(
    conflicts: Conflicts, at: int | None, mine: Rating, outcome: str
) -> None:
    done = planned(row(2, 8, at=at), before=Before({1: mine}, set(), set()), conflicts=conflicts)
    assert done.outcomes == {2: outcome}
    assert [one.before for one in done.changes] == ([mine] if outcome == "changed" else [])


def test_a_rating_that_is_ignored_is_ignored_still() -> None:
    mine = Rating(1, 3, 0, ignored=True)
    done = planned(row(2, 8, at=DAY), before=Before({1: mine}, set(), set()))
    assert done.ratings == [Rating(1, 8, DAY, "day", ignored=True)]


def test_of_several_lines_on_one_title_the_latest_counts() -> None:
    done = planned(row(2, 2, at=2 * DAY), row(3, 4, at=DAY), row(4, 6, at=2 * DAY))
    assert (done.ratings, done.outcomes) == ([Rating(1, 6, 2 * DAY, "day")], {2: "same", 3: "same", 4: "added"})
    assert [one.half_stars for one in planned(row(2, 2), row(3, 4)).ratings] == [4]


def test_watches_and_marks_that_are_there_are_not_made_again() -> None:
    watched, marked = {time_of(1, 5 * DAY, "day")}, {(1, "watchlist")}
    rows = [
        row(2, None, said="watch", at=5 * DAY + 100),
        row(3, None, said="watch", at=6 * DAY),
        row(4, None, said="watch", at=6 * DAY + 5),
        row(5, None, said="watchlist"),
        row(6, None, said="favourite"),
        row(7, 9, said="rating_and_watch", title=2),
    ]
    done = planned(*rows, before=Before({}, watched, marked))  # type: ignore[arg-type]
    assert [(one.title_id, one.watched_at, one.rewatch) for one in done.watches] == [(1, 6 * DAY, None), (2, NOW, None)]
    assert [(one.title_id, one.kind) for one in done.marks] == [(1, "favourite")]
    assert done.outcomes == {2: "same", 3: "added", 4: "same", 5: "same", 6: "added", 7: "added"}
    assert done.receipt() == {
        "ratings": 1, "watches": 2, "marks": 1,
        "added_lines": 3, "changed_lines": 0, "same_lines": 3, "kept_lines": 0,
    }  # fmt: skip
