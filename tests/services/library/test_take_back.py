from matinee.domain.library import Rating, RatingChange
from matinee.services.library.take_back import plan_back


def change(title: int, before: Rating | None, after: int) -> RatingChange:
    return RatingChange(title, 3, before, after, 0, "import", import_id=5)


def test_what_an_import_brought_goes_and_what_it_changed_is_as_it_was() -> None:
    old = Rating(2, 4, 77, "day", ignored=True)
    back = plan_back(
        [change(1, None, 8), change(2, old, 9)], ratings={1: Rating(1, 8, 5), 2: Rating(2, 9, 5)}, version=9, now=100
    )
    assert (back.removed, back.restored, back.kept) == ([1], [old], 0)
    assert [(one.title_id, one.version, one.before and one.before.half_stars, one.after) for one in back.changes] == [
        (1, 9, 8, None),
        (2, 9, 9, 4),
    ]
    assert [one.title_id for one in back.taken] == [1, 2]
    assert {(one.source, one.import_id, one.at) for one in back.changes} == {("undo", 5, 100)}


def test_what_was_changed_since_stays() -> None:
    back = plan_back([change(1, None, 8), change(2, None, 8)], ratings={1: Rating(1, 7, 5)}, version=9, now=100)
    assert (back.removed, back.restored, back.changes, back.kept) == ([], [], [], 2)
