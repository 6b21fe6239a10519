"""Lines of JSON on the standard error: one an event, with the id of the request it belongs to."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import orjson
import structlog
from structlog.tracebacks import ExceptionDictTransformer

QUIET = ("alembic", "asyncio", "httpx", "sqlalchemy")


def configure_logs(level: str, *, stream: TextIO | None = None) -> None:
    """For our own events and for those of the libraries. Tracebacks tell where, never the values that
    stood there; engines hide those of statements. stream: the standard error, where none is given."""
    stream = stream or sys.stderr
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
        _without_rows,
    ]
    number = logging.getLevelName(level.upper())
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(serializer=_json)],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(serializer=_json),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=number, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _without_rows(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """PostgreSQL says below DETAIL what stood in the row that it refused."""
    for one in event.get("exception") or ():
        one["exc_value"] = one["exc_value"].partition("\nDETAIL:")[0]
    return event


def _json(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=repr).decode()
