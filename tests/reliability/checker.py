"""Whether a history can be explained by a library that loses nothing and does everything once.

Each title of each person is followed alone. Where it is not known whether an operation was done, both are followed: one
that nobody knows of may take effect at any moment until the service dies, and once at most. An answer that none of what
is followed explains is an anomaly; of that title no more is said then.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from tests.reliability.history import Event, Register
from tests.reliability.library_model import NEWEST, Kept, done

Fault = Literal["lost", "duplicated", "resurrected", "phantom", "unanswered", "answered otherwise"]
"""lost: what was acknowledged is not there. duplicated: it was done more than once. resurrected: what was taken away is
back. phantom: something is there that nobody wrote. unanswered: an operation was done, and asked again its answer was
not known. answered otherwise: an operation that came again was told something else than the first time."""
READS = {"read", "look"}
Told = tuple[str, Any]
"""Whether an operation was done already, "open", "dead" or "done", and what its answer was then."""


@dataclass(frozen=True)
class Anomaly:
    fault: Fault
    register: Register
    op: str
    said: str


@dataclass(frozen=True)
class World:
    """One of the things that may be the case. loose: operations that nobody knows of."""

    kept: Kept
    loose: frozenset[tuple[str, Told]] = frozenset()


def check(history: Sequence[Event]) -> list[Anomaly]:
    """What cannot be explained, one a title at most."""
    crashes = [place for place, event in enumerate(history) if event.kind == "crash"]
    numbered = sorted(
        ((event.register, place, event) for place, event in enumerate(history) if event.kind != "crash"),
        key=lambda one: one[:2],
    )
    found = []
    for register, group in groupby(numbered, key=lambda one: one[0]):
        events = _with_crashes([(place, event) for _, place, event in group], crashes)
        found += list(_Follower(register, events).anomalies())
    return found


def _with_crashes(events: Sequence[tuple[int, Event]], crashes: Sequence[int]) -> list[Event]:
    """The events of one title, with those crashes between that came between."""
    both = [*events, *((place, Event("crash")) for place in crashes if place < events[-1][0])]
    return [event for _, event in sorted(both, key=lambda one: one[0])]


class _Follower:
    def __init__(self, register: Register, events: Sequence[Event]) -> None:
        self._register = register
        self._events = events
        self._last = {event.op: place for place, event in enumerate(events)}
        self._worlds = {World(Kept())}
        self._asked: dict[str, Event] = {}
        self._answered: dict[str, str] = {}
        self._written: set[int | None] = set()

    def anomalies(self) -> Iterator[Anomaly]:
        for place, event in enumerate(self._events):
            found = self._next(place, event)
            if found is not None:
                yield found
                return

    def _next(self, place: int, event: Event) -> Anomaly | None:
        if event.kind == "crash":
            self._worlds = {self._after_crash(one, place) for one in self._settled()}
        elif event.kind == "asked":
            self._asked.setdefault(event.op, event)
            if event.action == "rate":
                self._written.add(event.value)
        elif event.kind == "unknown" and event.action not in READS and event.op not in self._answered:
            self._worlds = {self._loosened(one, event.op) for one in self._worlds}
        elif event.kind == "done":
            return self._done(event)
        return None

    def _done(self, event: Event) -> Anomaly | None:
        if event.told == "unanswered":
            return Anomaly("unanswered", self._register, event.op, f"{event.action} came again")
        before = self._answered.get(event.op)
        if before is not None:
            if before != event.body:
                return Anomaly("answered otherwise", self._register, event.op, f"{event.action} came again")
            return None
        if event.action not in READS:
            self._answered[event.op] = event.body
        possible = self._settled()
        explained = {world for one in possible for world in self._explained(one, event)}
        if not explained:
            return self._judged(possible, event)
        self._worlds = explained
        return None

    def _explained(self, world: World, event: Event) -> Iterator[World]:
        """What is the case after this answer, where this world explains it."""
        loose = dict(world.loose)
        state, told = loose.pop(event.op, ("open", None))
        if state == "done":
            if told == event.told:
                yield World(world.kept, frozenset(loose.items()))
            return
        kept, expected = done(world.kept, event.action, event.value)
        if expected == event.told:
            yield World(kept, frozenset(loose.items()))

    def _loosened(self, world: World, op: str) -> World:
        loose = dict(world.loose)
        loose.setdefault(op, ("open", None))
        if loose[op][0] == "dead":
            loose[op] = ("open", None)
        return World(world.kept, frozenset(loose.items()))

    def _settled(self) -> set[World]:
        """All that may be the case now, with any of the loose operations done, in any order."""
        found, new = set(self._worlds), list(self._worlds)
        while new:
            world = new.pop()
            for op, (state, _) in world.loose:
                if state == "open":
                    kept, told = done(world.kept, self._asked[op].action, self._asked[op].value)
                    loose = {**dict(world.loose), op: ("done", told)}
                    other = World(kept, frozenset(loose.items()))
                    if other not in found:
                        found.add(other)
                        new.append(other)
        return found

    def _after_crash(self, world: World, place: int) -> World:
        """What was not done by then is not done any more, unless it is asked again."""
        kept = ((op, ("dead", None) if told[0] == "open" else told) for op, told in world.loose)
        return World(world.kept, frozenset(one for one in kept if self._last[one[0]] > place))

    def _judged(self, possible: Iterable[World], event: Event) -> Anomaly:
        """What kind of fault it is, by what was told."""
        worlds = list(possible)
        said = f"{event.action} told {event.told!r}; {sorted({str(_expected(one, event)) for one in worlds})} expected"
        return Anomaly(self._kind(worlds, event), self._register, event.op, said)

    def _kind(self, worlds: Sequence[World], event: Event) -> Fault:
        stars, lines = event.told if event.action == "read" else (event.told, None)
        if lines is not None and any(lines[1:] == one.kept.lines[: NEWEST - 1] for one in worlds) and lines:
            return "duplicated"
        if event.action == "look":
            return "resurrected" if event.told else "lost"
        if isinstance(stars, int) and stars not in self._written:
            return "phantom"
        if stars is not None and all(one.kept.stars is None for one in worlds) and event.action == "read":
            return "resurrected"
        return "lost" if event.action == "read" else "duplicated"


def _expected(world: World, event: Event) -> Any:
    return done(world.kept, event.action, event.value)[1]


def acknowledged(history: Iterable[Event]) -> int:
    """Operations that changed something and were answered."""
    return len({event.op for event in history if event.kind == "done" and event.action not in READS})
