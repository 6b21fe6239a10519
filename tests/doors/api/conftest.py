from tests.fixtures.databases import (
    place,
    postgres_database,
    postgres_server,
    redis_url,
    sqlite_place,
    sqlite_template,
)
from tests.fixtures.patience import patient_with_redis
from tests.fixtures.service import house, serve, sqlite_house

__all__ = [
    "house",
    "patient_with_redis",
    "place",
    "postgres_database",
    "postgres_server",
    "redis_url",
    "serve",
    "sqlite_house",
    "sqlite_place",
    "sqlite_template",
]
