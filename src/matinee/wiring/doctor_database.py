"""Looking at the database that is set, without opening the service."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from matinee.adapters.storage.durability import server_of, weaknesses
from matinee.domain.errors import MatineeError
from matinee.wiring.findings import Finding
from matinee.wiring.serving import database_of
from matinee.wiring.settings import Settings


def examine_database(settings: Settings) -> Iterator[Finding]:
    """Not to be called from an event loop."""
    try:
        place = database_of(settings)
        found = asyncio.run(weaknesses(place))
    except MatineeError as error:
        yield Finding("database", "PostgreSQL", "missing", error.what, f"no service: {error.remedy}")
        return
    if isinstance(place, Path):
        yield Finding("database", "SQLite", "ok", f"{place}{'' if place.is_file() else ' (not made yet)'}")
        return
    yield Finding("database", "PostgreSQL", "ok", server_of(place))
    for one in found:
        yield Finding("database", one.setting, "unsafe", f"off, set by {one.source}", f"{one.costs}. {one.remedy}")
