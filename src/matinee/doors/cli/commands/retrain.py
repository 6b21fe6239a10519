"""matinee retrain: a new model from what people rated, and whether it may answer."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from matinee.domain.errors import MatineeError
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Json
from matinee.doors.cli.server_rooms import duties, logging, serving, training, trainings, working
from matinee.doors.cli.terminal import Terminal, terminal_of

EPILOG = examples("matinee retrain", "matinee retrain --now", "matinee retrain --now --recipe mine.toml --json")
LOOK = 1.0
"""Seconds between two looks at a job that somebody else does."""


def retrain(
    ctx: typer.Context,
    *,
    now: Annotated[bool, typer.Option("--now", help="Do it in this process, and say what came of it.")] = False,
    recipe: Annotated[
        str | None,
        typer.Option(metavar="NAME|FILE.toml", help="Another recipe.", show_default="that of the version that answers"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Have a model learn from the data set of the home and from what people rated, and the gate judge it.

    It answers people only if the gate lets it through. Without --now a job is put down, which the server does, or
    'matinee worker'. With --now the command ends with code 0 whatever the gate says, and the last line tells it.
    """
    terminal = terminal_of(ctx)
    named = str(Path(recipe).resolve()) if recipe and Path(recipe).is_file() else recipe
    asyncio.run(_retrain(terminal, now=now, recipe=named, as_json=as_json))


async def _retrain(terminal: Terminal, *, now: bool, recipe: str | None, as_json: bool) -> None:
    settings = terminal.context.settings
    logging().configure_logs("warning")
    async with serving().open_service(settings, warn=terminal.warn) as service:
        slot = await trainings().ask_for_training(service, recipe=recipe)
        if not now:
            if as_json:
                terminal.json({"slot": slot})
            else:
                terminal.say("A training was asked for; whoever does the jobs of the house does it.")
            return
        job = await _done(service, slot)
        found = await trainings().list_trainings(service, before=job.id + 1, count=1)
        record = found[0][1] if found else None
        if job.state != "done" or record is None:
            raise MatineeError(f"the training failed: {job.said}", remedy="Look at the log")
    if as_json:
        terminal.json(record.model_dump(mode="json"))
    else:
        terminal.say(training().said_of(record))


async def _done(service: Any, slot: str) -> Any:
    """The job once it has ended, done here unless somebody else has taken it."""
    worker = working().Worker(service, [duties().training_of(service.settings, scheduled=False)])
    while True:
        await worker.do_next()
        job = await trainings().job_of(service, slot)
        if job.state in {"done", "failed"} or (job.state == "waiting" and job.attempts):
            return job
        await asyncio.sleep(LOOK)
