from dataclasses import replace

import pytest

from matinee.domain.errors import Conflict
from matinee.kit.clock import DAY
from matinee.services.trials.sizes import FEWEST, Asked, Baseline, size_of, sized
from tests.fixtures.shown import Hall
from tests.services.trials.plans import begun, come, over, trials

KNOWN = Baseline(people=100, mean=3.0, variance=4.0, a_day=50.0)
ASKED = Asked("likes", 7 * DAY, effect=0.5, stop="fixed")


def test_a_known_answer_of_the_books() -> None:
    """Two arms, an effect of a quarter of a standard deviation, 80 %: 16 / 0.25² people of each, or a little less."""
    made = sized(KNOWN, ASKED)
    assert 490 <= made.people <= 512
    assert made.days == pytest.approx(made.people / 50 + 7)


def test_looking_all_the_time_takes_more_people() -> None:
    assert sized(KNOWN, replace(ASKED, stop="always")).people > 1.3 * sized(KNOWN, ASKED).people


def test_the_other_way_round_it_is_the_same() -> None:
    people = sized(KNOWN, ASKED).people
    assert sized(KNOWN, replace(ASKED, effect=None, people=people)).effect == pytest.approx(0.5, rel=0.01)


def test_what_people_here_did_lately_says_how_many_are_needed(hall: Hall) -> None:
    come(hall, begun(hall), 40, clicks=lambda number, _: number % 2)
    over(hall, days=8)
    made = size_of(trials(hall), Asked("clicked", 7 * DAY, effect=0.2))
    assert made.baseline.people == 40
    assert made.baseline.mean == 0.5
    assert made.baseline.variance == pytest.approx(0.25, rel=0.05)
    assert made.baseline.a_day == pytest.approx(40 / 7)
    per_slate = size_of(trials(hall), Asked("clicks_per_slate", 7 * DAY, people=100))
    assert per_slate.baseline.mean == 0.5
    assert 0 < per_slate.effect < 1


def test_few_people_tell_nothing(hall: Hall) -> None:
    come(hall, begun(hall), FEWEST - 1, clicks=lambda *_: 1)
    over(hall, days=8)
    with pytest.raises(Conflict, match="19 people"):
        size_of(trials(hall), Asked("clicked", 7 * DAY, effect=0.2))


def test_neither_an_effect_nor_people_is_no_question() -> None:
    with pytest.raises(Conflict, match="neither"):
        sized(KNOWN, replace(ASKED, effect=None))
