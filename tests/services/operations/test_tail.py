import numpy as np

from matinee.domain.watching import TitleShown
from matinee.kit.clock import DAY
from matinee.services.exposures.consents import set_consents
from matinee.services.operations.tail import TailDay, shown_titles, tail_of
from tests.fixtures.shown import Hall


def test_titles_are_counted_once_for_each_slate_of_each_day(hall: Hall) -> None:
    today = hall.now // DAY * DAY
    hall.show((1, 2))
    hall.show((2, 3), name="ben")
    hall.now += DAY
    hall.show((2,))
    assert shown_titles(hall.operations(), days=2) == [
        TitleShown(today, 1, 1),
        TitleShown(today, 2, 2),
        TitleShown(today, 3, 1),
        TitleShown(today + DAY, 2, 1),
    ]
    assert shown_titles(hall.operations(), days=1) == [TitleShown(today + DAY, 2, 1)]


def test_whoever_does_not_agree_to_statistics_is_not_counted(hall: Hall) -> None:
    hall.show((1, 2))
    set_consents(hall.ctx(), hall.person(), exposures=True, training=True, statistics=False, lists=False)
    assert shown_titles(hall.operations(), days=1) == []


def test_the_tail_is_what_lies_outside_the_fifth_that_most_people_rated() -> None:
    ids = np.arange(1, 11)
    fame = np.array([5, 90, 5, 80, 5, 5, 5, 5, 5, 5])
    shown = [
        TitleShown(0, 2, 6),
        TitleShown(0, 4, 1),
        TitleShown(0, 9, 3),
        TitleShown(DAY, 9, 2),
        TitleShown(DAY, 99, 7),
    ]
    found = tail_of(shown, ids=ids, fame=fame)
    assert found.days == [TailDay(0, 10, 3, 3), TailDay(DAY, 2, 2, 1)]
    assert (found.places, found.outside, found.titles, found.catalogue, found.popular) == (12, 5, 3, 10, 2)


def test_where_nothing_was_shown_there_is_nothing_to_say() -> None:
    found = tail_of([], ids=np.empty(0, dtype=np.int64), fame=np.empty(0, dtype=np.int64))
    assert (found.days, found.places, found.catalogue) == ([], 0, 0)
