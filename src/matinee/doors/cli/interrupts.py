"""Ctrl-C while nothing can be lost yet. Imports nothing heavy: it is there before everything else."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

INTERRUPTED = 130


@contextmanager
def ending_quietly() -> Iterator[None]:
    """Inside, Ctrl-C ends the process at once, without a traceback and with the code that shells give it.

    An exception would not do: half-loaded packages catch it or turn it into errors of their own. A shell that starts a
    program in the background may have it ignore Ctrl-C; then it goes on ignoring it.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
