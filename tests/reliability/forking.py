"""Starts the service again and again, as one that loads itself once: `python -m tests.reliability.forking`.

Most of a start is the loading of Python's modules. This process loads them, and each service is a fork of it that goes
on as `python -m matinee` would: the same command, from its first line, with an environment and a log of its own. It is
told what to start by a line of JSON, and answers with the process id.
"""

import gc
import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

LOADED = (
    "matinee.doors.cli.app",
    "matinee.doors.cli.commands.serve",
    "matinee.doors.cli.commands.worker",
    "matinee.doors.cli.server_rooms",
    "matinee.doors.api.app",
    "matinee.wiring.demo",
    "uvicorn.protocols.http.httptools_impl",
    "uvicorn.protocols.websockets.websockets_impl",
    "uvicorn.loops.uvloop",
    "uvicorn.lifespan.on",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.dialects.postgresql.asyncpg",
    "alembic.runtime.migration",
    "redis.asyncio",
    "tests.reliability.mutants",
)


def main() -> None:
    for name in LOADED:
        import_module(name)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them: the system takes those away that ended
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            become(asked)
        print(child, flush=True)


def become(asked: dict[str, Any]) -> None:
    """Never returns."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        _stand(Path(asked["log"]))
        os.environ.update(asked["environment"])
        for name in asked["mutants"]:
            getattr(import_module("tests.reliability.mutants"), name)()
        sys.argv = ["matinee", *asked["arguments"]]
        import_module("matinee.__main__").main()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stdout.flush()
        os._exit(code)


def _stand(log: Path) -> None:
    """Apart from the process it came from: nothing to read, and everything it says goes to the log."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number, handle in ((0, nothing), (1, written), (2, written)):
        os.dup2(handle, number)


if __name__ == "__main__":
    main()
