"""R8: what does not answer is left alone, and looked for by one."""

import asyncio

import pytest

from matinee.kit.breaker import Breaker

FAILURES, PAUSE = 3, 10.0


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(failures=FAILURES, pause=PAUSE, clock=clock)


def opened(breaker: Breaker) -> Breaker:
    for _ in range(FAILURES):
        assert breaker.lets_out()
        breaker.failed()
    return breaker


def test_it_opens_after_so_many_failures_in_a_row(breaker: Breaker) -> None:
    for _ in range(FAILURES - 1):
        breaker.failed()
    assert breaker.state == "closed"
    breaker.failed()
    assert breaker.state == "open"
    assert not breaker.lets_out()


def test_an_answer_in_between_begins_the_count_anew(breaker: Breaker) -> None:
    for _ in range(5 * FAILURES):
        breaker.failed()
        breaker.answered()
    assert breaker.lets_out()


def test_one_looks_after_the_pause_and_the_others_wait_for_what_it_finds(breaker: Breaker, clock: Clock) -> None:
    opened(breaker)
    clock.now += PAUSE
    assert breaker.state == "half-open"
    assert [breaker.lets_out() for _ in range(5)] == [True, False, False, False, False]
    breaker.failed()
    assert not breaker.lets_out()
    clock.now += PAUSE
    assert breaker.lets_out()
    breaker.answered()
    assert [breaker.lets_out() for _ in range(5)] == [True] * 5


def test_whoever_looks_and_gives_up_leaves_the_look_to_another(breaker: Breaker, clock: Clock) -> None:
    opened(breaker)
    clock.now += PAUSE
    assert breaker.lets_out()
    breaker.gave_up()
    assert breaker.lets_out()


def test_what_began_before_it_opened_does_not_keep_it_open(breaker: Breaker, clock: Clock) -> None:
    opened(breaker)
    clock.now += PAUSE - 1
    for _ in range(10):
        breaker.failed()
    clock.now += 1
    assert breaker.lets_out()


def test_only_named_faults_count(breaker: Breaker) -> None:
    for _ in range(2 * FAILURES):
        with pytest.raises(KeyError), breaker.asking(OSError):
            raise KeyError
        with pytest.raises(TimeoutError), breaker.asking(OSError, unknown=(TimeoutError,)):
            raise TimeoutError
    assert breaker.state == "closed"
    for _ in range(FAILURES):
        with pytest.raises(ConnectionError), breaker.asking(OSError):
            raise ConnectionError
    assert breaker.state == "open"


def test_what_is_cancelled_says_nothing(breaker: Breaker, clock: Clock) -> None:
    opened(breaker)
    clock.now += PAUSE
    assert breaker.lets_out()
    with pytest.raises(asyncio.CancelledError), breaker.asking(OSError):
        raise asyncio.CancelledError
    assert breaker.state == "half-open"
    assert breaker.lets_out()
