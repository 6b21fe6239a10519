"""External ids on one side, positions 0 to n-1 on the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from matinee.kit.hashing import fingerprint

ABSENT = -1


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Distinct ids in a fixed order. ids: int64 (n,) or text (n,)."""

    ids: np.ndarray

    def __post_init__(self) -> None:
        kept = np.asarray(self.ids)
        kept = kept.astype(np.int64) if kept.dtype.kind in "iu" or kept.size == 0 else kept.astype(np.str_)
        kept.setflags(write=False)
        object.__setattr__(self, "ids", kept)
        if len(np.unique(kept)) != len(kept):
            raise ValueError("a vocabulary needs distinct ids")

    @classmethod
    def of(cls, ids: Iterable[Any] | np.ndarray) -> "Vocabulary":
        """The distinct ids, sorted."""
        return cls(np.unique(np.asarray(ids if isinstance(ids, np.ndarray) else list(ids))))

    def __len__(self) -> int:
        return len(self.ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and np.array_equal(self.ids, other.ids)

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint([self.ids])

    @cached_property
    def _sorting(self) -> tuple[np.ndarray, np.ndarray]:
        order = np.argsort(self.ids, kind="stable")
        return order, self.ids[order]

    def positions(self, ids: np.ndarray | Iterable[Any]) -> np.ndarray:
        """int32 positions; ABSENT (-1) for ids that are not here."""
        asked = np.asarray(ids if isinstance(ids, np.ndarray) else list(ids))
        if not len(self.ids) or not len(asked):
            return np.full(len(asked), ABSENT, dtype=np.int32)
        if (asked.dtype.kind in "iu") != (self.ids.dtype.kind in "iu"):
            asked = asked.astype(np.str_) if self.ids.dtype.kind == "U" else _as_whole_numbers(asked)
        order, in_order = self._sorting
        slots = np.minimum(np.searchsorted(in_order, asked), len(in_order) - 1)
        return np.where(in_order[slots] == asked, order[slots], ABSENT).astype(np.int32)


def _as_whole_numbers(texts: np.ndarray) -> np.ndarray:
    """Texts as int64; a text that is no whole number becomes the smallest int64, which no data set uses as an id."""
    smallest = np.iinfo(np.int64).min
    return np.array([int(text) if str(text).lstrip("-").isdigit() else smallest for text in texts], dtype=np.int64)
