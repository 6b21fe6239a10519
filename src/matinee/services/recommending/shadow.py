"""A version that is asked what others are asked, and not listened to.

A share of the answers is made once more by the champion and by the shadow, beside those that people wait for: on a
thread that gives way to the others, from a line that nobody waits in, within a time of its own. Nothing is written down
of what was asked or answered; what is counted says how far the two agree, how long each takes, and how often the shadow
fails. It can raise, hang or be slow, and nobody who is answered notices.
"""

import os
import queue
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from matinee.domain.requests import Wish
from matinee.kit.clock import Clock, now
from matinee.ops.registry.shadowed import NONE, Shadowed, bucket_of
from matinee.services.recommending.answer import Answer, Person, answer
from matinee.services.recommending.models import Models
from matinee.services.recommending.standing import Standing

SHARE = 0.1
LIMIT = 2.0
"""Seconds that the two may take together, before the shadow is given up on for this request."""
WAITING = 8
"""Requests that wait; what comes beyond them is dropped."""
LEFT_BEHIND = 2
"""Threads that were given up on and have not come back, beyond which none is begun."""
NICE = 10
TOP = 10
LONGEST = 300


@dataclass(frozen=True, eq=False)
class _Asked:
    """person: without chance."""

    shadow: Standing
    champion: Standing
    person: Person
    wish: Wish
    now: int

    @property
    def pair(self) -> tuple[str, str]:
        return _version(self.shadow), _version(self.champion)


@dataclass(eq=False)
class _Turn:
    """One thread. busy: with what, since when."""

    thread: threading.Thread | None = None
    busy: tuple[_Asked, float] | None = None


class Shadowing:
    """share: of the answers that the champion made anew. limit: seconds."""

    def __init__(self, *, share: float = SHARE, limit: float = LIMIT, clock: Clock = now) -> None:
        self._share, self._limit, self._clock = share, limit, clock
        self._due = 0.0
        self._line: queue.Queue[_Asked | None] = queue.Queue(WAITING)
        self._lock = threading.Lock()
        self._turn: _Turn | None = None
        self._left: list[threading.Thread] = []
        self._seen: dict[tuple[str, str], Shadowed] = {}

    def offer(self, models: Models, standing: Standing, person: Person, wish: Wish, *, at: int) -> None:
        """An answer was made, with this standing. Never waits."""
        shadow, champion = models.shadow, models.last
        if shadow is None or shadow.bound is None or champion is None or champion.bound is None:
            return
        if standing.bound is None or standing.bound.release is not champion.bound.release:
            return  # a canary or an arm answered, which is not what the shadow is beside
        self._due += self._share
        if self._due < 1:
            return
        self._due -= 1
        asked = _Asked(shadow, champion, replace(person, seed=None), replace(wish, k=TOP), at)
        try:
            self._line.put_nowait(asked)
        except queue.Full:
            self._count(asked.pair, dropped=1)
        self.look()

    def look(self) -> None:
        """Gives up on what takes too long, and sees that there is somebody who works. Never waits."""
        with self._lock:
            turn = self._turn
            late = turn is not None and turn.busy is not None and time.monotonic() - turn.busy[1] > self._limit
            if turn is not None and turn.busy is not None and late:
                self._add(turn.busy[0].pair, asked=1, late=1)
                self._left += [turn.thread] if turn.thread is not None else []
                self._turn = None
            self._left = [one for one in self._left if one.is_alive()]
            if self._turn is None and not self._line.empty() and len(self._left) < LEFT_BEHIND:
                self._turn = begun = _Turn()
                begun.thread = threading.Thread(target=self._work, args=(begun,), name="shadow", daemon=True)
                begun.thread.start()

    def take(self) -> Sequence[Shadowed]:
        """What was seen since it was last taken."""
        self.look()
        with self._lock:
            seen, self._seen = self._seen, {}
        return list(seen.values())

    def close(self) -> None:
        """Nothing more is asked. Who is busy is not waited for."""
        with self._lock:
            self._turn = None
        with suppress(queue.Full):
            self._line.put_nowait(None)

    def _work(self, turn: _Turn) -> None:
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
        while True:
            asked = self._line.get()
            with self._lock:
                if asked is None or self._turn is not turn:
                    return
                turn.busy = asked, time.monotonic()
            seen = _compare(asked)
            with self._lock:
                if self._turn is not turn:
                    return  # it was given up on, and counted
                turn.busy = None
                self._add(asked.pair, asked=1, **seen)

    def _count(self, pair: tuple[str, str], **more: object) -> None:
        with self._lock:
            self._add(pair, **more)

    def _add(self, pair: tuple[str, str], **more: object) -> None:
        """By whoever holds the lock."""
        at = self._clock()
        one = Shadowed(shadow=pair[0], champion=pair[1], since=at, until=at, **more)  # type: ignore[arg-type]
        before = self._seen.get(pair)
        self._seen[pair] = one if before is None else before.with_more(one)


def agreement(ours: np.ndarray, theirs: np.ndarray) -> tuple[float, float]:
    """Of two lists of titles, best first: the share that stands in both, and how far the order is the same.

    The order is Kendall's tau-b over all titles of either list, those that a list lacks all behind its last: 1 for the
    same list, about 0 for lists without relation, below 0 for such as have hardly a title in common.
    """
    every = np.union1d(ours, theirs)
    if not len(every):
        return 1.0, 1.0
    overlap = len(np.intersect1d(ours, theirs)) / max(len(ours), len(theirs))
    signs = [np.sign(places[:, None] - places[None, :]) for places in (_places(every, one) for one in (ours, theirs))]
    compared = float(np.sqrt(np.abs(signs[0]).sum() * np.abs(signs[1]).sum()))
    return overlap, float((signs[0] * signs[1]).sum()) / compared if compared else 1.0


def _places(every: np.ndarray, one: np.ndarray) -> np.ndarray:
    found = np.full(len(every), len(one))
    found[np.searchsorted(every, one)] = np.arange(len(one))
    return found


def _compare(asked: _Asked) -> dict[str, object]:
    """What is counted of one request. Nothing that a model does leaves this."""
    theirs, their_seconds, fault = _answered(asked.champion, asked)
    if theirs is None or fault is not None:
        return {}
    ours, our_seconds, fault = _answered(asked.shadow, asked)
    if ours is None or fault is not None:
        return {"failed": 1, "fault": fault}
    overlap, order = agreement(ours.chosen[:TOP], theirs.chosen[:TOP])
    took = {"shadow_took": _one(our_seconds), "champion_took": _one(their_seconds)}
    return {"compared": 1, "overlap": overlap, "order": order, **took}


def _answered(standing: Standing, asked: _Asked) -> tuple[Answer | None, float, str | None]:
    """The answer, seconds of the processor, and what failed at it."""
    faults: list[str] = []
    begun = time.thread_time()

    def warn(link: str, error: BaseException) -> None:
        faults.append(f"{link}: {type(error).__name__}: {error}"[:LONGEST])

    try:
        made = answer(standing.index, standing.bound, asked.person, asked.wish, now=asked.now, warn=warn)
    except Exception as error:  # noqa: BLE001  whatever it does is told, and harms nobody
        return None, 0.0, f"{type(error).__name__}: {error}"[:LONGEST]
    return made, time.thread_time() - begun, faults[0] if faults else None


def _one(seconds: float) -> tuple[int, ...]:
    place = bucket_of(seconds)
    return (*NONE[:place], 1, *NONE[place + 1 :])


def _version(standing: Standing) -> str:
    return "none" if standing.bound is None else standing.bound.release.version
