from tests.fixtures.databases import sqlite_template
from tests.fixtures.shown import hall, hall_connection

__all__ = ["hall", "hall_connection", "sqlite_template"]
