from tests.fixtures.databases import redis_url
from tests.fixtures.patience import patient_with_redis

__all__ = ["patient_with_redis", "redis_url"]
