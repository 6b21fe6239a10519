"""matinee worker."""

import asyncio
import signal
from typing import Annotated

import typer

from matinee.doors.cli.examples import examples
from matinee.doors.cli.server_rooms import logging, serving, working
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.kit.text import counted

EPILOG = examples("matinee worker", "matinee worker --once")


def worker(
    ctx: typer.Context,
    *,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
) -> None:
    """Do what is to be done beside the requests, until it is stopped.

    The server does so by itself unless MATINEE_JOBS is 'worker'. Any number may run on one database: each job is taken
    by one of them, and by another if that one goes away. SIGTERM and Ctrl-C hand back what is being done.
    """
    terminal = terminal_of(ctx)
    asyncio.run(_work(terminal, once=once))


async def _work(terminal: Terminal, *, once: bool) -> None:
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    settings = terminal.context.settings
    logging().configure_logs(settings.log_level)
    async with serving().open_service(settings, warn=terminal.warn) as service:
        hands = working().Worker.of(service, apart=True)
        if once:
            terminal.say(f"{counted(await hands.do_all(), 'job')} done.")
            return
        terminal.say(f"Doing: {', '.join(duty.name for duty in hands.duties)}. Stop with Ctrl-C.")
        terminal.out.file.flush()
        await hands.work(stop)
