"""How often something may happen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """burst: so many at once, and then one every `every` microseconds."""

    burst: int
    every: int
