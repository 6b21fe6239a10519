"""Keeps a process that answers people from standing still.

Python's collector of cycles looks now and then at every object that there is, and nobody is answered meanwhile: 160 ms
with nothing but the modules of a service, more with a catalogue. What is there once a service is open stays, and need
not be looked at again. And whoever works in a thread beside the one that answers keeps it waiting for a turn each time
it wakes, five milliseconds as Python has it.
"""

import gc
import sys

TURN = 0.001
"""Seconds that a thread works on while another one waits for its turn."""


def keep_pauses_short() -> None:
    """For a process that is to answer from now on. What is there now and goes later must go by itself, as all does that
    is in no cycle: it is collected no more."""
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(TURN)
