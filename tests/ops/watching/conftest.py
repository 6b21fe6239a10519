from tests.fixtures.loop import notes

__all__ = ["notes"]
