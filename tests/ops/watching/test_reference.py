from collections.abc import Callable, Collection
from itertools import pairwise

import numpy as np

from matinee.domain.alerts import WatchedFeature
from matinee.kit.clock import DAY
from matinee.ops.watching.drift import FEWEST_DAYS, judged_day
from matinee.ops.watching.reference import LASTING, REFERENCE_DAYS, WEEK, reference_of
from tests.fixtures.loop import Notes, sizes
from tests.ops.watching.town import REFERENCE, house

OLD, NEW, THIRD = (300.0, 200.0, 100.0), (100.0, 200.0, 300.0), (30.0, 540.0, 30.0)
FEW = (4.0, 3.0, 2.0)
FEATURES = 10
"""That share the budget of false alarms of a house."""


def watched(day: int, counts: tuple[float, ...] = OLD, *, drifted: bool | None = False) -> WatchedFeature:
    """drifted: None for a day that was not judged."""
    score = None if drifted is None else 0.5 if drifted else 0.05
    return WatchedFeature(day * DAY, "stars", counts, score=score, limit=None if score is None else 0.1)


def reference(days: list[WatchedFeature], *, released: int, day: int) -> list[tuple[float, ...]]:
    return reference_of(days, released=released * DAY, day=day * DAY)["stars"]


def lived(
    counts: Callable[[int], tuple[float, ...]], *, days: int, releases: Collection[int], alarms_a_year: float = 1.0
) -> list[WatchedFeature]:
    """A house that watches each day as the duty does, over releases on some days. counts: of a day."""
    found: list[WatchedFeature] = []
    for day in range(days):
        released = max((one for one in releases if one <= day), default=0)
        before = [one for one in found if one.day >= (released - REFERENCE_DAYS) * DAY]
        there = reference_of(before, released=released * DAY, day=day * DAY)
        score = judged_day(there, {"stars": counts(day)}, alarms_a_year=alarms_a_year)["stars"]
        told = (None, None) if score is None else (score.psi, score.limit)
        found.append(WatchedFeature(day * DAY, "stars", counts(day), score=told[0], limit=told[1]))
    return found


