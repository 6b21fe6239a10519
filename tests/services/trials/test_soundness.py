"""Row E2: every metric that experiments may look at, on the log of a house in which people have lived, is split by
chance again and again; one that tells people apart who were treated alike begins no experiment."""

from dataclasses import replace

import numpy as np
import pytest

from matinee.domain.errors import Conflict
from matinee.domain.trials import Design, Shown
from matinee.kit.clock import DAY, HOUR
from matinee.lab.trials import metrics
from matinee.lab.trials.analysis import Readings
from matinee.lab.trials.plan import Plan
from matinee.lab.trials.samples import Sample
from matinee.lab.trials.splitting import check_by_splitting
from matinee.services.trials import soundness
from matinee.services.trials.measures import MEASURES
from matinee.services.trials.readings import readings_of
from matinee.services.trials.soundness import APART, FEWEST, Checks, checks_of, is_told, log_of, refuse_unsound
from tests.fixtures.loop import LONG, Notes, luck
from tests.fixtures.shown import Hall
from tests.lab.trials.readings import of_people
from tests.services.trials.lived import live
from tests.services.trials.plans import begun, come, over, plan, trials

WINDOW = 3 * DAY
LIVED = 11
"""Days: what people did before, when they come, and what they do after."""


def read_all(hall: Hall) -> Readings:
    """Of every metric there is, as an experiment reads them."""
    first, *others = (one.metric for one in MEASURES.values())
    asked = Plan("all", {"one": 1, "other": 1}, first, 100, 0.1, WINDOW, others=tuple(others))
    return readings_of(trials(hall), asked, Shown(hall.now - 2 * WINDOW - HOUR, hall.now))


@pytest.mark.parametrize(("people", "splits"), [(220, 300), pytest.param(1_000, 2_000, marks=LONG)])
def test_every_metric_that_is_shipped_is_sound_on_the_log_of_a_house(
    people: int, splits: int, hall: Hall, notes: Notes
) -> None:
    live(hall, people=people, days=LIVED, seed=notes.seed)
    readings = read_all(hall)
    assert len(readings.exposed_at) > FEWEST
    low, high = luck(0.05, splits)
    for name, one in MEASURES.items():
        assert is_told(one.metric, readings) or splits < 2_000, f"{name} is the same for nearly everybody"
        found = check_by_splitting(one.metric, readings, splits=splits, seed=notes.seed)
        told = f"{name}, as a house of the demo world has it"
        notes.check("E2", f"{told}: share of p below 0.05", found.rate, trials=splits, low=low, high=high)
        if not np.isnan(found.uniform):
            notes.check("E2", f"{told}: p of their being uniform", found.uniform, trials=splits, low=0.001)


def checked(hall: Hall, design: Design, *, splits: int = 300) -> Checks:
    return checks_of(design, log_of(trials(hall), design), splits=splits)


def over_clicks(clicks: np.ndarray, slates: np.ndarray) -> Sample:
    """A fault: as if each slate were a person of its own, who clicks as chance has it."""
    shown = slates.sum(axis=-1)
    rate = clicks.sum(axis=-1) / shown
    return Sample(shown, rate, rate)


def test_a_variance_over_events_is_caught_on_the_log_and_begins_nothing(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, notes: Notes
) -> None:
    live(hall, people=170, days=LIVED, seed=2)
    design = plan(days=3, others=["slates"])
    sound = checked(hall, design, splits=300)
    assert set(sound) == {"clicks_per_slate", "slates"}
    refuse_unsound(design, sound)
    monkeypatch.setattr(metrics, "ratio_of", over_clicks)
    checks = checked(hall, design, splits=300)
    rate = checks["clicks_per_slate"].rate
    notes.check("E2", "fault: clicks tested over slates: share of p below 0.05", rate, trials=300, low=0.1)
    with pytest.raises(Conflict, match="to whom nothing was done") as refused:
        refuse_unsound(design, checks)
    assert (refused.value.where, "effects where there are none" in str(refused.value)) == ("clicks_per_slate", True)
    refuse_unsound(plan(days=3, primary="slates"), checks)


def clicking(number: int, _: str) -> int:
    return number % 2


def test_a_metric_that_one_person_decides_begins_nothing(hall: Hall) -> None:
    come(hall, begun(hall), 120, clicks=clicking)
    for number in range(40):
        hall.show(name=f"person{number}")
    for _ in range(400):
        hall.show(name="person7")
    over(hall, days=8)
    checks = checked(hall, plan(primary="slates", others=["clicked", "likes"]), splits=300)
    assert set(checks) == {"slates", "clicked"}, "of likes there is nothing to tell"
    with pytest.raises(Conflict, match="a few of them outweigh all others"):
        refuse_unsound(plan(primary="slates"), checks)
    refuse_unsound(plan(primary="clicked"), checks)


def test_of_few_people_and_of_what_hardly_anybody_does_nothing_is_said(hall: Hall) -> None:
    come(hall, begun(hall), FEWEST - 1, clicks=clicking)
    over(hall, days=8)
    assert checked(hall, plan()) == {}
    assert checked(hall, plan(kind="interleaving", primary="clicked")) == {}
    clicked = MEASURES["clicked"].metric
    for some, told in ((APART - 1, False), (APART, True)):
        assert is_told(clicked, of_people("clicked", (np.arange(300) < some).astype(float))) == told
        assert is_told(clicked, of_people("clicked", (np.arange(300) >= some).astype(float))) == told


def test_where_p_values_are_as_many_as_they_should_be_and_yet_not_even_it_is_said_so(hall: Hall) -> None:
    come(hall, begun(hall), 120, clicks=lambda number, _: number % 3)
    over(hall, days=8)
    [found] = checked(hall, plan(), splits=300).values()
    uneven = replace(found, uniform=1e-5)
    with pytest.raises(Conflict, match="were not uniform"):
        refuse_unsound(plan(), {found.metric: uneven})


def test_of_very_many_people_some_are_looked_at(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundness, "MOST", 110)
    come(hall, begun(hall), 130, clicks=lambda number, _: number % 4)
    over(hall, days=8)
    checks = checked(hall, plan(others=["clicked"]), splits=100)
    assert {name: one.people for name, one in checks.items()} == {"clicks_per_slate": 110, "clicked": 110}
