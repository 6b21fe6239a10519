"""Whether a version harms while it answers: what it does is compared with what the version beside or before it does.

Each process looks at its own answers. An answer is bad where the models failed at it, or where it took much longer than
nearly all of the other version's. Both are counted, and told by tests that hold at every look, so that a version is
taken back as soon as it is sure enough and not before.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from matinee.lab.trials.rates import at_most, exceeds

ALPHA = 0.004
"""The chance that a version which does no harm is taken back for one of the two reasons, in each process."""
SKIPPED = 20
"""The first answers of a version, while its weights come from the disk: their time says nothing."""
FEWEST = 100
"""Answers of the other version without which nothing is compared."""
RECENT = 1_000
"""Answers of which the time is remembered."""
RANK = 0.95
SLOWER, AT_LEAST = 1.5, 0.05
"""An answer is slow that takes so many times, and so many seconds, longer than this share of the other version's."""
FAILED, SLOW = 0.0075, 0.1
"""The shares of failed and of slow answers that are allowed."""
MORE_FAILED = 0.005
"""What it may fail more often than the other, where that fails often itself."""
_ANEW = 50
"""Answers after which it is worked out anew what is slow."""


@dataclass(frozen=True)
class Harm:
    """words: the reason, for people."""

    what: Literal["errors", "latency", "clicks"]
    words: str


@dataclass
class _Figures:
    asked: int = 0
    failed: int = 0
    seconds: deque[float] = field(default_factory=lambda: deque(maxlen=RECENT))


@dataclass
class Guarding:
    """What one process has seen. tried: the version that is watched. other: the one it is compared with."""

    tried: str | None = None
    other: str | None = None
    _seen: dict[str, _Figures] = field(default_factory=dict)
    _bound: float | None = None
    _compared: int = 0
    _slow: int = 0

    def compare(self, tried: str | None, other: str | None) -> None:
        """From now on. What the tried version did earlier does not count; what the other did does."""
        if (tried, other) == (self.tried, self.other):
            return
        self.tried, self.other = tried, other
        self._bound, self._compared, self._slow = None, 0, 0
        self._seen.pop(tried or "", None)

    def note(self, version: str, *, seconds: float, failed: bool) -> None:
        """One answer."""
        figures = self._seen.setdefault(version, _Figures())
        figures.asked += 1
        if failed:
            figures.failed += 1
            return
        figures.seconds.append(seconds)
        if version == self.tried and figures.asked > SKIPPED and (bound := self._bound_of_slow()) is not None:
            self._compared += 1
            self._slow += seconds > bound

    def harm(self) -> Harm | None:
        """What is shown so far."""
        tried = self._seen.get(self.tried or "")
        other = self._seen.get(self.other or "")
        if tried is None or other is None or other.asked < FEWEST:
            return None
        allowed = min(0.9, max(FAILED, at_most(other.failed, other.asked) + MORE_FAILED))
        if exceeds(tried.failed, tried.asked, allowed=allowed) < ALPHA:
            said = f"the models failed at {_share(tried.failed, tried.asked)} answers"
            return Harm("errors", f"{said}, and at {_share(other.failed, other.asked)} of {self.other}")
        if self._bound is not None and exceeds(self._slow, self._compared, allowed=SLOW) < ALPHA:
            said = f"{_share(self._slow, self._compared)} answers took longer than {1000 * self._bound:.0f} ms"
            return Harm("latency", f"{said}, which of {self.other} less than 5% do")
        return None

    def _bound_of_slow(self) -> float | None:
        """Seconds. None as long as too little is known of the other."""
        if self._bound is None or self._compared % _ANEW == 0:
            other = self._seen.get(self.other or "")
            if other is not None and len(other.seconds) >= FEWEST:
                usual = float(np.quantile(np.fromiter(other.seconds, dtype=np.float64), RANK))
                self._bound = max(SLOWER * usual, usual + AT_LEAST)
        return self._bound


def _share(cases: int, of: int) -> str:
    return f"{cases} of {of}"
