from tests.fixtures.databases import (
    place,
    postgres_database,
    postgres_server,
    redis_url,
    sqlite_place,
    sqlite_template,
)
from tests.fixtures.loop import notes
from tests.fixtures.patience import patient_with_redis
from tests.fixtures.recommending import any_cinema, cinema
from tests.fixtures.releases import made_release
from tests.fixtures.service import house, serve, sqlite_house

__all__ = [
    "any_cinema",
    "cinema",
    "house",
    "made_release",
    "notes",
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
