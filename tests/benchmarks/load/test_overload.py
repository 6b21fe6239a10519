"""What is said of a flood: who was let in, who was refused, and when all was as usual again."""

import numpy as np
import pytest

from tests.benchmarks.load.test_generator import of

__all__ = ["of"]


@pytest.fixture
def after(of):
    """A request each tenth of a second for three seconds; the third second begins with one that is slow."""
    generator, overload = of("generator"), of("overload")
    moments = np.arange(30) / 10
    latencies, statuses = np.full(30, 0.01), np.full(30, 200, dtype=np.int16)
    latencies[3], statuses[12] = 0.2, 503
    kinds = [overload.LOOK if place == 25 else "rating" for place in range(30)]
    heard = generator.Heard(latencies, statuses, kinds, np.zeros(30))
    return overload.Flood(heard, moments, 3.0)


def test_the_way_back_ends_with_the_last_window_in_which_somebody_waits_or_is_refused(of, after) -> None:
    back_after = of("overload").back_after
    assert back_after(after, 10.0) == 2.0
    after.heard.statuses[12] = 200
    assert back_after(after, 10.0) == 1.0
    assert back_after(after, 100.0) == 0.0
    after.heard.latencies[22] = np.nan
    assert back_after(after, 100.0) == 3.0


def test_looks_and_logins_do_not_count_among_the_usual_requests(after) -> None:
    assert after.mix.sum() == 29
    assert after.of("health").sum() == 1
    assert after.p99(after.of("login")) == -1.0
    assert after.p99(after.of("health")) == pytest.approx(10.0)


FOUND = {
    "peak_per_second": 100.0,
    "asked_per_second": 300.0,
    "seconds": 60.0,
    "goodput": 0.85,
    "usual_p99_ms": 10.0,
    "admitted_p99_ms": 25.0,
    "refused": 10_000,
    "refusal_p99_ms": 12.0,
    "failed": 0,
    "health_asked": 120,
    "health_well": 120,
    "health_p99_ms": 5.0,
    "login_asked": 12,
    "login_well": 11,
    "login_p99_ms": 90.0,
    "memory_grown": 0.01,
    "back_after_seconds": 1.0,
}


def test_the_page_says_of_each_bar_whether_it_is_met(of) -> None:
    said = of("performance_page")._overload(FOUND).splitlines()
    missed = [line.split("|")[1].strip() for line in said if "**missed**" in line]
    assert missed == ["p99 of what was let in", "logins"]
    assert sum("| met |" in line for line in said) == 6
