"""Plans of experiments, and people who come to them."""

from collections.abc import Callable
from typing import Any

from matinee.domain.exposures import Attached, Event
from matinee.domain.trials import Design, Trial
from matinee.kit.clock import DAY, MINUTE
from matinee.services.trials import keep
from matinee.services.trials.assign import placed, running_of
from matinee.services.trials.context import TrialsContext
from matinee.services.trials.designs import read_design
from tests.fixtures.shown import Hall

PLAN: dict[str, Any] = {
    "key": "newer-first",
    "question": "Do people click more when newer titles come first?",
    "arms": {"control": {}, "newer": {"sliders": {"new": 0.4}}},
    "primary": "clicks_per_slate",
    "people": 400,
    "smallest": 0.1,
    "days": 7,
}


def plan(**more: Any) -> Design:
    return read_design(PLAN | more)


def trials(hall: Hall) -> TrialsContext:
    return hall.transaction().trials


def anything(_: Design) -> None:
    """Every arm can be answered."""


def begun(hall: Hall, **more: Any) -> Trial:
    design = plan(**more)
    keep.add_trial(trials(hall), design)
    return keep.start_trial(trials(hall), design.key, check=anything)


def come(
    hall: Hall,
    trial: Trial,
    count: int,
    *,
    clicks: Callable[[int, str], int],
    teams: str | None = None,
    lost: Callable[[int, str], bool] = lambda *_: False,
) -> None:
    """People of an experiment, each with one slate of three titles, and clicks on the first of them. clicks: how many,
    by the number of the person and the arm. lost: who never comes."""
    running = running_of([trial], warn=print)
    for number in range(count):
        account = hall.person(f"person{number}")
        place = placed(running, account, ratings=9, holdout=None)
        assert place is not None
        if lost(number, place.arm.name):
            continue
        slate = hall.show(name=f"person{number}", arm=place.label, teams=teams)
        row = hall.ctx().slates.named(account, [slate.id])[slate.id].row
        events = [
            Attached(Event(f"e{at}", "clicked", slate.id, at + 1), hall.now + MINUTE, row, at + 1)
            for at in range(clicks(number, place.arm.name))
        ]
        hall.ctx().events.add(account, events, hall.now + MINUTE)


def over(hall: Hall, *, days: float = 7.2) -> None:
    """Every window is over."""
    hall.now += round(days * DAY)
