"""Hearing of a signal to stop in time to end what would go on for ever, and to send away who would come."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from fastapi import FastAPI


@contextmanager
def told_when_to_stop(app: FastAPI, *, drain: float = 0.0) -> Iterator[None]:
    """Uvicorn waits for streams before it ends the application, so they must hear of a signal by themselves.

    drain: seconds from SIGTERM until nobody is let in any more, in which the server says that it is not ready, closes
    each connection with its answer, and goes on otherwise: whoever shares out requests has time to look elsewhere. A
    second signal, or Ctrl-C, does not wait.
    """
    loop = asyncio.get_running_loop()
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}

    def told(number: int, frame: FrameType | None) -> None:
        first, app.state.stopping = not app.state.stopping, True
        handler = before[signal.Signals(number)]
        if not callable(handler):
            return
        if drain and first and number == signal.SIGTERM:
            loop.call_soon_threadsafe(loop.call_later, drain, handler, number, None)
        else:
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
