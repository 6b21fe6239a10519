from typing import Any

import pytest

from matinee.domain.errors import Conflict, NotFound
from matinee.kit.clock import SECOND
from matinee.services.library import write
from tests.fixtures.library import Shelf

SHOWN: dict[str, Any] = {"spoiler": False, "visibility": "members"}
PRIVATE: dict[str, Any] = {"spoiler": True, "visibility": "private"}


def test_a_review_takes_the_place_of_the_one_before_and_keeps_its_first_moment(shelf: Shelf) -> None:
    first = write.review(shelf.ctx(), shelf.ana, shelf.titles[1], text="slow", **PRIVATE)
    shelf.now += SECOND
    second = write.review(shelf.ctx(), shelf.ana, shelf.titles[1], text="better", **SHOWN)
    assert (second.author, second.text, second.visibility, second.spoiler) == ("ana", "better", "members", False)
    assert (second.written_at, second.changed_at) == (first.written_at, shelf.now)
    assert write.list_reviews(shelf.ctx(), shelf.ana, shelf.titles[1], after=None, count=9) == ([second], None)
    write.delete_review(shelf.ctx(), shelf.ana, shelf.titles[1])
    assert write.list_reviews(shelf.ctx(), shelf.ana, shelf.titles[1], after=None, count=9) == ([], None)


def test_others_see_what_is_shown_to_them_and_nothing_else(shelf: Shelf) -> None:
    title = shelf.titles[1]
    write.review(shelf.ctx(), shelf.ana, title, text="private review", **PRIVATE)
    shown = write.comment(shelf.ctx(), shelf.ana, title, text="shown", **SHOWN)
    hidden = write.comment(shelf.ctx(), shelf.ana, title, text="private", **PRIVATE)
    write.set_note(shelf.ctx(), shelf.ana, title, text="private note")
    assert write.list_reviews(shelf.ctx(), shelf.ben, title, after=None, count=9)[0] == []
    assert write.list_comments(shelf.ctx(), shelf.ben, title, after=None, count=9)[0] == [shown]
    assert write.list_comments(shelf.ctx(), shelf.ana, title, after=None, count=9)[0] == [hidden, shown]
    with pytest.raises(NotFound):
        write.note_on(shelf.ctx(), shelf.ben, title)
    write.review(shelf.ctx(), shelf.ana, title, text="shown review", **SHOWN)
    assert [one.text for one in write.list_reviews(shelf.ctx(), shelf.ben, title, after=None, count=9)[0]] == [
        "shown review"
    ]


def test_a_comment_is_changed_and_deleted_by_its_author_alone(shelf: Shelf) -> None:
    made = write.comment(shelf.ctx(), shelf.ana, shelf.titles[1], text="shown", **SHOWN)
    said: dict[str, Any] = {"text": None, "spoiler": None, "visibility": "private"}
    for act in (
        lambda: write.change_comment(shelf.ctx(), shelf.ben, made.id, **said),
        lambda: write.delete_comment(shelf.ctx(), shelf.ben, made.id),
    ):
        with pytest.raises(NotFound):
            act()
    shelf.now += SECOND
    changed = write.change_comment(shelf.ctx(), shelf.ana, made.id, **said)
    assert (changed.text, changed.visibility, changed.changed_at) == ("shown", "private", shelf.now)
    assert write.list_comments(shelf.ctx(), shelf.ben, shelf.titles[1], after=None, count=9)[0] == []
    write.delete_comment(shelf.ctx(), shelf.ana, made.id)
    assert write.list_comments(shelf.ctx(), shelf.ana, shelf.titles[1], after=None, count=9)[0] == []


def test_comments_come_by_pages_and_do_not_pile_up(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "MOST_COMMENTS", 3)
    for text in "abc":
        write.comment(shelf.ctx(), shelf.ana, shelf.titles[1], text=text, **SHOWN)
    with pytest.raises(Conflict):
        write.comment(shelf.ctx(), shelf.ana, shelf.titles[1], text="d", **SHOWN)
    write.comment(shelf.ctx(), shelf.ben, shelf.titles[1], text="e", **SHOWN)
    first, after = write.list_comments(shelf.ctx(), shelf.ben, shelf.titles[1], after=None, count=2)
    rest, end = write.list_comments(shelf.ctx(), shelf.ben, shelf.titles[1], after=after, count=2)
    assert [one.text for one in (*first, *rest)] == ["e", "c", "b", "a"]
    assert end is None


def test_reviews_come_by_pages(shelf: Shelf) -> None:
    for person in (shelf.ana, shelf.ben):
        write.review(shelf.ctx(), person, shelf.titles[1], text="x", **SHOWN)
    first, after = write.list_reviews(shelf.ctx(), shelf.ana, shelf.titles[1], after=None, count=1)
    rest, end = write.list_reviews(shelf.ctx(), shelf.ana, shelf.titles[1], after=after, count=1)
    assert [one.author for one in (*first, *rest)] == ["ben", "ana"]
    assert end is None


def test_whoever_wrote_reviews_finds_all_of_them_and_nobody_elses_by_pages(shelf: Shelf) -> None:
    for place, said in ((1, PRIVATE), (2, SHOWN), (3, PRIVATE)):
        shelf.now += SECOND
        write.review(shelf.ctx(), shelf.ana, shelf.titles[place], text=f"review {place}", **said)
    write.review(shelf.ctx(), shelf.ben, shelf.titles[1], text="of somebody else", **SHOWN)
    shelf.now += SECOND
    write.review(shelf.ctx(), shelf.ana, shelf.titles[1], text="review 1, changed", **PRIVATE)
    first, after = write.list_reviews_by(shelf.ctx(), shelf.ana, after=None, count=2)
    rest, end = write.list_reviews_by(shelf.ctx(), shelf.ana, after=after, count=2)
    assert [one.text for one in (*first, *rest)] == ["review 1, changed", "review 3", "review 2"]
    assert end is None


def test_a_note_is_written_read_and_deleted(shelf: Shelf) -> None:
    write.set_note(shelf.ctx(), shelf.ana, shelf.titles[1], text="lent")
    shelf.now += SECOND
    write.set_note(shelf.ctx(), shelf.ana, shelf.titles[1], text="given back")
    found = write.note_on(shelf.ctx(), shelf.ana, shelf.titles[1])
    assert (found.text, found.changed_at - found.written_at) == ("given back", SECOND)
    write.delete_note(shelf.ctx(), shelf.ana, shelf.titles[1])
    with pytest.raises(NotFound):
        write.note_on(shelf.ctx(), shelf.ana, shelf.titles[1])


def test_nothing_is_written_on_what_is_not_there(shelf: Shelf) -> None:
    for act in (
        lambda: write.review(shelf.ctx(), shelf.ana, 999, text="x", **SHOWN),
        lambda: write.comment(shelf.ctx(), shelf.ana, 999, text="x", **SHOWN),
        lambda: write.set_note(shelf.ctx(), shelf.ana, 999, text="x"),
    ):
        with pytest.raises(NotFound):
            act()
