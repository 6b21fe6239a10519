"""Hearing of a signal to stop in time to end what would go on for ever."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from fastapi import FastAPI


@contextmanager
def told_when_to_stop(app: FastAPI) -> Iterator[None]:
    """Uvicorn waits for streams before it ends the application, so they must hear of a signal by themselves."""
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}

    def told(number: int, frame: FrameType | None) -> None:
        app.state.stopping = True
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    for sign in before:
        signal.signal(sign, told)
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)
