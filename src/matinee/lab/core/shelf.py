"""Fitted models kept for the length of one run, so that a model that several ask for is fitted once."""

from collections.abc import Iterable
from typing import Any


class Shelf:
    """Models by what decides the outcome of their fit: name, config, data and seed.

    wanted: names of the models worth keeping; others are let go, so that a long run does not hold all it ever fitted.
    """

    def __init__(self, wanted: Iterable[str]) -> None:
        self._wanted = frozenset(wanted)
        self._kept: dict[tuple[str, str], Any] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def take(self, name: str, key: str) -> Any | None:
        """The fitted model, or None. It may be asked, and must not be changed."""
        return self._kept.get((name, key))

    def put(self, name: str, key: str, model: Any) -> None:
        if name in self._wanted:
            self._kept[name, key] = model
