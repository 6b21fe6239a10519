"""Keys of accounts in the order in which they are opened: who is held out of trainings follows from them."""

import hashlib
import itertools
from collections.abc import Callable

LENGTH = 24


def numbered_keys(kind: str = "account") -> Callable[[], str]:
    """Makes them; the same ones each time. kind: of the accounts, so that others do not get the same ones."""
    numbers = itertools.count()
    return lambda: hashlib.sha256(f"{kind} {next(numbers)}".encode()).hexdigest()[:LENGTH]
