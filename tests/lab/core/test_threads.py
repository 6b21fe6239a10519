"""Work spread over threads."""

import os
import threading

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from matinee.lab.core.threads import blas_threads, spread, thread_count


def blas() -> set[int]:
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


def test_zero_threads_means_every_core_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert thread_count(3) == 3
    assert thread_count() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert thread_count() == 1


def test_blas_is_limited_inside_and_free_again_outside() -> None:
    before = blas()
    with blas_threads(1):
        assert blas() == {1}
    assert blas() == before


@pytest.mark.parametrize("threads", [1, 3])
def test_every_part_is_done_once_with_one_blas_thread(threads: int) -> None:
    done, limits, workers = np.zeros(20, dtype=int), set(), set()

    def work(part: int) -> None:
        done[part] += 1
        limits.update(blas())
        workers.add(threading.get_ident())

    spread(work, range(20), threads=threads)
    assert (done == 1).all()
    assert limits == {1}
    assert len(workers) <= threads


def test_no_parts_no_work() -> None:
    spread(lambda part: pytest.fail("nothing to do"), [], threads=2)


@pytest.mark.parametrize("threads", [1, 2])
def test_a_fault_in_a_part_is_raised(threads: int) -> None:
    def work(part: int) -> None:
        if part == 3:
            raise ValueError("part 3")

    with pytest.raises(ValueError, match="part 3"):
        spread(work, range(5), threads=threads)


def test_a_limit_within_a_limit_is_kept_and_taken_back() -> None:
    with blas_threads(1):
        with blas_threads(2):
            assert blas() == {2}
            with blas_threads(2):
                assert blas() == {2}
        assert blas() == {1}
