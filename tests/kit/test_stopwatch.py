"""What a stopwatch counts, and for whom."""

import time

import pytest

from matinee.kit.stopwatch import Took


def test_waiting_is_time_on_the_clock_and_none_of_the_processor():
    took = Took()
    with took.more():
        time.sleep(0.05)

    assert took.seconds >= 0.05
    assert took.processor_seconds < took.seconds


def test_work_counts_for_the_processor():
    took, until = Took(), time.process_time() + 0.02
    with took.more():
        while time.process_time() < until:
            pass

    assert took.processor_seconds > 0.015


def test_blocks_add_up_and_one_that_fails_counts_too():
    took = Took()
    with took.more():
        time.sleep(0.01)
    first = took.seconds
    with pytest.raises(ZeroDivisionError), took.more():
        time.sleep(0.01)
        print(1 / 0)

    assert took.seconds >= first + 0.01
