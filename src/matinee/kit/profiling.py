"""Where the time and the memory of a piece of work go, looked at from beside it.

A thread wakes every few milliseconds, reads the resident memory, and looks which function the profiled thread is in. It
does not slow the work down as a tracing profiler does; what takes less than a sample can be missed. Arithmetic that
holds the interpreter keeps the thread from waking, so each look counts for the time since the one before.
"""

import resource
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from matinee.kit.memory import MIB, Peak, peak_memory, resident_mib
from matinee.kit.progress import SILENT, Progress

INTERVAL = 0.01
"""Seconds between two looks."""
MOST_FUNCTIONS = 25
MOST_POINTS = 2_000
ELSEWHERE = "between steps"
_STATM = Path("/proc/self/statm")
_PAGE = resource.getpagesize()


@dataclass(frozen=True)
class Phase:
    """A piece of work with a name, and those it stands in before it: 'judging models > fitting ease'. seconds: without
    the pieces inside it. peak_mib: the highest sample of resident memory above the start of the profile."""

    name: str
    seconds: float
    peak_mib: float


@dataclass(frozen=True)
class FunctionTime:
    """own_seconds: while it was the innermost function of Python. total_seconds: while it was anywhere on the stack."""

    name: str
    own_seconds: float
    total_seconds: float


@dataclass(frozen=True)
class MemoryPoint:
    """mib: resident memory above the start of the profile. phase: place in the phases of the profile."""

    seconds: float
    mib: float
    phase: int


@dataclass(frozen=True)
class Profile:
    """peak_mib: as the operating system saw it, above the start; samples alone can miss it. functions: most of their
    own time first."""

    seconds: float
    peak_mib: float
    samples: int
    phases: tuple[Phase, ...]
    functions: tuple[FunctionTime, ...]
    memory: tuple[MemoryPoint, ...]


class Profiler:
    """A Progress that passes everything on to another one, and takes the labels as names of phases."""

    def __init__(self, *, progress: Progress = SILENT) -> None:
        self._shown = progress
        self._open: list[str] = []
        self._since = 0.0
        self._seconds: dict[str, float] = {}
        self._samples: list[tuple[float, float, str]] = []
        self._own: defaultdict[str, float] = defaultdict(float)
        self._total: defaultdict[str, float] = defaultdict(float)
        self._done = threading.Event()
        self._made: Profile | None = None

    @property
    def profile(self) -> Profile:
        if self._made is None:
            raise RuntimeError("there is no profile before the work has ended")
        return self._made

    @contextmanager
    def watching(self, *, interval: float = INTERVAL) -> Iterator["Profiler"]:
        """Looks at the thread that calls it until the block ends."""
        looker = threading.Thread(target=self._look, args=(threading.get_ident(), interval), daemon=True)
        began = ended = base = 0.0
        peak = Peak()
        try:
            with peak_memory() as peak:
                base, began = _resident_mib(), time.perf_counter()
                self._since = began
                looker.start()
                try:
                    yield self
                finally:
                    self._close_phase()
                    ended = self._since
                    self._done.set()
                    looker.join()
        finally:
            self._made = self._summed(began, ended, base, peak.mib)

    def start(self, label: str, total: float | None) -> None:
        self._close_phase()
        self._open.append(label)
        self._shown.start(label, total)

    def advance(self, amount: float = 1.0) -> None:
        self._shown.advance(amount)

    def finish(self) -> None:
        self._close_phase()
        self._open.pop()
        self._shown.finish()

    @property
    def _phase(self) -> str:
        return " > ".join(self._open) or ELSEWHERE

    def _close_phase(self) -> None:
        """Counts the time since the last change of phase for the phase that is open."""
        now = time.perf_counter()
        self._seconds[self._phase] = self._seconds.get(self._phase, 0.0) + now - self._since
        self._since = now

    def _look(self, watched: int, interval: float) -> None:
        before = time.perf_counter()
        while True:
            over = self._done.wait(interval)
            now = time.perf_counter()
            self._samples.append((now, _resident_mib(), self._phase))
            stack = _names(sys._current_frames().get(watched))
            for name in set(stack):
                self._total[name] += now - before
            if stack:
                self._own[stack[0]] += now - before
            before = now
            if over:
                return

    def _summed(self, began: float, ended: float, base: float, peak_mib: float) -> Profile:
        highest: dict[str, float] = {}
        for _, mib, phase in self._samples:
            highest[phase] = max(highest.get(phase, 0.0), mib - base)
        place = {name: number for number, name in enumerate(self._seconds)}
        own = sorted(self._own, key=lambda name: (-self._own[name], name))[:MOST_FUNCTIONS]
        every = max(1, -(-len(self._samples) // MOST_POINTS))
        return Profile(
            seconds=ended - began,
            peak_mib=peak_mib,
            samples=len(self._samples),
            phases=tuple(Phase(name, took, highest.get(name, 0.0)) for name, took in self._seconds.items()),
            functions=tuple(FunctionTime(name, self._own[name], self._total[name]) for name in own),
            memory=tuple(
                MemoryPoint(when - began, max(0.0, mib - base), place.get(phase, 0))
                for when, mib, phase in self._samples[::every]
            ),
        )


def _names(frame: FrameType | None) -> list[str]:
    """The functions of a stack, innermost first: 'matinee.lab.models.ease:Ease._fit'."""
    found = []
    while frame is not None:
        found.append(f"{frame.f_globals.get('__name__', '?')}:{frame.f_code.co_qualname}")
        frame = frame.f_back
    return found


def _resident_mib() -> float:
    """As `resident_mib`, from a file that is a line and not a page."""
    try:
        pages = int(_STATM.read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return resident_mib()
    return pages * _PAGE / MIB
