"""How much memory a piece of work took at its highest, as the operating system saw it."""

import ctypes
import gc
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

MIB = 1024.0 * 1024.0
_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


@dataclass
class Peak:
    """`mib` is the rise of resident memory above where the work began, filled in when it ends."""

    mib: float = 0.0


@dataclass(eq=False)
class _Watch:
    """One measurement that is still running. highest: what earlier resets of the mark would have made it forget."""

    highest: float = 0.0


@dataclass
class _Rest:
    """until: the moment before which nothing is given back again."""

    until: float = 0.0


_watches: list[_Watch] = []
_rest = _Rest()


@contextmanager
def peak_memory() -> Iterator[Peak]:
    """Measures the highest resident memory inside the block, above its start. Blocks may stand inside each other.

    Exact on Linux, where the kernel's high-water mark can be reset; elsewhere only a rise above every earlier
    peak shows. Memory that the process already held and uses again is no rise, so what earlier work left behind is
    given back to the system first, where the C library can; what it keeps in broken pieces still hides as much of the
    rise, and code that is loaded at the first use counts for whoever uses it first. A block inside another does not
    give back, nor one soon after another, since looking for what can be given takes longer than many a small fit.
    """
    peak, watch = Peak(), _Watch()
    so_far = high_water_mib()
    for outer in _watches:
        outer.highest = max(outer.highest, so_far)
    if not _watches:
        _give_back()
    before = resident_mib() if _reset_high_water() else high_water_mib()
    _watches.append(watch)
    try:
        yield peak
    finally:
        _watches.remove(watch)
        peak.mib = max(0.0, watch.highest - before, high_water_mib() - before)


def _give_back() -> None:
    """Returns memory that nothing uses any more to the system; only glibc has a call for it. In a large process that
    takes longer than a small fit, so that of many in a row not each does so: at most a tenth of the time goes into it.
    """
    begun = monotonic()
    if begun < _rest.until:
        return
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
    ended = monotonic()
    _rest.until = ended + (ended - begun) * 10


def resident_mib() -> float:
    return _status_field("VmRSS") or high_water_mib()


def high_water_mib() -> float:
    from_status = _status_field("VmHWM")
    if from_status is not None:
        return from_status
    unit = 1.0 if sys.platform == "darwin" else 1024.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MIB


def _status_field(name: str) -> float | None:
    if not _STATUS.exists():
        return None
    for line in _STATUS.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return float(line.split()[1]) * 1024.0 / MIB
    return None


def _reset_high_water() -> bool:
    """False on another system, or in a container that forbids it."""
    try:
        _RESET.write_text("5")
    except OSError:
        return False
    return True
