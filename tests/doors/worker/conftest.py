from tests.fixtures.databases import place, postgres_database, postgres_server, sqlite_place, sqlite_template
from tests.fixtures.learning import academy, better, poor_school
from tests.fixtures.loop import notes
from tests.fixtures.recommending import any_cinema, cinema
from tests.fixtures.releases import made_release
from tests.fixtures.service import house, serve, sqlite_house

__all__ = ["academy", "any_cinema", "better", "cinema", "house", "made_release", "notes", "place", "poor_school",
           "postgres_database", "postgres_server", "serve", "sqlite_house", "sqlite_place",
           "sqlite_template"]  # fmt: skip
