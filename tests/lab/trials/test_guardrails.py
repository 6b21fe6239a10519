"""Row E13: harm to what must not be harmed is seen and stops the experiment; without harm it is stopped rarely."""

import numpy as np
import pytest

from matinee.domain.errors import BadConfig
from matinee.lab.trials.guardrails import watch
from matinee.lab.trials.power import Design, of_proportion, people_needed
from matinee.lab.trials.samples import Sample
from tests.fixtures.loop import Notes, sizes
from tests.lab.trials.arms import z_of

RETENTION = 0.4
LOOKS = 30
PEOPLE = people_needed(
    0.05 * RETENTION, variance=of_proportion(RETENTION), design=Design(power=0.9, always=True, side="below")
)


def retained(chance: np.random.Generator, trials: int, loss: float) -> tuple[Sample, Sample]:
    """Treatment and control at each of the looks, of as many experiments as asked for."""
    arms = []
    for rate in (RETENTION * (1 - loss), RETENTION):
        kept = chance.binomial(PEOPLE // 2 // LOOKS, rate, (trials, LOOKS)).cumsum(axis=1)
        people = np.arange(1, LOOKS + 1) * (PEOPLE // 2 // LOOKS)
        share = kept / people
        arms.append(Sample(people, share, share * (1 - share)))
    return arms[0], arms[1]


@sizes(quick=2_000, long=20_000)
def test_a_loss_of_a_twentieth_stops_the_experiment_and_no_loss_hardly_ever_does(trials: int, notes: Notes) -> None:
    harmed = watch(*retained(notes.chance(), trials, 0.05), margin=0.02, planned=PEOPLE)
    found = float(harmed.stops.any(axis=1).mean())
    told = f"retention 40 % less a twentieth, {PEOPLE:,} people, {LOOKS} looks: stopped"
    notes.check("E13", told, found, trials=trials, low=0.9)
    none = retained(notes.chance(1), trials, 0.0)
    alarms = float(watch(*none, margin=0.02, planned=PEOPLE).stops.any(axis=1).mean())
    notes.check("E13", "no loss: stopped", alarms, trials=trials, high=0.05)
    below = (z_of(*none) / 2 < 0.05) & (np.asarray(none[0].mean) < np.asarray(none[1].mean))
    fault = below.any(axis=1).mean()
    notes.check("E13", "fault: a plain one-sided test at each look, no loss: stopped", fault, trials=trials, low=0.1)


@sizes(quick=2_000, long=20_000)
def test_a_loss_as_large_as_the_margin_is_hardly_ever_called_harmless(trials: int, notes: Notes) -> None:
    seen = watch(*retained(notes.chance(2), trials, 0.02), margin=0.02, planned=PEOPLE)
    safe = float((np.asarray(seen.safe) < 0.05).any(axis=1).mean())
    told = "a loss of the whole margin: called harmless"
    notes.check("E13", told, safe, trials=trials, high=0.05)


def test_what_is_known_of_a_guardrail_is_one_of_three_things() -> None:
    control = Sample(20_000, 0.40, 0.24)
    states = {
        rate: watch(Sample(20_000, rate, 0.24), control, margin=0.03, planned=40_000).state
        for rate in (0.37, 0.395, 0.41)
    }
    assert states == {0.37: "harmed", 0.395: "open", 0.41: "no_worse"}


def test_where_lower_is_better_a_rise_is_the_harm() -> None:
    control = Sample(20_000, 0.40, 0.24)
    up, down = Sample(20_000, 0.43, 0.24), Sample(20_000, 0.38, 0.24)
    assert watch(up, control, margin=0.03, planned=40_000, higher_is_better=False).state == "harmed"
    assert watch(down, control, margin=0.03, planned=40_000, higher_is_better=False).state == "no_worse"


@pytest.mark.parametrize("margin", [0.0, 1.0])
def test_a_margin_of_nothing_or_of_everything_is_refused(margin: float) -> None:
    with pytest.raises(BadConfig, match="margin"):
        watch(Sample(9, 1.0, 1.0), Sample(9, 1.0, 1.0), margin=margin, planned=100)
