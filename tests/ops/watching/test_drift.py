import numpy as np
import pytest

from matinee.ops.watching.distances import psi, psi_limit
from matinee.ops.watching.drift import APART, FEWEST_DAYS, LEAST, alpha_of, judged_day, scored, slack_of
from tests.fixtures.loop import Notes, sizes
from tests.ops.watching.town import BINS, REFERENCE, Town, house

FEATURES = 10
WITHIN = {"popularity": 1_000, "scale": 1_000, "shuffled": 1_000, "doubled": 1_000, "nulled": 200, "re-keyed": 200}
"""Events within which each fault must be found (M10)."""


def alarms(counts: np.ndarray, *, alpha: float) -> int:
    """In a year: how often one began."""
    reference, year = counts[:, :REFERENCE], counts[:, REFERENCE:]
    pooled = reference.sum(axis=1, keepdims=True)
    n, m = year.sum(axis=-1), pooled.sum(axis=-1)
    limits = psi_limit(n, m, np.full(n.shape, BINS), alpha=alpha, slack=slack_of(reference)[:, None])
    over = psi(pooled, year) > limits
    return int((over & ~np.pad(over, ((0, 0), (1, 0)))[:, :-1]).sum())


@sizes(quick=6, long=200)
def test_houses_in_which_nothing_changes_are_left_in_peace(trials: int, notes: Notes) -> None:
    """M9: false alarms a house and year."""
    alpha = alpha_of(alarms_a_year=1.0, features=FEATURES)
    features = FEATURES if trials > 50 else 4
    found = [alarms(house(notes.chance(at), features), alpha=alpha) for at in range(trials)]
    rate = float(np.mean(found)) * FEATURES / features
    error = float(np.std(found, ddof=1)) / np.sqrt(trials)
    notes.check("M9", "false alarms of drift a house and year", rate, trials=trials, high=1.0)
    if trials > 50:
        notes.check("M9", "the same, upper end of its 95 % interval", rate + 1.645 * error, trials=trials, high=1.2)
        naive = [
            int((psi(one[:, :REFERENCE].sum(axis=1, keepdims=True), one[:, REFERENCE:])
                 > psi_limit(one[:, REFERENCE:].sum(axis=-1), np.asarray(1e9), np.asarray(BINS), alpha=0.05)).sum())
            for one in (house(notes.chance(at), features) for at in range(5))
        ]  # fmt: skip
        notes.check("M9", "fault: 5 % for each test, days held to be alike", float(np.mean(naive)), trials=5, low=100)


@sizes(quick=1, long=60)
def test_what_breaks_is_found_within_a_day(trials: int, notes: Notes) -> None:
    """M10."""
    found = dict.fromkeys(WITHIN, 0)
    quiet = 0
    for at in range(trials):
        for count in (200, 1_000):
            town = Town(notes.chance(at))
            reference = town.reference(FEWEST_DAYS if trials < 50 else 28, count)
            quiet += any_drifted(reference, town.day(count))
            for fault, within in WITHIN.items():
                if within == count:
                    found[fault] += any_drifted(reference, town.day(count, broken=fault))
    for fault, within in WITHIN.items():
        notes.check("M10", f"{fault}: found within {within} events", found[fault] / trials, trials=trials, low=0.95)
    notes.check("M10", "nothing is broken: found all the same", quiet / trials / 2, trials=2 * trials, high=0.03)


def any_drifted(reference: dict, today: dict) -> bool:
    scores = judged_day(reference, today, alarms_a_year=1.0)
    return any(one is not None and one.drifted for one in scores.values())


def test_the_budget_is_shared_by_all_features_of_all_days() -> None:
    alpha = alpha_of(alarms_a_year=1.0, features=20)
    assert alpha == pytest.approx(1.37e-4, rel=0.01)
    assert 1 - (1 - alpha) ** 20 == pytest.approx(1 / 365)
    assert alpha_of(alarms_a_year=1e9, features=1) < 1


def test_with_too_few_days_or_events_nothing_is_said() -> None:
    days = np.full((FEWEST_DAYS, 4), 100.0)
    assert scored(days, np.full(4, 100.0), alpha=1e-3) is not None
    assert scored(days[1:], np.full(4, 100.0), alpha=1e-3) is None
    assert scored(days, np.full(4, LEAST / 4 - 1), alpha=1e-3) is None
    days[0] = 1.0
    assert scored(days, np.full(4, 100.0), alpha=1e-3) is None


def test_a_house_whose_days_differ_is_given_more_room_and_not_without_end() -> None:
    alike = np.tile([100.0, 100.0, 100.0], (28, 1))
    weekends = alike.copy()
    weekends[::7] = [160.0, 90.0, 50.0]
    wild = alike.copy()
    wild[::7] = [298.0, 1.0, 1.0]
    assert slack_of(alike) < slack_of(weekends) < slack_of(wild) == 0.5


def test_bins_that_nobody_falls_into_change_nothing() -> None:
    chance = np.random.default_rng(5)
    days = chance.multinomial(100, [0.5, 0.3, 0.2], size=28).astype(float)
    wider = np.pad(days, ((0, 0), (0, 4)))
    assert slack_of(wider) == pytest.approx(slack_of(days))
    assert slack_of(days) > APART
    narrow, wide = scored(days, days[0], alpha=1e-3), scored(wider, np.pad(days[0], (0, 4)), alpha=1e-3)
    assert narrow is not None
    assert wide is not None
    assert (wide.psi, wide.limit) == pytest.approx((narrow.psi, narrow.limit))


def test_a_feature_that_was_defined_otherwise_begins_anew() -> None:
    old = {"stars": [(10.0, 20.0)] * 30}
    assert judged_day(old, {"stars": (10.0, 20.0, 30.0)}, alarms_a_year=1.0) == {"stars": None}
    assert judged_day({}, {"stars": (10.0, 20.0)}, alarms_a_year=1.0) == {"stars": None}


def test_a_bin_that_nobody_ever_fell_into_is_noticed_when_somebody_does() -> None:
    days = np.tile([150.0, 50.0, 0.0], (28, 1))
    found = scored(days, np.array([140.0, 45.0, 15.0]), alpha=1e-4)
    assert found is not None
    assert found.drifted
