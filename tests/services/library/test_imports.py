import hashlib

import pytest

from matinee.domain.errors import Conflict, NotFound
from matinee.domain.imports import Import
from matinee.kit.clock import SECOND
from matinee.services.library import imports, undoing
from matinee.services.library.applying import begin
from matinee.services.library.history import history_of
from matinee.services.library.importers.formats import read_file
from matinee.services.library.mark import mark
from matinee.services.library.rate import list_ratings, rate
from matinee.services.library.watch import list_watches
from tests.fixtures.library import Shelf

FILE = """title,year,rating,watched_at,list
Alien,1979,4.5,2020-03-01,
Aliens,1986,3,,
Ghostbusters,1983,5,,
Nobody Knows This,2001,2,,
Amélie,2001,not a rating,,
1917,2019,,,watchlist
"""


def begun(shelf: Shelf, text: str = FILE, *, person: int | None = None) -> Import:
    read = read_file(text.encode(), scale=5, now=shelf.now)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return imports.begin_import(shelf.ctx(), person or shelf.ana, digest=digest, read=read)


def held(shelf: Shelf) -> dict[int, int]:
    """Half stars by the number of the entry."""
    number = {title: one for one, title in shelf.titles.items()}
    found, _ = list_ratings(shelf.ctx(), shelf.ana, after=None, count=99)
    return {number[one.title_id]: one.half_stars for one in found}


def test_a_preview_changes_nothing_and_counts_the_lines(shelf: Shelf) -> None:
    made = begun(shelf)
    kept, counts = imports.import_of(shelf.ctx(), shelf.ana, made.id)
    assert (kept.state, kept.format, kept.scale) == ("preview", "csv", 5)
    assert counts == {"matched": 3, "unsure": 1, "unmatched": 1, "bad": 1, "fixed": 0, "skipped": 0}
    assert (held(shelf), shelf.version(shelf.ana)) == ({}, 0)
    unsure, _ = imports.list_rows(shelf.ctx(), shelf.ana, made.id, state="unsure", after=None, count=9)
    assert [(row.line, row.name, row.candidates) for row in unsure] == [(4, "Ghostbusters", (shelf.titles[12],))]


def test_what_is_matched_and_fixed_is_applied_as_one_change_and_taken_back_whole(shelf: Shelf) -> None:
    rate(shelf.ctx(), shelf.ana, shelf.titles[2], half_stars=2)
    rate(shelf.ctx(), shelf.ana, shelf.titles[3], half_stars=3)
    made = begun(shelf)
    imports.fix_row(shelf.ctx(), shelf.ana, made.id, 4, title_id=shelf.titles[12])
    shelf.now += SECOND
    done = begin(shelf.ctx(), shelf.ana, made.id, conflicts="file")
    assert held(shelf) == {1: 9, 2: 6, 3: 3, 12: 10}
    assert done.receipt == {
        "ratings": 3, "watches": 1, "marks": 1, "added_lines": 3, "changed_lines": 1, "same_lines": 0,
        "kept_lines": 0, "unsure_lines": 0, "unmatched_lines": 1, "bad_lines": 1, "skipped_lines": 0,
    }  # fmt: skip
    assert shelf.version(shelf.ana) == 3
    watches, _ = list_watches(shelf.ctx(), shelf.ana, title_id=None, after=None, count=9)
    assert [(one.title_id, one.dated) for one in watches] == [(shelf.titles[1], "day")]
    assert shelf.stores.marks.pairs_of(shelf.ana, shelf.titles.values()) == {(shelf.titles[8], "watchlist")}
    assert begin(shelf.ctx(), shelf.ana, made.id, conflicts="file") == done

    rate(shelf.ctx(), shelf.ana, shelf.titles[12], half_stars=1)
    mark(shelf.ctx(), shelf.ana, shelf.titles[5], "watchlist")
    back = undoing.begin(shelf.ctx(), shelf.ana, made.id)
    assert held(shelf) == {2: 2, 3: 3, 12: 1}
    assert back.receipt == {
        "ratings_taken_back": 2, "ratings_kept": 1, "watches_taken_back": 1, "marks_taken_back": 1,
    }  # fmt: skip
    assert list_watches(shelf.ctx(), shelf.ana, title_id=None, after=None, count=9)[0] == []
    assert shelf.stores.marks.pairs_of(shelf.ana, shelf.titles.values()) == {(shelf.titles[5], "watchlist")}
    assert undoing.begin(shelf.ctx(), shelf.ana, made.id) == back
    sources = [one.source for one in history_of(shelf.ctx(), shelf.ana, after=None, count=99)[0]]
    assert sources == ["undo"] * 2 + ["person"] + ["import"] * 3 + ["person"] * 2


