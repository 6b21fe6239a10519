from tests.fixtures.databases import place, postgres_database, postgres_server, sqlite_template, storage
from tests.fixtures.loop import notes

__all__ = ["notes", "place", "postgres_database", "postgres_server", "sqlite_template", "storage"]
