"""What a driver raises, said in our words."""

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from matinee.domain.errors import MatineeError, NoRoom, Overloaded, Unreachable

_BUSY = ("database is locked", "database table is locked")
_FULL = ("disk is full", "no space left on device")
_BROKEN = ("disk i/o error", "readonly database", "unable to open database file")
_CLOSED = {"57P01", "57P02", "57P03", "28000", "28P01", "3D000"}
"""PostgreSQL is stopping, was stopped, or is not ready yet; it does not know who asks, or by that password, or has no
such database."""
_CHECK = "Look at the disk, its rights, and how many files a process may open"


@contextmanager
def in_our_words() -> Iterator[None]:
    """Overloaded where the database was too busy, NoRoom where its disk is full, Unreachable where it is not there;
    anything else is passed on."""
    try:
        yield
    except NoConnectionFree as error:
        raise Overloaded("no connection to the database came free in time") from error
    except (DBAPIError, sqlite3.Error) as error:
        said = translated(error)
        if said is None:
            raise
        raise said from error
    except (ConnectionError, TimeoutError, socket.gaierror) as error:
        raise unreachable(str(error)) from error
    except Exception as error:
        # The driver says some of it in its own words while it connects.
        if getattr(error, "sqlstate", None) in _CLOSED:
            raise unreachable(str(error)) from error
        raise


def translated(error: DBAPIError | sqlite3.Error) -> MatineeError | None:
    """sqlite3.Error: of what was put to the driver itself."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    text = str(cause).lower()
    if any(sign in text for sign in _BUSY):
        return Overloaded("the database was busy for too long")
    if any(sign in text for sign in _FULL):
        return NoRoom("there is no room on the disk of the database", remedy="Make room; nothing else is needed")
    if any(sign in text for sign in _BROKEN):
        return Unreachable(f"the database cannot be read or written ({_first_line(str(cause))})", remedy=_CHECK)
    if not isinstance(error, DBAPIError):
        return None
    lost = error.connection_invalidated or (isinstance(error, OperationalError) and "connect" in text)
    lost = lost or getattr(error.orig, "sqlstate", None) in _CLOSED
    return unreachable(str(error.orig)) if lost else None


def unreachable(said: str) -> Unreachable:
    return Unreachable(
        f"the database does not answer ({_first_line(said) or 'not in time'})",
        remedy="Check that it runs and what MATINEE_DATABASE says",
    )


def _first_line(said: str) -> str:
    return (said.splitlines() or [""])[0][:200]
