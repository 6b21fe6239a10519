from tests.fixtures.databases import place, postgres_database, postgres_server, sqlite_template

__all__ = ["place", "postgres_database", "postgres_server", "sqlite_template"]
