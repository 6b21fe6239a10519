from collections.abc import Sequence

from matinee.domain.exposures import Event
from matinee.kit.clock import DAY, HOUR
from matinee.services.exposures.feedback import take_feedback
from matinee.services.exposures.outcomes import outcomes_of
from matinee.services.library.rate import rate
from matinee.services.library.undo import undo
from matinee.services.library.watch import note_watch
from tests.fixtures.shown import Hall


def came(hall: Hall, *, since: int = 0, until: int | None = None) -> list[list[tuple[str, int | None, float | None]]]:
    found = outcomes_of(hall.ctx(), hall.person(), since=since, until=hall.now if until is None else until)
    return [[(event.kind, event.title_id, event.value) for event in outcome.events] for outcome in found]


def show_twice(hall: Hall, titles: Sequence[int] = (1, 2)) -> None:
    for _ in range(2):
        hall.show(titles)
        hall.now += HOUR


def test_a_rating_belongs_to_the_last_slate_that_showed_the_title(hall: Hall) -> None:
    show_twice(hall)
    hall.show((3, 4))
    hall.now += HOUR
    rate(hall.transaction().library, hall.person(), 1, half_stars=9)
    note_watch(hall.transaction().library, hall.person(), 2)
    assert came(hall) == [[], [("rated", 1, 4.5), ("watched", 2, 1.0)], []]


def test_what_was_taken_back_or_came_too_late_or_by_itself_came_of_nothing(hall: Hall) -> None:
    hall.show((1, 2))
    hall.now += HOUR
    rate(hall.transaction().library, hall.person(), 1, half_stars=9)
    rate(hall.transaction().library, hall.person(), 5, half_stars=9)
    hall.now += HOUR
    rate(hall.transaction().library, hall.person(), 2, half_stars=2)
    undo(hall.transaction().library, hall.person(), 2)
    assert came(hall) == [[("rated", 1, 4.5)]]
    hall.now += 8 * DAY
    rate(hall.transaction().library, hall.person(), 2, half_stars=2)
    assert came(hall) == [[("rated", 1, 4.5)]]


def test_what_the_library_says_takes_the_place_of_what_was_told(hall: Hall) -> None:
    slate = hall.show((1, 2))
    hall.now += HOUR
    told = [
        Event("a", "clicked", slate.id, 1),
        Event("b", "rated", slate.id, 1, 2.0),
        Event("c", "rated", slate.id, 2, 3.0),
    ]
    take_feedback(hall.ctx(), hall.person(), told)
    hall.now += HOUR
    rate(hall.transaction().library, hall.person(), 1, half_stars=8)
    assert came(hall) == [[("clicked", 1, None), ("rated", 2, 3.0), ("rated", 1, 4.0)]]


def test_a_slate_after_the_span_takes_what_came_of_it_and_is_not_told(hall: Hall) -> None:
    hall.show((1, 2))
    until = hall.now
    hall.now += DAY
    hall.show((1, 2))
    hall.now += HOUR
    rate(hall.transaction().library, hall.person(), 1, half_stars=8)
    assert came(hall, until=until) == [[]]
    assert came(hall) == [[], [("rated", 1, 4.0)]]


def test_nobody_elses_ratings_count(hall: Hall) -> None:
    hall.show((1, 2))
    hall.show((1, 2), name="ben")
    rate(hall.transaction().library, hall.person("ben"), 1, half_stars=8)
    assert came(hall) == [[]]
