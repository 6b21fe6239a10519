from dataclasses import replace

import numpy as np
import pytest

from matinee.domain.errors import BadInput, Conflict
from matinee.kit.clock import DAY
from matinee.services.trials.sizes import FEWEST, Asked, Baseline, Coming, coming_of, size_of, sized
from tests.fixtures.shown import Hall
from tests.services.trials.plans import begun, come, over, trials

FIFTY_A_DAY = Coming(np.arange(500) / 50, days=10.0)
KNOWN = Baseline(people=100, mean=3.0, variance=4.0, coming=FIFTY_A_DAY)
ASKED = Asked("likes", 7 * DAY, effect=0.5, stop="fixed")


def test_a_known_answer_of_the_books() -> None:
    """Two arms, an effect of a quarter of a standard deviation, 80 %: 16 / 0.25² people of each, or a little less."""
    made = sized(KNOWN, ASKED)
    assert 490 <= made.people <= 512
    assert made.days == pytest.approx(made.people / 50 + 7, abs=0.05)


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
    assert made.people > 40
    assert made.days is None, "all came at once, and nobody since"
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


def test_whoever_comes_every_day_comes_once(hall: Hall) -> None:
    """Thirty come each day, of whom all but one came the day before as well."""
    for day in range(14):
        for name in (*(f"regular{number}" for number in range(29)), f"new{day}"):
            hall.show(name=name)
        hall.now += DAY
    coming = coming_of(trials(hall))
    assert coming is not None
    assert (len(coming.after), coming.days) == (29 + 14, 14.0)
    assert (coming.until(30), coming.until(31), coming.until(43)) == (0.0, 1.0, 13.0)
    assert coming.until(50) == 14 + 7 * 7 / 6, "six came anew in the later seven days"
    made = size_of(trials(hall), Asked("slates", DAY, people=62))
    assert made.baseline.people == 30
    assert made.days == pytest.approx(14 + 19 * 7 / 6 + 1)


def test_people_who_came_long_ago_say_nothing_of_how_fast_they_come(hall: Hall) -> None:
    hall.show(name="ana")
    hall.now += 29 * DAY
    assert coming_of(trials(hall)) is None
    hall.show(name="ben")
    hall.now += DAY
    coming = coming_of(trials(hall))
    assert coming is not None
    assert (coming.after.tolist(), coming.days, coming.until(2)) == ([0.0], 1.0, None)


def test_of_a_share_of_the_people_as_many_take_longer() -> None:
    whole, half = sized(KNOWN, ASKED), sized(KNOWN, replace(ASKED, share=0.5))
    assert half.people == whole.people
    assert half.days == pytest.approx(2 * whole.people / 50 + 7, abs=0.05)
    least = sized(KNOWN, replace(ASKED, share=1e-320)).days
    assert least is not None, "as many as one bucket holds"
    for share in (0.0, 1.1):
        with pytest.raises(BadInput, match="a share of"):
            sized(KNOWN, replace(ASKED, share=share))


def test_without_knowing_how_many_come_no_days_are_told() -> None:
    assert sized(replace(KNOWN, coming=None), ASKED).days is None


def test_of_a_metric_that_counts_nothing_in_the_window_nothing_is_told(hall: Hall) -> None:
    come(hall, begun(hall), 40, clicks=lambda *_: 1)
    over(hall, days=3)
    with pytest.raises(BadInput, match="'returned'"):
        size_of(trials(hall), Asked("returned", DAY, effect=0.1))
