from tests.fixtures.releases import made_release, own_registry, own_release, release

__all__ = ["made_release", "own_registry", "own_release", "release"]
