from typing import Any

import pytest

from matinee.domain.watching import LATELY, USUALLY, TitleLately
from matinee.kit.clock import DAY
from matinee.services.exposures.consents import set_consents
from matinee.services.library.rate import rate
from matinee.services.library.watch import note_watch
from matinee.services.operations import trending
from matinee.services.operations.trending import LEAST_PEOPLE, count_trending, keep_trending
from tests.fixtures.shown import Hall

NAMES = [f"person{number}" for number in range(LEAST_PEOPLE + 2)]


@pytest.fixture(autouse=True)
def one_title_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue of these tests has but a few."""
    monkeypatch.setattr(trending, "LEAST_TITLES", 1)


def liked(hall: Hall, title_id: int, *names: str, half_stars: int = 9) -> None:
    for name in names:
        rate(hall.transaction().library, hall.person(name), title_id, half_stars=half_stars)


def counted(hall: Hall) -> dict[int, tuple[int, int]]:
    return {one.title_id: (one.people, one.before) for one in count_trending(hall.operations())}


def test_people_who_liked_or_watched_a_title_lately_are_counted_once_each(hall: Hall) -> None:
    liked(hall, 1, *NAMES[:4])
    for name in NAMES[3:5]:
        note_watch(hall.transaction().library, hall.person(name), 1, watched_at=hall.now - DAY)
    assert counted(hall) == {1: (5, 0)}


def test_what_was_liked_before_is_what_is_usual_and_what_is_older_is_nothing(hall: Hall) -> None:
    hall.now -= LATELY + USUALLY + DAY
    liked(hall, 1, NAMES[5])
    hall.now += 2 * DAY
    liked(hall, 1, NAMES[6])
    hall.now += LATELY + USUALLY - DAY
    liked(hall, 1, *NAMES[:5])
    assert counted(hall) == {1: (5, 1)}
    hall.now += LATELY + DAY
    assert counted(hall) == {}


@pytest.mark.parametrize("people", [LEAST_PEOPLE - 1, LEAST_PEOPLE])
def test_a_title_of_few_people_is_not_told_of(hall: Hall, people: int) -> None:
    liked(hall, 2, *NAMES[:people])
    assert (2 in counted(hall)) == (people == LEAST_PEOPLE)


def test_a_low_rating_is_no_like(hall: Hall) -> None:
    liked(hall, 1, *NAMES, half_stars=7)
    assert counted(hall) == {}


@pytest.mark.parametrize(("says", "people"), [(False, LEAST_PEOPLE), (True, LEAST_PEOPLE + 1)])
def test_whoever_does_not_agree_to_statistics_does_not_count(hall: Hall, says: bool, people: int) -> None:
    liked(hall, 1, *NAMES[: LEAST_PEOPLE + 1])
    set_consents(hall.ctx(), hall.person(NAMES[0]), statistics=says)
    assert counted(hall) == {1: (people, 0)}


def test_a_house_with_few_such_titles_says_nothing(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trending, "LEAST_TITLES", 2)
    liked(hall, 1, *NAMES)
    assert counted(hall) == {}
    liked(hall, 2, *NAMES)
    assert set(counted(hall)) == {1, 2}


def test_what_is_kept_is_what_was_counted_last_however_often_it_is_kept(hall: Hall) -> None:
    facts: Any = hall.stores.title_facts
    liked(hall, 1, *NAMES)
    for _ in range(2):
        keep_trending(hall.operations(), count_trending(hall.operations()))
    assert list(facts.lately()) == [TitleLately(1, 7, 0, hall.now)]
    assert facts.lately_at() == hall.now
    keep_trending(hall.operations(), ())
    assert (list(facts.lately()), facts.lately_at()) == ([], 0)
