"""matinee serve."""

import asyncio
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from matinee.domain.errors import BadConfig
from matinee.doors.cli.examples import examples
from matinee.doors.cli.server_rooms import serving
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.kit.extras import needs
from matinee.wiring.settings import Settings, load_settings

EPILOG = examples("matinee serve", "matinee serve --port 8080 --data-dir films")
APP = "matinee.doors.api.app:from_settings"
PATIENCE = 30
"""Seconds after which a worker that does not answer its parent is replaced."""
WAITING = 2048
"""Connections that may wait to be taken."""


def serve(
    ctx: typer.Context,
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen at.", show_default="that of the settings")] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port; 0 finds a free one.", show_default="that of the settings"),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes that answer.", show_default="that of the settings")
    ] = None,
    data_dir: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the database and the secret.", show_default="that of the settings"),
    ] = None,
) -> None:
    """Answer over HTTP, until it is stopped.

    An empty database is given its tables. One that an older version has left is refused: see matinee db upgrade. The
    log goes to the standard error, one line of JSON an event. SIGTERM and Ctrl-C let what is being answered end.
    """
    terminal = terminal_of(ctx)
    settings = settings_with(HOST=host, PORT=port, WORKERS=workers, HOME=data_dir and data_dir.absolute())
    asyncio.run(serving().check_service(settings))
    serve_until_stopped(terminal, settings)


def settings_with(**given: object) -> Settings:
    """Those of this process, with what was given on the command line; its workers read them the same way."""
    os.environ.update({f"MATINEE_{name}": str(value) for name, value in given.items() if value is not None})
    return load_settings()


def check_free(settings: Settings) -> None:
    """BadConfig where something listens there already, for what would be found out late otherwise."""
    bound(settings.host, settings.port).close()


def serve_until_stopped(terminal: Terminal, settings: Settings) -> None:
    """Says where, once it listens."""
    listening = bound(settings.host, settings.port)
    listening.listen(WAITING)
    where = f"[{settings.host}]" if ":" in settings.host else settings.host
    terminal.say(f"Matinee listens at http://{where}:{listening.getsockname()[1]} (API: /docs)")
    terminal.out.file.flush()
    with counting_together(settings.workers):
        run(settings, listening)


def bound(host: str, port: int) -> socket.socket:
    """A socket that all workers take connections from; BadConfig where the place is taken."""
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise BadConfig(
            f"cannot listen at {host}, port {port} ({error.strerror or error})",
            remedy="Stop what listens there, or name another port with --port",
        ) from error
    made.set_inheritable(True)
    return made


def run(settings: Settings, listening: socket.socket) -> None:
    """Until a signal ends it; then this returns, so that the command ends with code 0."""
    uvicorn = needs("uvicorn")
    config: Any = uvicorn.Config(
        APP,
        factory=True,
        workers=settings.workers,
        lifespan="on",
        log_config=None,
        log_level=settings.log_level,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=WAITING,
        timeout_graceful_shutdown=settings.shutdown_seconds,
        timeout_worker_healthcheck=PATIENCE,
    )
    # Uvicorn raises the signal once more when all is done, which would end the process before the last lines.
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: None)
    if settings.workers == 1:
        server = uvicorn.Server(config)
        server.run(sockets=[listening])
        if not server.started:
            raise typer.Exit(1)
        return
    supervisors: Any = needs("uvicorn.supervisors")
    supervisors.Multiprocess(config, sockets=[listening]).run()


@contextmanager
def counting_together(workers: int) -> Iterator[None]:
    """Where there are several workers, a folder in which they count for /metrics; it goes when they go."""
    if workers == 1:
        yield
        return
    folder = tempfile.mkdtemp(prefix="matinee-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
