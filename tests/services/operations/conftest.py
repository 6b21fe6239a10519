from tests.fixtures.databases import sqlite_template
from tests.fixtures.shown import full_of_titles, hall

__all__ = ["full_of_titles", "hall", "sqlite_template"]
