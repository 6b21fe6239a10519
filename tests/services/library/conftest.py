from tests.fixtures.databases import sqlite_template
from tests.fixtures.library import shelf

__all__ = ["shelf", "sqlite_template"]
