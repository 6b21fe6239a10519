import random

from matinee.domain.exposures import Attached, Event
from matinee.kit.clock import DAY, HOUR, MINUTE
from matinee.services.exposures.consents import set_consents
from matinee.services.exposures.context import ExposuresContext
from matinee.services.exposures.feedback import last_showing, take_feedback
from tests.fixtures.shown import Hall


def kept(hall: Hall) -> list[tuple]:
    asked = "SELECT event_id, exposure_id, rank, at FROM feedback ORDER BY event_id"
    return [tuple(row) for row in hall.stores.connection.exec_driver_sql(asked)]


def test_an_event_belongs_to_the_slate_it_names_at_the_place_of_its_title(hall: Hall) -> None:
    slate = hall.show((3, 1, 2))
    hall.show((1, 2, 3))
    fates = take_feedback(hall.ctx(), hall.person(), [Event("e", "clicked", slate.id, title_id=1, at=hall.now)])
    assert fates == ["kept"]
    assert kept(hall) == [("e", 1, 2, hall.now)]


def test_an_event_without_a_slate_belongs_to_the_last_one_that_showed_the_title(hall: Hall) -> None:
    for titles in ((1, 2), (3, 1), (4, 5)):
        hall.show(titles)
        hall.now += HOUR
    watched = Event("w", "watched", title_id=1, value=1.0)
    never_shown = Event("x", "watched", title_id=9)
    hall.now += DAY
    assert take_feedback(hall.ctx(), hall.person(), [watched, never_shown]) == ["kept", "kept"]
    assert [row[:3] for row in kept(hall)] == [("w", 2, 2), ("x", None, None)]


def test_a_late_event_belongs_to_what_was_shown_when_it_happened(hall: Hall) -> None:
    hall.show((1, 2))
    happened = hall.now + HOUR
    hall.now += 2 * HOUR
    hall.show((2, 1))
    hall.now += 3 * DAY
    take_feedback(hall.ctx(), hall.person(), [Event("late", "clicked", title_id=1, at=happened)])
    assert kept(hall) == [("late", 1, 1, happened)]


def test_after_the_window_nothing_came_of_a_slate_unless_the_event_names_it(hall: Hall) -> None:
    slate = hall.show((1, 2))
    hall.now += 8 * DAY
    asked = [Event("a", "watched", title_id=1), Event("b", "clicked", slate.id, title_id=1)]
    take_feedback(hall.ctx(), hall.person(), asked)
    assert [row[1] for row in kept(hall)] == [None, 1]


def test_a_clock_that_is_wrong_does_not_put_effects_before_causes(hall: Hall) -> None:
    slate = hall.show((1, 2))
    shown = hall.now
    hall.now += MINUTE
    early = Event("early", "clicked", slate.id, title_id=1, at=shown - HOUR)
    future = Event("future", "clicked", slate.id, title_id=1, at=hall.now + DAY)
    take_feedback(hall.ctx(), hall.person(), [early, future])
    assert [row[3] for row in kept(hall)] == [shown, hall.now]


def test_each_event_counts_once_however_often_and_in_whatever_order_it_is_told(hall: Hall) -> None:
    slate = hall.show((1, 2, 3))
    asked = [Event(f"e{number:02}", "clicked", slate.id, title_id=number % 3 + 1) for number in range(40)]
    told = asked * 3
    random.Random(1).shuffle(told)  # noqa: S311
    fates = [fate for start in range(0, 120, 30) for fate in take_feedback(hall.ctx(), hall.person(),
                                                                         told[start : start + 30])]  # fmt: skip
    assert sorted(fates) == ["duplicate"] * 80 + ["kept"] * 40
    assert [row[0] for row in kept(hall)] == [event.id for event in asked]


def test_the_storage_itself_keeps_an_event_that_two_tell_at_once_from_counting_twice(hall: Hall) -> None:
    events = hall.ctx().events
    for at in (1, 2):
        events.add(hall.person(), [Attached(Event("e", "satisfied", value=5.0), at, None, None)], at)
    assert [row[3] for row in kept(hall)] == [1]


def test_the_same_id_of_another_person_is_another_event_and_so_is_their_slate(hall: Hall) -> None:
    slate = hall.show((1, 2))
    event = Event("e", "clicked", slate.id, title_id=1)
    assert take_feedback(hall.ctx(), hall.person("ben"), [event]) == ["kept"]
    assert take_feedback(hall.ctx(), hall.person(), [event]) == ["kept"]
    assert sorted(row[1] is None for row in kept(hall)) == [False, True]


def test_a_title_that_the_slate_did_not_show_is_not_put_on_it(hall: Hall) -> None:
    slate = hall.show((1, 2))
    take_feedback(hall.ctx(), hall.person(), [Event("e", "clicked", slate.id, title_id=5)])
    assert kept(hall)[0][1:3] == (None, None)


def test_one_that_cannot_be_kept_takes_nothing_of_the_others_with_it(hall: Hall) -> None:
    asked = [
        Event("a", "clicked", title_id=10**9),
        Event("b", "clicked", title_id=1, at=hall.now - 400 * DAY),
        Event("c", "satisfied", value=4.0),
    ]
    assert take_feedback(hall.ctx(), hall.person(), asked) == ["unknown_title", "too_old", "kept"]
    assert [row[0] for row in kept(hall)] == ["c"]


def test_nothing_is_kept_of_somebody_who_does_not_agree(hall: Hall) -> None:
    set_consents(hall.ctx(), hall.person(), exposures=False)
    assert take_feedback(hall.ctx(), hall.person(), [Event("e", "satisfied", value=5.0)]) == ["not_kept"]
    assert take_feedback(hall.ctx(log=False), hall.person("ben"), [Event("e", "satisfied")]) == ["not_kept"]
    assert kept(hall) == []


def test_what_came_of_slates_is_found_by_them(hall: Hall) -> None:
    slates = [hall.show((1, 2)), hall.show((2, 3))]
    told = [Event("a", "clicked", slates[1].id, 2), Event("b", "helpful", slates[1].id, 2, value=0.0, at=hall.now)]
    take_feedback(hall.ctx(), hall.person(), told)
    ctx: ExposuresContext = hall.ctx()
    found = ctx.events.on([1, 2])
    assert {row: [(event.id, event.slate_id, event.value) for event in events] for row, events in found.items()} == {
        2: [("a", slates[1].id, None), ("b", slates[1].id, 0.0)]
    }


def test_the_last_showing_is_the_one_before_the_event(hall: Hall) -> None:
    hall.show((1, 2))
    hall.now += HOUR
    hall.show((2, 1))
    slates = hall.ctx().slates.of(hall.person(), since=0, until=hall.now, most=10)
    found = last_showing(slates, 1, hall.now - MINUTE, window=DAY)
    assert found is not None
    assert (found[0].row, found[1]) == (1, 1)
    assert last_showing(slates, 1, hall.now - 2 * HOUR, window=DAY) is None
    assert last_showing(slates, 9, hall.now, window=DAY) is None
