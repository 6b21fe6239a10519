import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from matinee.domain.errors import Conflict, NotFound
from matinee.domain.imports import Import
from matinee.kit.clock import SECOND
from matinee.services.library import applying, imports, undoing
from matinee.services.library.applying import HasLibrary, apply_import, apply_piece, begin, finish, pieces_of
from matinee.services.library.importers.formats import read_file
from matinee.services.library.rate import list_ratings, rate
from tests.fixtures.library import Shelf, transaction

FILE = """title,year,rating,watched_at,list
Alien,1979,4.5,2020-03-01,
Aliens,1986,3,,
Alien,1979,2,2021-03-01,
Amélie,2001,5,,
1917,2019,,,watchlist
Spider-Man,2002,4,,
Nobody Knows This,2001,2,,
"""
RECEIPT = {
    "ratings": 4, "watches": 2, "marks": 1, "added_lines": 6, "changed_lines": 0, "same_lines": 0, "kept_lines": 0,
    "unsure_lines": 0, "unmatched_lines": 1, "bad_lines": 0, "skipped_lines": 0,
}  # fmt: skip


class Stopped(Exception):
    pass


class Steps:
    """A storage of the one transaction of the shelf, whose writes are counted. stop: the process ends at that write;
    between: what others do before each."""

    def __init__(self, shelf: Shelf, *, stop: int = 99, between: Callable[[int], None] = lambda _: None) -> None:
        self.shelf, self.stop, self.between, self.writes = shelf, stop, between, 0

    async def read(self, work: Callable[[HasLibrary], Any], *, long: bool = False) -> Any:
        assert long
        return work(transaction(self.shelf.stores, self.shelf.now))

    async def write(self, work: Callable[[HasLibrary], Any]) -> Any:
        self.writes += 1
        if self.writes == self.stop:
            raise Stopped
        self.between(self.writes)
        return work(transaction(self.shelf.stores, self.shelf.now))

    async def apply(self, made: Import) -> Import:
        return await apply_import(self, self.shelf.ana, made.id, conflicts="newest")  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "PIECE", 2)


def brought(shelf: Shelf, text: str = FILE) -> Import:
    read = read_file(text.encode(), scale=5, now=shelf.now)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return imports.begin_import(shelf.ctx(), shelf.ana, digest=digest, read=read)


def held(shelf: Shelf) -> dict[int, int]:
    number = {title: one for one, title in shelf.titles.items()}
    found, _ = list_ratings(shelf.ctx(), shelf.ana, after=None, count=99)
    return {number[one.title_id]: one.half_stars for one in found}


def test_lines_on_one_title_stay_together_in_the_order_of_the_file(shelf: Shelf) -> None:
    made = brought(shelf)
    pieces = pieces_of(shelf.ctx(), made.id)
    assert sorted(row.line for piece in pieces for row in piece) == [2, 3, 4, 5, 6, 7]
    assert [len(piece) for piece in pieces] == [2, 2, 2]
    assert [row.line for piece in pieces for row in piece if row.name == "Alien"] == [2, 4]


async def test_a_long_import_is_applied_in_pieces_with_the_receipt_of_one(shelf: Shelf) -> None:
    steps = Steps(shelf)
    done = await steps.apply(brought(shelf))
    assert (done.state, done.receipt, steps.writes) == ("applied", RECEIPT | {"added_lines": 5, "same_lines": 1}, 5)
    assert held(shelf) == {1: 4, 2: 6, 3: 10, 6: 8}
    assert await steps.apply(done) == done


@pytest.mark.parametrize("stop", [2, 3, 4, 5])
async def test_what_was_stopped_between_two_pieces_goes_on_by_the_rule_it_began_with(shelf: Shelf, stop: int) -> None:
    rate(shelf.ctx(), shelf.ana, shelf.titles[3], half_stars=1)
    made = brought(shelf)
    with pytest.raises(Stopped):
        await Steps(shelf, stop=stop).apply(made)
    kept, _ = imports.import_of(shelf.ctx(), shelf.ana, made.id)
    assert (kept.state, kept.receipt.get("ratings", 0) < 4, brought(shelf).id) == ("applying", True, made.id)
    done = await apply_import(Steps(shelf), shelf.ana, made.id, conflicts="file")  # type: ignore[arg-type]
    assert held(shelf) == {1: 4, 2: 6, 3: 1, 6: 8}
    assert (done.receipt["ratings"], done.receipt["kept_lines"]) == (3, 1)


@pytest.mark.parametrize("stop", [2, 4, 5])
async def test_what_was_stopped_can_be_taken_back_as_far_as_it_came(shelf: Shelf, stop: int) -> None:
    rate(shelf.ctx(), shelf.ana, shelf.titles[5], half_stars=1)
    made = brought(shelf)
    with pytest.raises(Stopped):
        await Steps(shelf, stop=stop).apply(made)
    assert undoing.begin(shelf.ctx(), shelf.ana, made.id).state == "undone"
    assert held(shelf) == {5: 1}
    assert shelf.stores.marks.pairs_of(shelf.ana, shelf.titles.values()) == set()
    with pytest.raises(Conflict, match="undone"):
        await Steps(shelf).apply(made)


async def test_what_the_person_does_meanwhile_counts(shelf: Shelf) -> None:
    """They rate the title of a later piece, which the file then gives way to."""

    def others(write: int) -> None:
        if write == 2:
            shelf.now += SECOND
            rate(shelf.ctx(), shelf.ana, shelf.titles[6], half_stars=3)

    done = await Steps(shelf, between=others).apply(brought(shelf))
    assert (held(shelf)[6], done.receipt["kept_lines"]) == (3, 1)


async def test_an_import_that_is_taken_back_while_it_is_applied_stays_taken_back(shelf: Shelf) -> None:
    made = brought(shelf)

    def others(write: int) -> None:
        if write == 3:
            undoing.begin(shelf.ctx(), shelf.ana, made.id)

    with pytest.raises(Conflict, match="taken back"):
        await Steps(shelf, between=others).apply(made)
    assert held(shelf) == {}


async def test_two_that_apply_at_once_do_each_line_once(shelf: Shelf) -> None:
    made = brought(shelf)
    others = Steps(shelf)

    begin(shelf.ctx(), shelf.ana, made.id, conflicts="newest")
    pieces = pieces_of(shelf.ctx(), made.id)
    apply_piece(shelf.ctx(), shelf.ana, made.id, pieces[0])
    done = await others.apply(made)
    apply_piece(shelf.ctx(), shelf.ana, made.id, pieces[1])
    assert finish(shelf.ctx(), shelf.ana, made.id) == done
    assert done.receipt == RECEIPT | {"added_lines": 5, "same_lines": 1}
    with pytest.raises(NotFound):
        apply_piece(shelf.ctx(), shelf.ben, made.id, pieces[1])


def test_nothing_is_finished_before_all_of_it_is_done(shelf: Shelf) -> None:
    made = brought(shelf)
    begin(shelf.ctx(), shelf.ana, made.id, conflicts="newest")
    with pytest.raises(Conflict):
        finish(shelf.ctx(), shelf.ana, made.id)
