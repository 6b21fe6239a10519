from tests.fixtures.databases import sqlite_place, sqlite_template
from tests.fixtures.loop import notes
from tests.fixtures.recommending import cinema
from tests.fixtures.releases import made_release
from tests.fixtures.service import serve, sqlite_house

__all__ = ["cinema", "made_release", "notes", "serve", "sqlite_house", "sqlite_place", "sqlite_template"]
