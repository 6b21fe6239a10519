from dataclasses import replace

import pytest

from matinee.domain.errors import NotFound
from matinee.domain.library import Rating, RatingChange
from matinee.kit.clock import SECOND
from matinee.services.library.history import history_of
from matinee.services.library.rate import list_ratings, rate, unrate
from matinee.services.library.undo import set_ignored, undo
from tests.fixtures.library import Shelf


def held(shelf: Shelf) -> dict[int, Rating]:
    return {one.title_id: one for one in list_ratings(shelf.ctx(), shelf.ana, after=None, count=99)[0]}


def test_each_undo_takes_one_change_further_back(shelf: Shelf) -> None:
    states, title = [held(shelf)], shelf.titles[1]
    for act in (
        lambda: rate(shelf.ctx(), shelf.ana, title, half_stars=9),
        lambda: rate(shelf.ctx(), shelf.ana, title, half_stars=3),
        lambda: unrate(shelf.ctx(), shelf.ana, title),
        lambda: rate(shelf.ctx(), shelf.ana, title, half_stars=7),
    ):
        shelf.now += SECOND
        act()
        states.append(held(shelf))
    for before in reversed(states[:-1]):
        shelf.now += SECOND
        assert undo(shelf.ctx(), shelf.ana, title) == (title, before.get(title))
        assert held(shelf) == before
    with pytest.raises(NotFound):
        undo(shelf.ctx(), shelf.ana, title)
    assert shelf.version(shelf.ana) >= 8


def test_an_undo_brings_back_the_moment_and_that_the_rating_was_ignored(shelf: Shelf) -> None:
    kept = Rating(shelf.titles[1], 9, 5 * SECOND, "day", ignored=True)
    shelf.stores.ratings.put(shelf.ana, kept)
    unrate(shelf.ctx(), shelf.ana, shelf.titles[1])
    assert undo(shelf.ctx(), shelf.ana, shelf.titles[1])[1] == kept
    assert held(shelf) == {shelf.titles[1]: kept}


def test_the_last_change_of_all_is_taken_back_but_none_that_an_import_brought(shelf: Shelf) -> None:
    rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=9)
    rate(shelf.ctx(), shelf.ana, shelf.titles[2], half_stars=8)
    rate(shelf.ctx(), shelf.ben, shelf.titles[3], half_stars=1)
    imported = RatingChange(shelf.titles[4], 99, None, 4, shelf.now, "import")
    shelf.stores.ratings.note(shelf.ana, imported)
    assert undo(shelf.ctx(), shelf.ana)[0] == shelf.titles[2]
    assert undo(shelf.ctx(), shelf.ana)[0] == shelf.titles[1]
    with pytest.raises(NotFound):
        undo(shelf.ctx(), shelf.ana)
    assert shelf.version(shelf.ben) == 1


def test_the_history_keeps_what_was_taken_back_and_that_it_was(shelf: Shelf) -> None:
    rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=9)
    shelf.now += SECOND
    undo(shelf.ctx(), shelf.ana, shelf.titles[1])
    last, first = history_of(shelf.ctx(), shelf.ana, after=None, count=9)[0]
    assert (first.source, first.after, first.undone_at) == ("person", 9, shelf.now)
    assert (last.source, last.before and last.before.half_stars, last.after) == ("undo", 9, None)


def test_a_rating_that_is_ignored_stays_and_is_still_ignored_when_rated_anew(shelf: Shelf) -> None:
    rating = rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=9)
    changed = set_ignored(shelf.ctx(), shelf.ana, shelf.titles[1], ignored=True)
    assert changed == replace(rating, ignored=True)
    assert shelf.version(shelf.ana) == 2
    assert set_ignored(shelf.ctx(), shelf.ana, shelf.titles[1], ignored=True) == changed
    assert shelf.version(shelf.ana) == 2
    assert list(shelf.stores.signals.signals(shelf.ana).ignored) == [True]
    assert rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=8).ignored
    assert not set_ignored(shelf.ctx(), shelf.ana, shelf.titles[1], ignored=False).ignored


def test_what_was_not_rated_cannot_be_ignored_or_taken_back(shelf: Shelf) -> None:
    for act in (
        lambda: set_ignored(shelf.ctx(), shelf.ana, shelf.titles[1], ignored=True),
        lambda: set_ignored(shelf.ctx(), shelf.ana, 999, ignored=False),
        lambda: undo(shelf.ctx(), shelf.ana, shelf.titles[1]),
        lambda: undo(shelf.ctx(), shelf.ana, 999),
    ):
        with pytest.raises(NotFound):
            act()
