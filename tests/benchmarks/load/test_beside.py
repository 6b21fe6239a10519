"""What is said of a service that is asked while other work goes on."""

import subprocess
import sys

import numpy as np
import pytest

from tests.benchmarks.load.test_generator import of

__all__ = ["of"]

FOUND = {
    "asked_per_second": 40.0,
    "seconds": 90.0,
    "lines": 1_000_000,
    "trained": True,
    "trainer_mib": 700,
    "faults": [],
    "idle_p50_ms": 5.0,
    "idle_p99_ms": 20.0,
    "beside_p99_ms": 39.0,
    "beside_live_p99_ms": 25.0,
    "beside_errors": 0,
}


def test_the_page_says_of_each_bar_whether_it_is_met(of) -> None:
    told = of("performance_page")._beside
    assert [line.split("|")[1].strip() for line in told(FOUND).splitlines() if "**missed**" in line] == [
        "`health/live`, p99"
    ]
    without = told(FOUND | {"trained": False, "faults": ["file 3: it was refused"], "beside_p99_ms": -1.0})
    missed = [line.split("|")[1].strip() for line in without.splitlines() if "**missed**" in line]
    assert missed == ["p99", "`health/live`, p99", "what went wrong"]


def test_what_was_not_answered_well_is_slower_than_all(of) -> None:
    beside, generator = of("beside"), of("generator")
    statuses = np.full(200, 200, dtype=np.int16)
    statuses[:50] = 503
    kinds = [beside.LIVE if place % 10 == 0 else "rating" for place in range(200)]
    told = beside._told([generator.Heard(np.full(200, 0.01), statuses, kinds, np.zeros(200))])
    assert told["errors"] == 50
    assert told["p50_ms"] == pytest.approx(10.0)
    assert told["p99_ms"] == told["live_p99_ms"] == -1.0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system does not say who started whom")
def test_the_memory_of_whoever_a_process_started_is_seen(of) -> None:
    beside = of("beside")
    inner = "import time; held = b'x' * (80 << 20); print('there', flush=True); time.sleep(60)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    with subprocess.Popen([sys.executable, "-c", outer], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        below = beside._below(process.pid)
        assert max(beside._peak_mib(one) for one in below) > 80
        process.kill()
        for one in below:
            subprocess.run(["kill", "-9", str(one)], check=True)
    assert beside._peak_mib(process.pid) == 0.0