def test_the_same_file_again_is_the_same_import_unless_it_was_taken_back(shelf: Shelf) -> None:
    first = begun(shelf)
    assert begun(shelf).id == first.id
    begin(shelf.ctx(), shelf.ana, first.id, conflicts="newest")
    assert begun(shelf).state == "applied"
    undoing.begin(shelf.ctx(), shelf.ana, first.id)
    again = begun(shelf)
    assert again.id != first.id
    begin(shelf.ctx(), shelf.ana, again.id, conflicts="newest")
    assert held(shelf) == {1: 9, 2: 6}
    assert begun(shelf, person=shelf.ben).id not in {first.id, again.id}


def test_a_match_that_was_put_right_is_remembered_for_the_next_file(shelf: Shelf) -> None:
    made = begun(shelf)
    imports.fix_row(shelf.ctx(), shelf.ana, made.id, 4, title_id=shelf.titles[12])
    imports.fix_row(shelf.ctx(), shelf.ana, made.id, 3, title_id=None)
    later = begun(shelf, FILE + "Spider-Man,2002,4,,\n")
    _, counts = imports.import_of(shelf.ctx(), shelf.ana, later.id)
    assert (counts["fixed"], counts["skipped"], counts["unsure"]) == (1, 1, 0)
    begin(shelf.ctx(), shelf.ana, later.id, conflicts="newest")
    assert held(shelf) == {1: 9, 6: 8, 12: 10}
    _, of_ben = imports.import_of(shelf.ctx(), shelf.ben, begun(shelf, person=shelf.ben).id)
    assert of_ben["fixed"] == 0


def test_an_import_is_its_owners_alone(shelf: Shelf) -> None:
    made = begun(shelf)
    for act in (
        lambda: imports.import_of(shelf.ctx(), shelf.ben, made.id),
        lambda: imports.list_rows(shelf.ctx(), shelf.ben, made.id, state=None, after=None, count=9),
        lambda: imports.fix_row(shelf.ctx(), shelf.ben, made.id, 4, title_id=None),
        lambda: begin(shelf.ctx(), shelf.ben, made.id, conflicts="file"),
        lambda: undoing.begin(shelf.ctx(), shelf.ben, made.id),
        lambda: imports.delete_import(shelf.ctx(), shelf.ben, made.id),
    ):
        with pytest.raises(NotFound):
            act()
    assert imports.list_imports(shelf.ctx(), shelf.ben) == []
    assert [one.id for one in imports.list_imports(shelf.ctx(), shelf.ana)] == [made.id]


def test_what_cannot_be_done_as_things_stand_is_a_conflict(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    made = begun(shelf)
    for act in (
        lambda: undoing.begin(shelf.ctx(), shelf.ana, made.id),
        lambda: imports.fix_row(shelf.ctx(), shelf.ana, made.id, 6, title_id=shelf.titles[1]),
    ):
        with pytest.raises(Conflict):
            act()
    for line, title in ((99, shelf.titles[1]), (4, 999)):
        with pytest.raises(NotFound):
            imports.fix_row(shelf.ctx(), shelf.ana, made.id, line, title_id=title)
    begin(shelf.ctx(), shelf.ana, made.id, conflicts="newest")
    for act in (
        lambda: imports.delete_import(shelf.ctx(), shelf.ana, made.id),
        lambda: imports.fix_row(shelf.ctx(), shelf.ana, made.id, 4, title_id=None),
    ):
        with pytest.raises(Conflict):
            act()
    monkeypatch.setattr(imports, "MOST", 1)
    with pytest.raises(Conflict):
        begun(shelf, "title,rating\nAlien,1\n")


def test_a_preview_can_be_thrown_away(shelf: Shelf) -> None:
    made = begun(shelf)
    imports.delete_import(shelf.ctx(), shelf.ana, made.id)
    assert imports.list_imports(shelf.ctx(), shelf.ana) == []
    assert shelf.stores.connection.exec_driver_sql("SELECT count(*) FROM import_rows").scalar() == 0


def test_lines_come_by_pages_in_the_order_of_the_file(shelf: Shelf) -> None:
    made = begun(shelf)
    first, after = imports.list_rows(shelf.ctx(), shelf.ana, made.id, state=None, after=None, count=4)
    rest, end = imports.list_rows(shelf.ctx(), shelf.ana, made.id, state=None, after=after, count=4)
    assert [row.line for row in (*first, *rest)] == [2, 3, 4, 5, 6, 7]
    assert end is None
