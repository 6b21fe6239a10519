from dataclasses import replace

import pytest

from matinee.adapters.storage.tables.library import rating_changes
from matinee.domain.errors import NotFound
from matinee.domain.library import Rating, Standing
from matinee.kit.clock import SECOND
from matinee.services.library.rate import list_ratings, raised, rate, unrate
from tests.fixtures.library import Shelf


def log_of(shelf: Shelf, account_id: int) -> list[tuple[int, int | None, int | None]]:
    """Version, before and after of each change."""
    kept = rating_changes.c
    asked = rating_changes.select().where(kept.account_id == account_id).order_by(kept.version)
    return [(row.version, row.before, row.after) for row in shelf.stores.connection.execute(asked)]


def test_a_rating_takes_the_place_of_the_one_before_and_both_are_written_down(shelf: Shelf) -> None:
    first = rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=9)
    assert first == Rating(shelf.titles[1], 9, shelf.now)
    shelf.now += SECOND
    second = rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=3)
    assert second == replace(first, half_stars=3, rated_at=shelf.now)
    assert list_ratings(shelf.ctx(), shelf.ana, after=None, count=9) == ([second], None)
    assert log_of(shelf, shelf.ana) == [(1, None, 9), (2, 9, 3)]


def test_saying_the_same_again_changes_nothing(shelf: Shelf) -> None:
    first = rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=9)
    shelf.now += SECOND
    assert rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=9) == first
    assert (log_of(shelf, shelf.ana), shelf.version(shelf.ana)) == ([(1, None, 9)], 1)


def test_a_rating_that_is_taken_away_stays_in_the_history_alone(shelf: Shelf) -> None:
    rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=9)
    for _ in range(2):
        unrate(shelf.ctx(), shelf.ana, shelf.titles[1])
    assert list_ratings(shelf.ctx(), shelf.ana, after=None, count=9) == ([], None)
    assert log_of(shelf, shelf.ana) == [(1, None, 9), (2, 9, None)]


def test_nobodys_rating_touches_another(shelf: Shelf) -> None:
    mine = rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=9)
    rate(shelf.ctx(), shelf.ben, shelf.titles[1], half_stars=2)
    unrate(shelf.ctx(), shelf.ben, shelf.titles[1])
    assert list_ratings(shelf.ctx(), shelf.ana, after=None, count=9)[0] == [mine]
    assert (shelf.version(shelf.ana), shelf.version(shelf.ben)) == (1, 2)


def test_a_title_that_is_not_there_cannot_be_rated(shelf: Shelf) -> None:
    for act in (lambda: rate(shelf.ctx(), shelf.ana, 999, half_stars=9), lambda: unrate(shelf.ctx(), shelf.ana, 999)):
        with pytest.raises(NotFound):
            act()
    assert shelf.version(shelf.ana) == 0


def test_ratings_are_listed_by_pages_the_newest_first(shelf: Shelf) -> None:
    for number in (3, 1, 2):
        shelf.now += SECOND
        rate(shelf.ctx(), shelf.ana, shelf.titles[number], half_stars=number)
    rate(shelf.ctx(), shelf.ana, shelf.titles[5], half_stars=5)  # at the same moment as 2
    seen, after = [], None
    while True:
        found, after = list_ratings(shelf.ctx(), shelf.ana, after=after, count=2)
        seen += [one.half_stars for one in found]
        if after is None:
            break
    assert seen == [5, 2, 1, 3]


def test_what_another_writer_did_in_between_is_looked_at_again(shelf: Shelf) -> None:
    title = shelf.titles[1]
    stale = Standing(version=0, rating=None)
    kept = rate(shelf.ctx(), shelf.ana, title, half_stars=9)
    assert raised(shelf.ctx(), shelf.ana, title, stale) == (2, kept)
    assert raised(shelf.ctx(), shelf.ana, title, Standing(2, kept)) == (3, kept)