def days_with(found: list[WatchedFeature], *, drifted: bool) -> list[int]:
    return [one.day // DAY for one in found if (one.drifted if drifted else one.score is None)]


def test_the_days_before_a_release_are_its_reference_and_those_with_an_alarm_are_not() -> None:
    days = [watched(day, drifted=day == 3) for day in range(20)]
    assert reference(days, released=20, day=20) == [OLD] * 19


def test_where_there_are_few_before_it_those_after_it_count_too_and_no_more_than_there_should_be() -> None:
    days = [*(watched(day) for day in range(10)), *(watched(day, NEW) for day in range(10, 100))]
    assert reference(days, released=10, day=100) == [OLD] * 10 + [NEW] * (REFERENCE_DAYS - 10)


def test_where_a_change_lasts_the_days_from_the_release_on_are_the_reference() -> None:
    before = [*(watched(day) for day in range(30)), *(watched(day, NEW, drifted=True) for day in range(30, 33))]
    assert reference(before, released=33, day=33) == []
    after = [*before, *(watched(day, NEW, drifted=None) for day in range(33, 40))]
    assert reference(after, released=33, day=40) == [NEW] * 7


def test_the_next_release_does_not_bring_back_what_was_usual_before() -> None:
    days = [*(watched(day) for day in range(30)), *(watched(day, NEW, drifted=True) for day in range(30, 37)),
            *(watched(day, NEW, drifted=None) for day in range(37, 44))]  # fmt: skip
    for released in (0, 37, 44):
        assert reference(days, released=released, day=44) == [NEW] * 7


def test_days_of_too_few_events_are_no_sign_that_it_began_anew() -> None:
    days = [*(watched(day) for day in range(30)), *(watched(day, NEW, drifted=True) for day in range(30, 37)),
            watched(37, FEW, drifted=None)]  # fmt: skip
    assert reference(days, released=0, day=38) == [*[OLD] * 30, FEW]


def test_an_alarm_that_is_young_that_is_over_or_that_came_later_begins_nothing_anew() -> None:
    usual = [watched(day) for day in range(30)]
    young = [*usual, *(watched(day, NEW, drifted=True) for day in range(30, 30 + LASTING - 1))]
    assert reference(young, released=32, day=32) == [OLD] * 30
    over = [*usual, *(watched(day, NEW, drifted=True) for day in range(30, 35)), watched(35)]
    assert reference(over, released=36, day=36) == [OLD] * 31
    later = [*usual, *(watched(day, NEW, drifted=True) for day in range(30, 40))]
    assert reference(later, released=30, day=40) == [OLD] * 30
    missed = reference(later, released=45, day=40)
    assert missed == [OLD] * 30


def test_a_change_that_is_found_on_some_days_and_not_on_others_lasts_too() -> None:
    found = [watched(day, NEW, drifted=day % 2 == 0) for day in range(30, 37)]
    assert sum(one.drifted for one in found[-WEEK:]) >= LASTING
    assert reference([*(watched(day) for day in range(30)), *found], released=37, day=37) == []


def test_after_a_lasting_change_a_release_ends_the_alarm_at_once_and_the_next_change_is_found() -> None:
    changes, released, again = 70, 80, 130
    found = lived(
        lambda day: OLD if day < changes else NEW if day < again else THIRD, days=140, releases=(60, released)
    )
    assert days_with(found, drifted=True) == [*range(changes, released), *range(again, 140)]
    unjudged = [*range(FEWEST_DAYS), *range(released, released + FEWEST_DAYS)]
    assert days_with(found, drifted=False) == unjudged


def test_without_a_release_the_alarm_goes_on() -> None:
    found = lived(lambda day: OLD if day < 70 else NEW, days=200, releases=(60,))
    assert days_with(found, drifted=True) == list(range(70, 200))


def test_weekly_releases_of_a_house_without_drift_leave_no_day_unjudged_and_a_drift_is_found() -> None:
    found = lived(lambda day: OLD if day < 150 else NEW, days=152, releases=range(0, 152, 7))
    assert days_with(found, drifted=False) == list(range(FEWEST_DAYS))
    assert days_with(found, drifted=True) == [150, 151]


def test_with_a_release_a_day_an_alarm_lasts_until_the_change_does_and_days_are_judged_again() -> None:
    found = lived(lambda day: OLD if day < 70 else NEW, days=120, releases=range(120))
    assert days_with(found, drifted=True) == list(range(70, 70 + LASTING))
    begun = 70 + LASTING
    assert days_with(found, drifted=False) == [*range(FEWEST_DAYS), *range(begun, begun + FEWEST_DAYS)]


@sizes(quick=1, long=200)
def test_weekly_releases_raise_no_more_alarms_where_nothing_changes(trials: int, notes: Notes) -> None:
    """M9."""
    year, features = (70, 2) if trials < 50 else (365, FEATURES)
    begun, unjudged = [], 0
    for at in range(trials):
        counts = house(notes.chance(at), features, year=year)
        for one in counts:
            days = [tuple(day) for day in one.tolist()]
            releases = range(REFERENCE, len(days), 7)
            found = lived(days.__getitem__, days=len(days), releases=releases, alarms_a_year=1 / FEATURES)
            drifted = [day.drifted for day in found]
            begun.append(sum(now and not before for before, now in pairwise([False, *drifted])))
            unjudged += len(days_with(found, drifted=False)) - FEWEST_DAYS
    houses = np.array(begun).reshape(trials, features).sum(axis=1) * (365 / year) * (FEATURES / features)
    notes.check("M9", "with weekly releases: false alarms a house and year", float(houses.mean()), trials=trials,
                high=1.0)  # fmt: skip
    share = unjudged / (trials * features * year)
    notes.check("M9", "with weekly releases: days that are not judged", share, trials=trials, high=0.01)
    if trials > 50:
        upper = float(houses.mean() + 1.645 * houses.std(ddof=1) / np.sqrt(trials))
        notes.check("M9", "with weekly releases: the same, upper end of its 95 % interval", upper, trials=trials,
                    high=1.2)  # fmt: skip
