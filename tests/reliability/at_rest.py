"""What a database that nobody serves holds of each title of each person, as answers to be checked."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.reliability.checker import Anomaly, check
from tests.reliability.history import Event, Register
from tests.reliability.ledgers import faults_of_file
from tests.reliability.library_model import NEWEST

LINES = "SELECT account_id, title_id, before, after, source FROM rating_changes ORDER BY version DESC"


def judged(path: Path, history: Sequence[Event], reached: int) -> tuple[list[Anomaly], list[str]]:
    """Anomalies of what was acknowledged before `reached`, and faults of the database, when the power went there."""
    with closing(sqlite3.connect(path)) as connection:
        faults = faults_of_file(connection)
        before = until(history, reached)
        seen = found_in(connection, {event.register for event in before})
    return check([*before, Event("crash"), *seen]), faults


def until(history: Iterable[Event], reached: int) -> list[Event]:
    """What was asked before, with those answers that had come by then."""
    asked, found = set(), []
    for event in history:
        if event.kind == "asked" and event.mark <= reached:
            asked.add(event.op)
        if event.op in asked:
            known = event.mark <= reached
            found.append(event if known else Event("unknown", event.op, event.register, event.action, event.value))
    return found


def found_in(connection: sqlite3.Connection, registers: Iterable[Register]) -> list[Event]:
    """What each title has, as if it had been read."""
    rated = {
        (row[0], row[1]): row[2] for row in connection.execute("SELECT account_id, title_id, half_stars FROM ratings")
    }
    marked = set(connection.execute("SELECT account_id, title_id FROM marks WHERE kind = 'favourite'"))
    lines: dict[Register, list[tuple[Any, ...]]] = defaultdict(list)
    for account, title, *line in connection.execute(LINES):
        if len(lines[account, title]) < NEWEST:
            lines[account, title].append(tuple(line))
    events = []
    for one in sorted(registers):
        told = (rated.get(one), tuple(lines[one]))
        events += [Event("asked", "end", one, "read"), Event("done", "end", one, "read", None, told, "end")]
        events += [Event("asked", "mark", one, "look"), Event("done", "mark", one, "look", None, one in marked, "end")]
    return events
