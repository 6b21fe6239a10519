from tests.fixtures.databases import place, postgres_database, postgres_server, sqlite_place, sqlite_template
from tests.fixtures.service import house, serve, sqlite_house

__all__ = ["house", "place", "postgres_database", "postgres_server", "serve", "sqlite_house", "sqlite_place",
           "sqlite_template"]  # fmt: skip
