"""Telling every tracker what happens in a run. None of them can end the work, whatever becomes of it."""

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from matinee.domain.errors import OutOfTime, Pruned
from matinee.domain.tracking import NewRun, Run, Status, Tracker

Open = Callable[[], Tracker]
"""Makes a tracker ready, which may take seconds and may fail."""


def _nobody(_: str) -> None:
    pass


class Recorder:
    """Trackers by name, opened at the first run. One that fails is told once, by `warn`, and asked no more."""

    def __init__(self, trackers: Mapping[str, Open] | None = None, *, warn: Callable[[str], None] = _nobody) -> None:
        self._closed = dict(trackers or {})
        self._open: dict[str, Tracker] = {}
        self._warn = warn

    @contextmanager
    def run(self, new: NewRun, *, inside: "Recorded | None" = None) -> Iterator["Recorded"]:
        """A run for as long as the block lasts; how the block ends is how the run ends."""
        recorded = Recorded(self, self._started(new, inside))
        try:
            yield recorded
        except (KeyboardInterrupt, OutOfTime, Pruned):
            recorded.end("stopped")
            raise
        except BaseException as error:
            recorded.facts({"failure": f"{type(error).__name__}: {error}"})
            recorded.end("failed")
            raise
        recorded.end("finished")

    def attempt(self, name: str, do: Callable[[], None]) -> None:
        """Does it, unless the tracker has failed before."""
        if name not in self._open and name not in self._closed:
            return
        try:
            do()
        except Exception as error:  # noqa: BLE001  whatever a tracker does wrong, the work goes on
            self._closed.pop(name, None)
            self._open.pop(name, None)
            told = " ".join(str(error).split()) or type(error).__name__
            self._warn(f"{name} does not record this run any further: {told}")

    def _started(self, new: NewRun, inside: "Recorded | None") -> dict[str, Run]:
        made: dict[str, Run] = {}

        def start(name: str) -> None:
            if name not in self._open:
                self._open[name] = self._closed[name]()
            outer = inside.at(name) if inside else None
            if inside is None or outer is not None:
                made[name] = self._open[name].start(new, inside=outer)

        for name in (*self._open, *(name for name in self._closed if name not in self._open)):
            self.attempt(name, partial(start, name))
        return made


class Recorded:
    """One run at every tracker. It may stand as the listener of a fit."""

    def __init__(self, recorder: Recorder, runs: Mapping[str, Run]) -> None:
        self._recorder = recorder
        self._runs = runs
        self._ended = False

    def at(self, name: str) -> Run | None:
        return self._runs.get(name)

    def point(self, curve: str, step: int, value: float) -> None:
        if math.isfinite(value):
            self._each(lambda run: run.point(curve, step, value))

    def figures(self, values: Mapping[str, float | None]) -> None:
        """Those that do not exist are left out."""
        known = {name: float(value) for name, value in values.items() if value is not None and math.isfinite(value)}
        self._each(lambda run: run.figures(known))

    def facts(self, values: Mapping[str, str]) -> None:
        self._each(lambda run: run.facts(values))

    def keep(self, name: str, text: str) -> None:
        self._each(lambda run: run.keep(name, text))

    def end(self, status: Status) -> None:
        """The first word counts."""
        if not self._ended:
            self._ended = True
            self._each(lambda run: run.end(status))

    def _each(self, do: Callable[[Run], None]) -> None:
        for name, run in self._runs.items():
            self._recorder.attempt(name, partial(do, run))


UNRECORDED = Recorder()
"""Remembers nothing."""
