"""Which tables a database has, and bringing them to those of this version."""

from functools import cache
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from matinee.domain.errors import BehindDatabase

_LOCK = 7_061_969
"""Of PostgreSQL, held while the tables change, so that two programs do not change them at once."""


def upgrade_schema(connection: Connection) -> tuple[str | None, str]:
    """The revision before, None where the database was empty, and the one after. Inside one transaction, which is the
    caller's to commit: a migration that fails leaves nothing behind."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        hold_schema(connection)
    before = revision_of(connection)
    if before != newest_revision():
        refuse_unknown(before)
        bring_to(connection, "head")
    return before, newest_revision()


def hold_schema(connection: Connection) -> None:
    """Of PostgreSQL, until the transaction ends: nobody else changes the tables meanwhile."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def bring_to(connection: Connection, revision: str) -> None:
    """Runs the migrations that lead there, inside the transaction that is open."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def check_schema(connection: Connection) -> None:
    """BehindDatabase where the tables are not those of this version."""
    found = revision_of(connection)
    if found != newest_revision():
        refuse_unknown(found)
        raise BehindDatabase(
            f"the database is {'empty' if found is None else f'at revision {found}'}, "
            f"and this version of Matinee needs {newest_revision()}",
            remedy="Make a backup, then run: matinee db upgrade",
        )


def revision_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def is_empty(connection: Connection) -> bool:
    """Whether nobody has put any table there yet."""
    return not inspect(connection).get_table_names()


@cache
def newest_revision() -> str:
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise BehindDatabase("no migrations are installed with Matinee", remedy="Install it again")
    return head


def refuse_unknown(revision: str | None) -> None:
    if revision is not None and not knows(revision):
        raise BehindDatabase(
            f"the database is at revision {revision}, which this version of Matinee does not know",
            remedy="It was made by a newer one: install that, or restore a backup",
        )


def knows(revision: str) -> bool:
    return revision in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("matinee.adapters.storage").joinpath("migrations")))
    return config
