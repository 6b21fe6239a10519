"""In a process of its own: what it sets holds for all of it."""

import subprocess
import sys

LOOKED_AT = """
import gc
from matinee.kit.pauses import keep_pauses_short
held = [[number] for number in range(300_000)]
there = len(gc.get_objects())
{how}
print(len(gc.get_objects()) < there / 10)
"""


def said(how: str) -> str:
    words = [sys.executable, "-c", LOOKED_AT.format(how=how)]
    return subprocess.run(words, capture_output=True, text=True, check=True, timeout=120).stdout.strip()


def test_what_was_there_before_is_looked_at_no_more() -> None:
    assert said("keep_pauses_short()") == "True"


def test_without_it_all_is_looked_at_again() -> None:
    assert said("") == "False"


def test_a_thread_waits_for_its_turn_no_longer_than_said() -> None:
    code = "import sys; from matinee.kit.pauses import *; keep_pauses_short(); print(sys.getswitchinterval() == TURN)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "True"
