"""Kills a service at random moments while people write to it, and looks what is left each time."""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.reliability.checker import Anomaly, acknowledged, check
from tests.reliability.furnishing import Furnished
from tests.reliability.history import Event, History, read_history
from tests.reliability.houses import House, standing
from tests.reliability.ledgers import faults_in
from tests.reliability.writers import Gate, Writer

WRITERS = 8


@dataclass
class Survived:
    """anomalies: of the history. faults: of the database, and of those who wrote. seconds: that each start took."""

    kills: int = 0
    acknowledged: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    anomalies: Sequence[Anomaly] = ()
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def well(self) -> bool:
        return not self.anomalies and not self.faults


def survive(
    house: House,
    furnished: Furnished,
    folder: Path,
    *,
    kills: int,
    seed: int,
    lives: tuple[int, int] = (1, 120),
    impatient: float = 0.02,
    each: int = 12,
) -> Survived:
    """lives: answers that the service lives for, at least and at most, and a moment longer. each: titles of each
    writer."""
    dice, gate, path = random.Random(seed), Gate(), folder / "history.jsonl"
    found = Survived()
    with History(path) as history, standing(house):
        writers = _writers(house, furnished, each=each, seed=seed, history=history, gate=gate, impatient=impatient)
        for one in writers:
            one.start()
        gate.open()
        for _ in range(kills):
            _wait_for(dice.randint(*lives), writers)
            time.sleep(dice.uniform(0, 0.03))
            house.kill()
            gate.close()
            history.note(Event("crash"))
            house.start()
            found.faults += faults_in(furnished.place)
            gate.open()
        _finish(writers)
        gate.close()
        found.faults += faults_in(furnished.place)
    found.faults += [fault for one in writers for fault in one.faults]
    found.kills, found.seconds = kills, house.ready_after
    for one in writers:
        found.counts.update(one.counts)
    events = read_history(path)
    found.acknowledged, found.anomalies = acknowledged(events), check(events)
    return found


def write_for(
    house: House,
    furnished: Furnished,
    path: Path,
    *,
    answers: int,
    meanwhile: Callable[[], None] = lambda: None,
    **more: Any,
) -> None:
    """The writers alone, into a history at `path`; the service ends with them, killed. meanwhile: what is done once
    there are so many answers; then come as many again."""
    gate = Gate()
    with History(path) as history, standing(house):
        gate.open()
        writers = _writers(house, furnished, history=history, gate=gate, impatient=0.0, **more)
        for one in writers:
            one.start()
        _wait_for(answers, writers)
        meanwhile()
        _wait_for(answers, writers)
        _finish(writers)
    assert not any(one.faults for one in writers), [one.faults for one in writers]


def _writers(house: House, furnished: Furnished, *, each: int, seed: int, **more: Any) -> list[Writer]:
    """Two for each person, with different titles."""
    made = []
    for number in range(WRITERS):
        person = furnished.people[number % len(furnished.people)]
        first = number // len(furnished.people) * each
        titles = furnished.titles[first : first + each]
        made.append(Writer(f"w{number}", house.port, person, titles, seed=f"{seed}-{number}", **more))
    return made


def _wait_for(answers: int, writers: Sequence[Writer]) -> None:
    """More than there are; not for long where somebody gave up."""
    enough, end = answers + sum(one.counts["done"] for one in writers), time.monotonic() + 60
    while sum(one.counts["done"] for one in writers) < enough and time.monotonic() < end:
        time.sleep(0.001)


def _finish(writers: Sequence[Writer]) -> None:
    """Each ends what it began, and looks at all that is its own."""
    for one in writers:
        one.stopping.set()
    for one in writers:
        one.join(120)
        if one.is_alive():
            one.faults.append(f"{one.name} hangs")
        elif not one.faults:
            one.read_all()
