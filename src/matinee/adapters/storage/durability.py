"""Whether a server keeps what it acknowledges when the power goes. No file of ours can make up for one that does not.

A file of SQLite is asked for it by each connection itself, see `sqlite.PRAGMAS`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from matinee.adapters.storage.faults import in_our_words
from matinee.adapters.storage.open import Place
from matinee.adapters.storage.postgres import postgres_engine

COSTS = {
    "fsync": "when the power goes or the system stops, what was acknowledged may be lost and the database be damaged",
    "full_page_writes": "pages that were half written when the power went stay damaged",
    "synchronous_commit": "what was acknowledged in the last moments before the server died may be lost",
}
"""What it means that one of these is off, in a connection that was asked for the last of them already."""
ASKED = text("SELECT name, source FROM pg_settings WHERE setting = 'off' AND name = ANY(:names) ORDER BY name")


@dataclass(frozen=True)
class Weakness:
    """A setting that is off. source: whence the server has it, in its own words. server: host and database."""

    setting: str
    source: str
    server: str

    @property
    def costs(self) -> str:
        return COSTS[self.setting]

    @property
    def remedy(self) -> str:
        return f"Turn it on where it was set ({self.source}), and let the server read its settings again"

    def __str__(self) -> str:
        return f"{self.server}: {self.setting} is off: {self.costs}. {self.remedy}"


async def weaknesses(place: Place) -> Sequence[Weakness]:
    """None of a file. Unreachable where the server does not answer."""
    if isinstance(place, Path):
        return ()
    engine = postgres_engine(place.render_as_string(hide_password=False))
    try:
        with in_our_words():
            async with engine.connect() as connection:
                found = await connection.run_sync(_off)
    finally:
        await engine.dispose()
    return [Weakness(setting, source, server_of(place)) for setting, source in found]


def server_of(place: Place) -> str:
    """Where it is, without who asks and by which password."""
    if isinstance(place, Path):
        return str(place)
    return f"{place.host or 'localhost'}:{place.port or 5432}/{place.database}"


def _off(connection: Connection) -> list[tuple[str, str]]:
    return [(name, source) for name, source in connection.execute(ASKED, {"names": list(COSTS)})]
