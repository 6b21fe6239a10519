import pytest

from matinee.adapters.caches import redis
from tests.fixtures.databases import redis_url

__all__ = ["redis_url"]


@pytest.fixture(autouse=True)
def patient_with_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis, "PATIENCE", 30.0)
