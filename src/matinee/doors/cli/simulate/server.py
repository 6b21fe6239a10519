"""The server of a simulated house: the usual one, with a clock and keys of accounts that leave nothing to chance. Its
first line says at which port it listens. Then it does what the lines of its input say, and tells when each is done; it
ends with whoever started it."""

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from matinee.doors.cli.server_rooms import api, duties, logging, recommending, serving, trainings, working
from matinee.doors.cli.simulate.clock import SharedClock
from matinee.doors.cli.simulate.keys import numbered_keys
from matinee.kit.extras import needs
from matinee.wiring.settings import Settings, load_settings

WORK, LEARN = "work", "learn"
"""Orders: to do the jobs that are due, one after the other, and to put a training down by the recipe that follows."""
DONE = "done"


def main() -> int:
    settings, clock = load_settings(), SharedClock(Path(sys.argv[1]))
    logging().configure_logs(settings.log_level)
    uvicorn = needs("uvicorn")
    app = api().create_app(settings, opening=lambda: _open(settings, clock))
    listening = socket.create_server(("127.0.0.1", 0))
    _say(str(listening.getsockname()[1]))
    config: Any = uvicorn.Config(
        app, lifespan="on", log_config=None, access_log=False, timeout_graceful_shutdown=settings.shutdown_seconds
    )
    uvicorn.Server(config).run(sockets=[listening])
    return 0


@asynccontextmanager
async def _open(settings: Settings, clock: SharedClock) -> AsyncIterator[Any]:
    """Chance in slates is that of the visit: see `SharedClock`."""
    async with serving().open_service(settings, clock=clock, new_key=numbered_keys()) as opened:
        service = replace(opened, recommending=replace(opened.recommending, slate_ids=clock.slate_id))
        loop = asyncio.get_running_loop()

        def obey(order: str) -> None:
            asyncio.run_coroutine_threadsafe(_obey(service, order), loop).result()

        threading.Thread(target=_read_orders, args=(obey,), daemon=True).start()
        yield service


async def _obey(service: Any, order: str) -> None:
    """Whoever asks after it sees what came of it: the house looks again at what it answers with."""
    what, _, recipe = order.partition(" ")
    if what == LEARN:
        await trainings().ask_for_training(service, recipe=recipe)
    else:
        await working().Worker(service, duties().duties_of(service.settings)).do_all()
        await recommending().look_again(service.recommending)


def _read_orders(obey: Callable[[str], None]) -> None:
    """The pipe is closed when whoever started this goes away, however that happens. An order that fails ends all."""
    try:
        for line in sys.stdin:
            obey(line.strip())
            _say(DONE)
    finally:
        os.kill(os.getpid(), signal.SIGTERM)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
