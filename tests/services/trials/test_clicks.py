import numpy as np
import pytest

from matinee.domain.exposures import Attached, Event
from matinee.kit.clock import HOUR, MINUTE
from matinee.lab.trials.analysis import Analysis, Readings, analyse
from matinee.lab.trials.ratios import sample_ratio
from matinee.services.trials.clicks import ALPHA, LATE, WINDOW, Judged, _plan, judge_canary, judged
from tests.fixtures.loop import Notes, luck, sizes
from tests.fixtures.shown import Hall
from tests.services.trials.plans import trials as trials_of

SHARES = {"champion": 0.75, "canary": 0.25}


def come(hall: Hall, count: int, *, clicks: dict[str, float], told: int = MINUTE, seed: int = 3) -> int:
    """People with one slate each, and the moment before the first. clicks: by arm, the chance that a title of three is
    clicked. told: how long that takes to be known."""
    begin, rng = hall.now, np.random.default_rng(seed)
    for number in range(count):
        arm = "canary" if number % 4 == 0 else "champion"
        slate = hall.show(name=f"person{number}", arm=arm)
        account = hall.person(f"person{number}")
        row = hall.ctx().slates.named(account, [slate.id])[slate.id].row
        events = [
            Attached(Event(f"e{at}", "clicked", slate.id, at + 1), hall.now + MINUTE, row, at + 1)
            for at in range(3)
            if rng.random() < clicks[arm]
        ]
        hall.ctx().events.add(account, events, hall.now + told)
    return begin


def test_a_canary_whose_people_click_less_is_told_once_their_time_is_over(hall: Hall) -> None:
    begin = come(hall, 140, clicks={"champion": 0.6, "canary": 0.1})
    hall.now += WINDOW
    assert judge_canary(trials_of(hall), SHARES, since=begin) == Judged(), "who came last may still click"
    hall.now += LATE
    harm = judge_canary(trials_of(hall), SHARES, since=begin).harm
    assert harm is not None
    assert harm.startswith("clicks: ")
    assert "35 people, and 105 others" in harm
    assert judge_canary(trials_of(hall), SHARES, since=hall.now) == Judged(), "of another canary, before this one"


def test_one_whose_people_click_as_much_is_left_alone(hall: Hall) -> None:
    begin = come(hall, 140, clicks={"champion": 0.5, "canary": 0.5})
    hall.now += WINDOW + LATE
    assert judge_canary(trials_of(hall), SHARES, since=begin) == Judged()


def test_clicks_that_are_told_too_late_are_of_nobody(hall: Hall) -> None:
    """Of either: figures that still change would make the test alarm more often than it says."""
    begin = come(hall, 120, clicks={"champion": 1.0, "canary": 0.0}, told=WINDOW + LATE + MINUTE)
    hall.now += 3 * HOUR
    assert judge_canary(trials_of(hall), SHARES, since=begin) == Judged()


def test_a_canary_to_which_too_few_come_loses_people_whatever_they_click(hall: Hall) -> None:
    begin = come(hall, 140, clicks={"champion": 0.1, "canary": 0.6})
    hall.now += 1
    found = judge_canary(trials_of(hall), {"champion": 0.3, "canary": 0.7}, since=begin)
    assert found.doubt is None
    assert found.harm is not None
    assert found.harm.startswith("people are lost: 35 came to it and 105 to the other, where 70.0% of all were to come")


def test_where_people_were_answered_by_both_nothing_is_said_of_clicks_and_that_is_told(hall: Hall) -> None:
    begin = come(hall, 140, clicks={"champion": 0.6, "canary": 0.1})
    for name in ("person1", "person2"):
        hall.show(name=name, arm="canary")
    hall.now += WINDOW + LATE
    found = judge_canary(trials_of(hall), SHARES, since=begin)
    assert found.harm is None
    assert found.doubt is not None
    assert found.doubt.startswith("2 people were answered by both, 35 came to it and 103 to the other")


@pytest.mark.parametrize(
    ("came", "crossed", "lost"),
    [
        ((520, 300), 0, True),
        ((300, 520), 0, True),
        ((520, 300), 20, True),
        ((520, 300), 200, False),
        ((300, 520), 5_000, False),
        ((500, 490), 200, False),
    ],
)
def test_people_are_lost_unless_those_who_were_answered_by_both_may_be_they(
    came: tuple[int, int], crossed: int, lost: bool
) -> None:
    ratio = sample_ratio(np.array(came), np.array([0.5, 0.5]), sequential=True)
    found = judged(Analysis("plan", came, ratio, crossed, complete=False))
    assert (found.harm is not None) == lost
    assert (found.doubt is not None) == (not lost)


def ever_alarmed(loss: float, *, people: int, looks: int, seed: int) -> bool:
    """Whether any of several looks, as people come, tells that a canary loses clicks."""
    rng = np.random.default_rng(seed)
    arms = (rng.random(people) < 0.25).astype(np.int64)
    slates = rng.poisson(2, people) + 1.0
    eager = rng.beta(2, 4, people) * np.where(arms == 1, 1 - loss, 1.0)
    clicks = rng.binomial((10 * slates).astype(int), 0.3 * eager).astype(np.float64)
    plan = _plan(SHARES)
    for upto in np.linspace(people / looks, people, looks).astype(int):
        some = slice(0, upto)
        made = analyse(
            plan,
            Readings(
                arms=arms[some],
                values={"slates": slates[some], "clicks_per_slate": clicks[some]},
                denominators={"clicks_per_slate": slates[some]},
                came=np.bincount(arms[some], minlength=2),
                exposed_at=np.arange(upto),
            ),
        )
        if judged(made).harm is not None:
            return True
    return False


@sizes(10, 400)
def test_a_fifth_of_the_clicks_lost_is_seen_and_nothing_lost_is_not(trials: int, notes: Notes) -> None:
    seeds = notes.chance().integers(0, 2**31, trials).tolist()
    seen = sum(ever_alarmed(0.2, people=6_000, looks=20, seed=seed) for seed in seeds) / trials
    alarms = sum(ever_alarmed(0.0, people=2_000, looks=20, seed=seed) for seed in seeds) / trials
    said = "canary, a fifth of the clicks lost, 6,000 people, a quarter of them its own: taken back"
    notes.check("L10", said, seen, trials=trials, low=0.9)
    said = "canary, no clicks lost, 2,000 people, 20 looks: taken back"
    notes.check("L10", said, alarms, trials=trials, high=luck(ALPHA, trials)[1])
