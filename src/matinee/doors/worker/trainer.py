"""The process that trains: reads on its standard input what to do, does it, and ends with whoever started it."""

import asyncio
import json
import os
import sys
import threading

from threadpoolctl import threadpool_limits

from matinee.adapters.storage.occupied import using
from matinee.domain.errors import MatineeError
from matinee.wiring.learning import Asked, train
from matinee.wiring.settings import Settings

NICE = 10


def main() -> int:
    """0 where the record says what came of it; 1 with a line of JSON that says what is wrong."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    settings = Settings(**order["settings"])
    try:
        with using(settings.home), threadpool_limits(settings.threads or 1):
            asyncio.run(train(settings, Asked(order["training"], order["recipe"])))
    except MatineeError as error:
        print(json.dumps({"what": error.what, "where": error.where, "remedy": error.remedy}), flush=True)  # noqa: T201
        return 1
    return 0


def _end_with_the_other() -> None:
    """The pipe is closed when whoever started this goes away, however that happens."""
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
