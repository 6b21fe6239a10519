from tests.fixtures.catalogue import ctx, full
from tests.fixtures.databases import sqlite_template

__all__ = ["ctx", "full", "sqlite_template"]
