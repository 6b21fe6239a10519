from tests.fixtures.databases import redis_url

__all__ = ["redis_url"]
