import pytest

from matinee.domain.errors import BadInput, Conflict, NotFound
from matinee.kit.clock import DAY, HOUR, MINUTE, SECOND
from matinee.services.library import watch as watching
from matinee.services.library.watch import change_watch, delete_watch, list_watches, note_watch
from tests.fixtures.library import Shelf


def test_a_watch_is_of_now_and_of_all_of_it_unless_something_else_is_said(shelf: Shelf) -> None:
    made = note_watch(shelf.ctx(), shelf.ana, shelf.titles[1])
    assert (made.watched_at, made.progress, made.rewatch, made.episode_id) == (shelf.now, 100, False, None)
    assert list(shelf.stores.signals.hidden(shelf.ana, shelf.now)) == [shelf.titles[1]]
    assert shelf.version(shelf.ana) == 1


def test_to_watch_again_is_to_have_watched_to_the_end_before(shelf: Shelf) -> None:
    title = shelf.titles[1]
    made = [
        note_watch(shelf.ctx(), shelf.ana, title, watched_at=shelf.now - days * DAY, progress=progress).rewatch
        for days, progress in ((9, 50), (8, 95), (7, 100))
    ]
    assert made == [False, False, True]
    assert note_watch(shelf.ctx(), shelf.ben, title).rewatch is False


def test_what_is_again_goes_by_the_days_of_the_watches_whenever_they_were_noted(shelf: Shelf) -> None:
    title = shelf.titles[1]

    def listed() -> list[tuple[int, bool | None]]:
        found, _ = list_watches(shelf.ctx(), shelf.ana, title_id=title, after=None, count=9)
        return [((shelf.now - one.watched_at) // DAY, one.rewatch) for one in found]

    last = note_watch(shelf.ctx(), shelf.ana, title, watched_at=shelf.now - DAY)
    first = note_watch(shelf.ctx(), shelf.ana, title, watched_at=shelf.now - 9 * DAY)
    assert (last.rewatch, first.rewatch) == (False, False)
    assert listed() == [(1, True), (9, False)]
    change_watch(shelf.ctx(), shelf.ana, first.id, progress=50)
    assert listed() == [(1, False), (9, False)]
    assert note_watch(shelf.ctx(), shelf.ana, title, watched_at=shelf.now - 20 * DAY, rewatch=True).rewatch is True
    assert listed() == [(1, True), (9, True), (20, True)]
    assert note_watch(shelf.ctx(), shelf.ana, title, dated="unknown").rewatch is False
    assert note_watch(shelf.ctx(), shelf.ben, title).rewatch is False


def test_what_is_said_twice_is_one_watch_and_goes_as_far_as_the_further(shelf: Shelf) -> None:
    title, minute = shelf.titles[1], (shelf.now - DAY) // MINUTE * MINUTE
    first = note_watch(shelf.ctx(), shelf.ana, title, watched_at=minute + SECOND, progress=60)
    again = note_watch(shelf.ctx(), shelf.ana, title, watched_at=minute + 59 * SECOND, progress=40)
    assert (again.id, again.progress) == (first.id, 60)
    other = note_watch(shelf.ctx(), shelf.ana, title, watched_at=minute + MINUTE)
    day = note_watch(shelf.ctx(), shelf.ana, title, watched_at=shelf.now // DAY * DAY - 12 * HOUR, dated="day")
    assert len({first.id, other.id, day.id}) == 3
    assert note_watch(shelf.ctx(), shelf.ana, title, watched_at=day.watched_at, dated="day").id == day.id
    unknown = [note_watch(shelf.ctx(), shelf.ana, title, dated="unknown").id for _ in range(2)]
    assert len(set(unknown)) == 2


def test_an_episode_does_not_hide_its_show(shelf: Shelf) -> None:
    show = shelf.titles[9]
    seasons = shelf.stores.titles.seasons(show)
    assert seasons
    episode = seasons[0].episodes[0].id
    made = note_watch(shelf.ctx(), shelf.ana, show, episode_id=episode)
    assert made.episode_id == episode
    assert list(shelf.stores.signals.hidden(shelf.ana, shelf.now)) == []
    with pytest.raises(BadInput, match="episode"):
        note_watch(shelf.ctx(), shelf.ana, shelf.titles[1], episode_id=episode)


def test_nobody_watches_in_the_future_or_what_is_not_there_or_without_end(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadInput, match="future"):
        note_watch(shelf.ctx(), shelf.ana, shelf.titles[1], watched_at=shelf.now + 2 * DAY)
    with pytest.raises(NotFound):
        note_watch(shelf.ctx(), shelf.ana, 999)
    monkeypatch.setattr(watching, "MOST", 1)
    note_watch(shelf.ctx(), shelf.ana, shelf.titles[1])
    with pytest.raises(Conflict):
        note_watch(shelf.ctx(), shelf.ana, shelf.titles[1], watched_at=shelf.now - DAY)


def test_only_ones_own_watches_are_seen_changed_and_deleted(shelf: Shelf) -> None:
    made = note_watch(shelf.ctx(), shelf.ana, shelf.titles[1], progress=10)
    for act in (
        lambda: change_watch(shelf.ctx(), shelf.ben, made.id, progress=100),
        lambda: delete_watch(shelf.ctx(), shelf.ben, made.id),
    ):
        with pytest.raises(NotFound):
            act()
    assert list_watches(shelf.ctx(), shelf.ben, title_id=None, after=None, count=9) == ([], None)
    assert change_watch(shelf.ctx(), shelf.ana, made.id, progress=90).progress == 90
    assert list(shelf.stores.signals.hidden(shelf.ana, shelf.now)) == [shelf.titles[1]]
    delete_watch(shelf.ctx(), shelf.ana, made.id)
    assert list_watches(shelf.ctx(), shelf.ana, title_id=None, after=None, count=9) == ([], None)


def test_watches_are_listed_by_pages_the_last_watched_first(shelf: Shelf) -> None:
    for days in (3, 1, 4, 2):
        note_watch(shelf.ctx(), shelf.ana, shelf.titles[days], watched_at=shelf.now - days * DAY)
    first, after = list_watches(shelf.ctx(), shelf.ana, title_id=None, after=None, count=3)
    rest, end = list_watches(shelf.ctx(), shelf.ana, title_id=None, after=after, count=3)
    assert [one.title_id for one in (*first, *rest)] == [shelf.titles[days] for days in (1, 2, 3, 4)]
    assert end is None
    of_one, _ = list_watches(shelf.ctx(), shelf.ana, title_id=shelf.titles[4], after=None, count=3)
    assert [one.title_id for one in of_one] == [shelf.titles[4]]
