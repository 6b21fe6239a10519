"""What is said of one thing that was looked at."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "optional", "unsafe", "missing"]
"""optional: something cannot be done without it. unsafe: all can be done, and something may be lost. missing: Matinee
does not work."""


@dataclass(frozen=True)
class Finding:
    """found: version or place. costs: what cannot be done without it, or may be lost with it, where it is not ok."""

    area: str
    name: str
    state: State
    found: str
    costs: str = ""
