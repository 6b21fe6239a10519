from tests.fixtures.databases import place, postgres_database, postgres_server, sqlite_place, sqlite_template
from tests.fixtures.recommending import any_cinema, cinema
from tests.fixtures.releases import made_release
from tests.fixtures.service import serve, sqlite_house

__all__ = ["any_cinema", "cinema", "made_release", "place", "postgres_database", "postgres_server", "serve",
           "sqlite_house", "sqlite_place", "sqlite_template"]  # fmt: skip
