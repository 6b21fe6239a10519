import signal
import subprocess
import sys

import pytest

from matinee.doors.cli.interrupts import INTERRUPTED, ending_quietly

LOADING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests in the background ignores Ctrl-C

from matinee import __main__

class Slow:
    @staticmethod
    def main():
        print("loaded", flush=True)

def load(name):
    print("loading", flush=True)
    try:
        input()
    except BaseException as error:  # as a package does that goes on without a part it could not load
        print("caught", error, flush=True)
    return Slow

__main__.import_module = load
__main__.main()
"""


@pytest.fixture
def loading() -> subprocess.Popen[str]:
    """The program in the middle of its imports, which end when something is written to it."""
    pipe = subprocess.PIPE
    started = subprocess.Popen([sys.executable, "-c", LOADING], stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "loading\n"
    return started


def test_ctrl_c_while_the_program_loads_ends_it_quietly(loading: subprocess.Popen[str]) -> None:
    loading.send_signal(signal.SIGINT)
    out, err = loading.communicate(timeout=60)

    assert (loading.returncode, out, err) == (INTERRUPTED, "", "")


def test_without_ctrl_c_the_program_goes_on(loading: subprocess.Popen[str]) -> None:
    assert loading.communicate("\n", timeout=60) == ("loaded\n", "")
    assert loading.returncode == 0


def test_afterwards_ctrl_c_is_an_exception_again() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with ending_quietly():
            assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_program_that_is_to_ignore_ctrl_c_goes_on_ignoring_it() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with ending_quietly():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
