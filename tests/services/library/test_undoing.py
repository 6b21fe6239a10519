import asyncio

import pytest

from matinee.domain.errors import Conflict, NotFound
from matinee.domain.imports import Import
from matinee.kit.clock import SECOND
from matinee.services.library import applying, imports, undoing
from matinee.services.library.rate import rate, unrate
from matinee.services.library.undoing import begin, undo_import, undo_piece
from matinee.services.library.watch import list_watches
from tests.fixtures.library import Shelf
from tests.services.library.test_applying import Steps, Stopped, brought, held

ALL = {"ratings_taken_back": 4, "ratings_kept": 0, "watches_taken_back": 2, "marks_taken_back": 1}


@pytest.fixture
def applied(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Four ratings, two watches and a mark, on a shelf with a rating that is not of the file; taken back by twos."""
    rate(shelf.ctx(), shelf.ana, shelf.titles[5], half_stars=1)
    shelf.now += SECOND
    made = brought(shelf)
    done = applying.begin(shelf.ctx(), shelf.ana, made.id, conflicts="newest")
    assert (done.state, len(held(shelf))) == ("applied", 5)
    monkeypatch.setattr(undoing, "PIECE", 2)
    return done


async def undo(steps: Steps, made: Import) -> Import:
    return await undo_import(steps, steps.shelf.ana, made.id)  # type: ignore[arg-type]


def nothing_left(shelf: Shelf) -> bool:
    watches, _ = list_watches(shelf.ctx(), shelf.ana, title_id=None, after=None, count=9)
    marks = shelf.stores.marks.pairs_of(shelf.ana, shelf.titles.values())
    return (held(shelf), watches, marks) == ({5: 1}, [], set())


async def test_a_long_import_is_taken_back_in_pieces_and_tells_how_far_it_is(shelf: Shelf, applied: Import) -> None:
    seen: list[tuple[str, int, int]] = []

    def others(_: int) -> None:
        kept = imports.found_import(shelf.ctx(), shelf.ana, applied.id)
        seen.append((kept.state, kept.done, kept.whole))

    done = await undo(Steps(shelf, between=others), applied)
    assert (done.state, done.receipt) == ("undone", ALL)
    assert seen[1:] == [("undoing", count, 7) for count in (0, 2, 4, 6, 7)]
    assert nothing_left(shelf)
    assert await undo(Steps(shelf), applied) == done


@pytest.mark.parametrize("stop", range(2, 7))
async def test_what_was_stopped_between_two_pieces_goes_on_where_it_was(
    shelf: Shelf, applied: Import, stop: int
) -> None:
    rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=2)
    with pytest.raises(Stopped):
        await undo(Steps(shelf, stop=stop), applied)
    assert imports.import_of(shelf.ctx(), shelf.ana, applied.id)[0].state == "undoing"
    again = brought(shelf)
    assert (again.id, again.state) == (applied.id, "undoing")
    with pytest.raises(Conflict, match="being taken back"):
        applying.begin(shelf.ctx(), shelf.ana, applied.id, conflicts="file")
    done = await undo(Steps(shelf), applied)
    assert (done.state, done.receipt) == ("undone", ALL | {"ratings_taken_back": 3, "ratings_kept": 1})
    assert held(shelf) == {1: 2, 5: 1}


async def test_what_the_person_does_meanwhile_stays(shelf: Shelf, applied: Import) -> None:
    """They rate a title of a later piece anew, and one anew that was taken back already."""

    def others(write: int) -> None:
        if write == 3:
            shelf.now += SECOND
            rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=3)
            unrate(shelf.ctx(), shelf.ana, shelf.titles[6])

    done = await undo(Steps(shelf, between=others), applied)
    assert (held(shelf), done.receipt["ratings_kept"]) == ({1: 3, 5: 1}, 1)


async def test_two_that_take_it_back_at_once_take_each_thing_back_once(shelf: Shelf, applied: Import) -> None:
    one, other = await asyncio.gather(undo(Steps(shelf), applied), undo(Steps(shelf), applied))
    assert one == other
    assert (one.receipt, nothing_left(shelf)) == (ALL, True)
    assert undo_piece(shelf.ctx(), shelf.ana, applied.id) == one
    with pytest.raises(NotFound):
        undo_piece(shelf.ctx(), shelf.ben, applied.id)


def test_a_short_import_is_taken_back_as_one_change(shelf: Shelf, applied: Import) -> None:
    undoing.PIECE = 7
    before = shelf.version(shelf.ana)
    assert begin(shelf.ctx(), shelf.ana, applied.id).receipt == ALL
    assert (shelf.version(shelf.ana), nothing_left(shelf)) == (before + 1, True)


def test_a_preview_cannot_be_taken_back(shelf: Shelf) -> None:
    with pytest.raises(Conflict, match="preview"):
        begin(shelf.ctx(), shelf.ana, brought(shelf).id)
