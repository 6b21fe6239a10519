"""Row E5: looked at after every day or after every person, alarms stay as rare as promised; a plain test's do not."""

import numpy as np
import pytest

from matinee.lab.trials.effects import welch
from matinee.lab.trials.samples import Sample, mean_of
from matinee.lab.trials.sequences import FEWEST, always_valid, reach_at_plan
from tests.fixtures.loop import Notes, luck, sizes
from tests.lab.trials.arms import normal, so_far, some_ones, spending, z_of

DRAWS = {
    "normal": normal,
    "proportion": some_ones,
    "capped": lambda chance, shape: np.minimum(spending(chance, shape), 20),
}
DAYS = 90
PEOPLE = 4_500
AT = 50


def looks(days: int, people: int) -> np.ndarray:
    """The number of people after each day."""
    return np.arange(1, days + 1) * people // days - 1


def at_looks(sample: Sample, at: np.ndarray) -> Sample:
    return Sample(*(np.asarray(part)[:, at] for part in (sample.n, sample.mean, sample.variance)))


def ever(trials: int, chance: np.random.Generator, draw, *, at: np.ndarray, lift: float = 0.0) -> np.ndarray:
    """bool (trials, 3): whether the sequence ever rejects, whether a plain test ever does, and whether it does at the
    end."""
    made, people = [], int(at[-1]) + 1
    for _ in range(0, trials, AT):
        treated = chance.random((AT, people)) < 0.5
        arms = [at_looks(one, at) for one in so_far(draw(chance, (AT, people)) + lift * treated, treated)]
        plain = z_of(*arms) < 0.05
        found = np.asarray(always_valid(*arms, planned=people).p) < 0.05
        made.append(np.stack([found.any(axis=1), plain.any(axis=1), plain[:, -1]], axis=1))
    return np.concatenate(made)


@sizes(quick=200, long=2_000)
@pytest.mark.parametrize("kind", DRAWS)
def test_looking_every_day_raises_no_more_alarms_than_promised(kind: str, trials: int, notes: Notes) -> None:
    alarms = ever(trials, notes.chance(), DRAWS[kind], at=looks(DAYS, PEOPLE)).mean(axis=0)
    _, high = luck(0.05, trials)
    notes.check("E5", f"{kind}, every day for 90 days: ever an alarm", alarms[0], trials=trials, high=high)
    if kind == "normal":
        notes.check("E5", "fault: a plain test looked at every day: ever an alarm", alarms[1], trials=trials, low=0.15)


@sizes(quick=50, long=2_000)
@pytest.mark.parametrize("kind", DRAWS)
def test_looking_after_every_person_raises_no_more_alarms_than_promised(kind: str, trials: int, notes: Notes) -> None:
    alarms = ever(trials, notes.chance(1), DRAWS[kind], at=np.arange(10_000)).mean(axis=0)
    _, high = luck(0.05, trials)
    notes.check("E5", f"{kind}, after each of 10,000 people: ever an alarm", alarms[0], trials=trials, high=high)


@sizes(quick=200, long=2_000)
def test_the_price_of_looking_whenever_one_likes_is_bounded(trials: int, notes: Notes) -> None:
    found = ever(trials, notes.chance(2), normal, at=looks(DAYS, PEOPLE), lift=3.24 * 2 / np.sqrt(PEOPLE))
    always, once = found[:, 0].mean(), found[:, 2].mean()
    notes.check("E5", "power lost against one look at the end, relative", 1 - always / once, trials=trials, high=0.35)


@sizes(quick=200, long=2_000)
@pytest.mark.parametrize("side", ["above", "below"])
def test_one_sided_claims_hold_too(side, trials: int, notes: Notes) -> None:
    chance, alarms = notes.chance(3), 0
    for _ in range(0, trials, AT):
        treated = chance.random((AT, PEOPLE)) < 0.5
        arms = [at_looks(one, looks(DAYS, PEOPLE)) for one in so_far(normal(chance, (AT, PEOPLE)), treated)]
        found = always_valid(*arms, planned=PEOPLE, side=side)
        beyond = np.asarray(found.low) > 0 if side == "above" else np.asarray(found.high) < 0
        assert (beyond == (np.asarray(found.p) < 0.05)).all()
        alarms += int(beyond.any(axis=1).sum())
    _, high = luck(0.05, trials)
    notes.check("E5", f"claim '{side}', every day: ever an alarm", alarms / trials, trials=trials, high=high)


def test_the_p_value_is_the_level_at_which_the_interval_just_reaches_nothing() -> None:
    treatment, control = Sample(2_000, 0.1, 1.0), Sample(2_000, 0.0, 1.0)
    for side in ("both", "above"):
        p = float(always_valid(treatment, control, planned=4_000, side=side).p)
        assert 0.001 < p < 0.2
        tuned_for_five = always_valid(treatment, control, planned=4_000, side=side)
        assert (float(tuned_for_five.low) > 0) == (p < 0.05)


def test_the_interval_is_narrowest_for_its_error_at_the_planned_number() -> None:
    widths = []
    for n in (200, 1_000, 5_000, 25_000, 125_000):
        found = always_valid(Sample(n, 0.0, 1.0), Sample(n, 0.0, 1.0), planned=10_000)
        widths.append(float(found.high) / float(found.error))
    assert min(widths) == widths[2]
    assert widths[2] == pytest.approx(reach_at_plan(0.05))
    once = welch(Sample(5_000, 0.0, 1.0), Sample(5_000, 0.0, 1.0))
    assert widths[2] > float(once.high) / float(once.error)


def test_of_few_people_or_of_people_without_a_spread_nothing_is_said() -> None:
    chance = np.random.default_rng(8)
    few = always_valid(mean_of(chance.normal(9, 1, FEWEST - 1)), mean_of(chance.normal(0, 1, 100)), planned=200)
    alike = always_valid(Sample(100, 1.0, 0.0), Sample(100, 0.0, 0.0), planned=200)
    for found in (few, alike):
        assert (found.p, found.low, found.high) == (1.0, -np.inf, np.inf)
