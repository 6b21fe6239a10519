import hashlib
import time

import numpy as np
import pytest

from matinee.kit import profiling
from matinee.kit.profiling import ELSEWHERE, Profile, Profiler
from matinee.kit.progress import step, track

TENTH = 0.1


class Remembering:
    """A Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def start(self, label: str, total: float | None) -> None:
        self.told.append(f"start {label} {total}")

    def advance(self, amount: float = 1.0) -> None:
        self.told.append(f"advance {amount}")

    def finish(self) -> None:
        self.told.append("finish")


def busy(seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        hashlib.sha256(b"work").hexdigest()


def idle(seconds: float) -> None:
    time.sleep(seconds)


def work(profiler: Profiler) -> None:
    """Half a second in all: a tenth counting, two in fitting, one of them inside learning, and the rest outside."""
    with profiler.watching(interval=0.002):
        with step("counting", progress=profiler):
            busy(TENTH)
        with step("fitting", progress=profiler):
            idle(TENTH)
            for _ in track(range(2), label="learning", progress=profiler):
                busy(TENTH / 2)
        busy(TENTH)


@pytest.fixture(scope="module")
def made() -> Profile:
    profiler = Profiler()
    work(profiler)
    return profiler.profile


def test_every_phase_has_the_time_that_was_spent_in_it_and_not_in_those_inside(made: Profile) -> None:
    seconds = {phase.name: phase.seconds for phase in made.phases}

    assert set(seconds) == {ELSEWHERE, "counting", "fitting", "fitting > learning"}
    for name, at_least in seconds.items():
        assert at_least >= 0.9 * TENTH, name
    assert sum(seconds.values()) == pytest.approx(made.seconds, rel=0.1)


def test_functions_have_the_time_they_took_by_themselves_and_with_what_they_called(made: Profile) -> None:
    found = {one.name.rpartition(":")[2]: one for one in made.functions}

    assert found["busy"].own_seconds > 2 * TENTH
    assert found["busy"].own_seconds > found["idle"].own_seconds > 0.5 * TENTH
    own = [one.own_seconds for one in made.functions]
    assert own == sorted(own, reverse=True)
    assert all(one.total_seconds >= one.own_seconds for one in made.functions)
    assert sum(own) == pytest.approx(made.seconds, rel=0.2)


def test_memory_that_was_taken_and_given_back_shows_in_the_curve_and_its_phase() -> None:
    profiler = Profiler()
    with profiler.watching(interval=0.002), step("growing", progress=profiler):
        held = np.ones(64 * 1024 * 1024, dtype=np.uint8)
        idle(0.05)
        del held
        idle(0.05)

    growing = next(phase for phase in profiler.profile.phases if phase.name == "growing")
    assert 60 < growing.peak_mib < 110
    assert profiler.profile.peak_mib > 60
    assert max(point.mib for point in profiler.profile.memory) == growing.peak_mib
    assert profiler.profile.memory[-1].mib < 30


def test_whoever_shows_progress_is_told_as_before() -> None:
    shown = Remembering()
    work(Profiler(progress=shown))

    assert shown.told == [
        "start counting None",
        "finish",
        "start fitting None",
        "start learning 2",
        "advance 1.0",
        "advance 1.0",
        "finish",
        "finish",
    ]


def test_a_long_profile_keeps_a_curve_that_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiling, "MOST_POINTS", 10)
    profiler = Profiler()
    work(profiler)

    assert profiler.profile.samples > 20
    assert len(profiler.profile.memory) <= 10


def test_work_that_fails_ends_the_watching_and_leaves_its_profile() -> None:
    profiler = Profiler()
    with pytest.raises(ZeroDivisionError), profiler.watching(interval=0.002):
        busy(0.02)
        _ = 1 // 0

    assert profiler.profile.seconds > 0.02


def test_there_is_no_profile_before_the_work_has_ended() -> None:
    with pytest.raises(RuntimeError, match="before the work has ended"):
        _ = Profiler().profile


def test_memory_is_read_where_there_is_no_short_file_of_it(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(profiling, "_STATM", tmp_path / "nothing")

    assert profiling._resident_mib() > 1
