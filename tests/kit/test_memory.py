import ctypes
import resource
import sys
from pathlib import Path

import numpy as np
import pytest

from matinee.kit import memory
from matinee.kit.memory import high_water_mib, peak_memory, resident_mib

RESETS = memory._reset_high_water()
needs_reset = pytest.mark.skipif(not RESETS, reason="this system does not let a process reset its high-water mark")


@pytest.fixture(autouse=True)
def nothing_was_given_back_lately(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_rest", memory._Rest())


def touch(mib: int) -> None:
    """Holds and really uses so much memory, and lets go of it."""
    np.ones(mib * 1024 * 1024, np.uint8)


def test_memory_that_was_given_back_still_shows_in_the_peak() -> None:
    with peak_memory() as peak:
        touch(64)
    assert 60 < peak.mib < 110


@needs_reset
def test_a_peak_of_earlier_work_does_not_count() -> None:
    touch(128)
    with peak_memory() as peak:
        touch(8)
    assert peak.mib < 60


@needs_reset
def test_a_measurement_inside_another_does_not_make_the_outer_one_forget() -> None:
    with peak_memory() as outer:
        touch(96)
        with peak_memory() as inner:
            touch(8)
    assert inner.mib < 60
    assert outer.mib > 90


def test_the_peak_is_known_even_when_the_work_fails() -> None:
    seen: list[memory.Peak] = []
    with pytest.raises(RuntimeError), peak_memory() as peak:
        seen.append(peak)
        touch(64)
        raise RuntimeError
    assert seen[0].mib > 60
    assert memory._watches == []


def test_resident_memory_is_below_its_high_water_mark() -> None:
    assert 0 < resident_mib() <= high_water_mib() + 1


def test_a_peak_is_never_below_zero() -> None:
    with peak_memory() as peak:
        pass
    assert peak.mib >= 0


def test_without_the_status_file_the_operating_system_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory, "_STATUS", tmp_path / "absent")
    unit = 1.0 if sys.platform == "darwin" else 1024.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / memory.MIB
    assert high_water_mib() == pytest.approx(most, rel=0.2)
    assert resident_mib() == pytest.approx(most, rel=0.2)


def test_a_status_file_without_the_field_counts_as_absent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "status").write_text("Name:\tpython\nVmRSS:\t2048 kB\n")
    monkeypatch.setattr(memory, "_STATUS", tmp_path / "status")
    assert resident_mib() == 2.0
    assert high_water_mib() > 2.0


def test_where_the_mark_cannot_be_reset_only_a_rise_above_it_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(memory, "_RESET", tmp_path)
    touch(128)
    with peak_memory() as peak:
        touch(8)
    assert peak.mib < 60


@needs_reset
@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="only glibc gives back on demand")
def test_what_earlier_work_left_behind_does_not_hide_a_rise() -> None:
    held = [bytes(50_000) for _ in range(1500)]
    last = bytes(50_000)
    del held
    with peak_memory() as peak:
        again = [bytes(50_000) for _ in range(1500)]
    assert len(last) * len(again) > 0
    assert peak.mib > 60


def test_memory_is_not_given_back_before_every_small_piece_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []
    ticking = iter(float(second) for second in (0, 1, 5, 10.9, 11, 12))
    monkeypatch.setattr(memory, "monotonic", lambda: next(ticking))
    monkeypatch.setattr(memory, "_rest", memory._Rest())
    monkeypatch.setattr(memory.gc, "collect", lambda: given.append(0.0))
    for _ in range(4):
        with peak_memory():
            pass
    assert len(given) == 2
