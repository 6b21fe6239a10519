"""Not asking again and again what does not answer.

After so many failures in a row nobody is let out for a while: those who would wait in vain are told at once, and
whatever is in trouble is left alone. Then one goes out to look, and the others wait for what that one finds.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

State = Literal["closed", "open", "half-open"]


class Breaker:
    """failures: in a row, after which it opens. pause: seconds until somebody may look. For one thread."""

    def __init__(self, *, failures: int, pause: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = failures
        self._pause = pause
        self._clock = clock
        self._failures = 0
        self._open_until: float | None = None
        self._looking = False

    @property
    def state(self) -> State:
        if self._open_until is None:
            return "closed"
        return "open" if self._clock() < self._open_until and not self._looking else "half-open"

    def lets_out(self) -> bool:
        """Whether to ask now. Whoever is let out says how it went, by one of the other four."""
        state = self.state
        if state == "half-open" and not self._looking:
            self._looking = True
            return True
        return state == "closed"

    def answered(self) -> None:
        self._failures, self._open_until, self._looking = 0, None, False

    def failed(self) -> None:
        """What fails while it is open began before that, and tells nothing new."""
        self._failures += 1
        if self.state == "half-open" or (self.state == "closed" and self._failures >= self._most):
            self._open_until, self._looking = self._clock() + self._pause, False

    def gave_up(self) -> None:
        """It ended, and nobody knows whether there would have been an answer: somebody else may look."""
        self._looking = False

    @contextmanager
    def asking(self, *faults: type[BaseException], unknown: tuple[type[BaseException], ...] = ()) -> Iterator[None]:
        """Around what was let out. faults: say that there was no answer. unknown: say nothing, even where they are
        kinds of those. Any other exception is an answer."""
        try:
            yield
        except unknown:
            self.gave_up()
            raise
        except faults:
            self.failed()
            raise
        except Exception:
            self.answered()
            raise
        except BaseException:
            self.gave_up()
            raise
        else:
            self.answered()
