from tests.fixtures.databases import sqlite_template
from tests.fixtures.slices import desk

__all__ = ["desk", "sqlite_template"]
