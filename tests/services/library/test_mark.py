import pytest

from matinee.domain.errors import NotFound
from matinee.domain.library import MARKS
from matinee.kit.clock import HOUR, SECOND
from matinee.services.library.mark import TONIGHT, list_marked, mark, unmark
from tests.fixtures.library import Shelf


def listed(shelf: Shelf, kind: str) -> list[int]:
    return [one.title_id for one in list_marked(shelf.ctx(), shelf.ana, kind, after=None, count=99)[0]]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", MARKS)
def test_a_title_is_marked_listed_and_marked_no_more(shelf: Shelf, kind: str) -> None:
    title = shelf.titles[1]
    made = mark(shelf.ctx(), shelf.ana, title, kind)  # type: ignore[arg-type]
    assert (made.at, listed(shelf, kind)) == (shelf.now, [title])
    hides = kind in {"seen_elsewhere", "not_for_me", "not_tonight"}
    assert list(shelf.stores.signals.hidden(shelf.ana, shelf.now)) == ([title] if hides else [])
    assert shelf.version(shelf.ana) == (1 if hides else 0)
    for _ in range(2):
        unmark(shelf.ctx(), shelf.ana, title, kind)  # type: ignore[arg-type]
    assert listed(shelf, kind) == []
    assert shelf.version(shelf.ana) == (2 if hides else 0)


def test_not_tonight_is_over_after_the_night_and_can_be_said_anew(shelf: Shelf) -> None:
    title = shelf.titles[1]
    mark(shelf.ctx(), shelf.ana, title, "not_tonight")
    shelf.now += TONIGHT - HOUR
    assert listed(shelf, "not_tonight") == [title]
    assert mark(shelf.ctx(), shelf.ana, title, "not_tonight").until == shelf.now + TONIGHT
    shelf.now += TONIGHT
    assert listed(shelf, "not_tonight") == []
    assert list(shelf.stores.signals.hidden(shelf.ana, shelf.now)) == []


def test_marks_that_contradict_each_other_are_not_kept_both(shelf: Shelf) -> None:
    title = shelf.titles[1]
    mark(shelf.ctx(), shelf.ana, title, "watchlist")
    mark(shelf.ctx(), shelf.ana, title, "favourite")
    mark(shelf.ctx(), shelf.ana, title, "not_for_me")
    assert [listed(shelf, kind) for kind in ("watchlist", "favourite", "not_for_me")] == [[], [], [title]]
    version = shelf.version(shelf.ana)
    mark(shelf.ctx(), shelf.ana, title, "watchlist")
    assert [listed(shelf, kind) for kind in ("watchlist", "not_for_me")] == [[title], []]
    assert shelf.version(shelf.ana) == version + 1


def test_marking_again_keeps_the_first_moment(shelf: Shelf) -> None:
    first = mark(shelf.ctx(), shelf.ana, shelf.titles[1], "seen_elsewhere")
    shelf.now += SECOND
    assert mark(shelf.ctx(), shelf.ana, shelf.titles[1], "seen_elsewhere") == first
    assert shelf.version(shelf.ana) == 1


def test_marks_are_each_persons_own_and_come_by_pages(shelf: Shelf) -> None:
    for number in (2, 3, 1):
        shelf.now += SECOND
        mark(shelf.ctx(), shelf.ana, shelf.titles[number], "watchlist")
    mark(shelf.ctx(), shelf.ben, shelf.titles[5], "watchlist")
    first, after = list_marked(shelf.ctx(), shelf.ana, "watchlist", after=None, count=2)
    rest, end = list_marked(shelf.ctx(), shelf.ana, "watchlist", after=after, count=2)
    assert [one.title_id for one in (*first, *rest)] == [shelf.titles[number] for number in (1, 3, 2)]
    assert end is None


def test_a_title_that_is_not_there_cannot_be_marked(shelf: Shelf) -> None:
    for act in (mark, unmark):
        with pytest.raises(NotFound):
            act(shelf.ctx(), shelf.ana, 999, "watchlist")
