"""The server of a simulated house: the usual one, by a clock that whoever started it puts forward. Its first line says
at which port it listens, and it ends with whoever started it."""

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from matinee.doors.cli.server_rooms import api, duties, logging, serving, working
from matinee.doors.cli.simulate.clock import SharedClock
from matinee.kit.extras import needs
from matinee.wiring.settings import Settings, load_settings

LOOK = 0.3
"""Seconds between two looks at what is to be done: days are short here."""


def main() -> int:
    settings, clock = load_settings(), SharedClock(Path(sys.argv[1]))
    logging().configure_logs(settings.log_level)
    uvicorn = needs("uvicorn")
    works = sys.argv[2] == "works"
    app = api().create_app(settings, opening=lambda: _open(settings, clock, works=works))
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)  # noqa: T201
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    config: Any = uvicorn.Config(
        app, lifespan="on", log_config=None, access_log=False, timeout_graceful_shutdown=settings.shutdown_seconds
    )
    uvicorn.Server(config).run(sockets=[listening])
    return 0


@asynccontextmanager
async def _open(settings: Settings, clock: SharedClock, *, works: bool) -> AsyncIterator[Any]:
    """works: with somebody who does the jobs beside it. Chance in slates is that of the visit: see `SharedClock`."""
    async with serving().open_service(settings, clock=clock) as opened:
        service = replace(opened, recommending=replace(opened.recommending, slate_ids=clock.slate_id))
        stop = asyncio.Event()
        worker = working().Worker(service, duties().duties_of(settings) if works else [], look=LOOK)
        working_on = asyncio.create_task(worker.work(stop))
        try:
            yield service
        finally:
            stop.set()
            await working_on


def _end_with_the_other() -> None:
    """The pipe is closed when whoever started this goes away, however that happens."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
