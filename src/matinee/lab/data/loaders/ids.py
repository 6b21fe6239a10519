"""External ids turned into positions while a table streams by, so that no text is held for every row."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from matinee.lab.data.vocabulary import Vocabulary

_INT32 = np.iinfo(np.int32)


@dataclass
class WholeIds:
    """Ids that are whole numbers, kept as they are until the end: four bytes a row where they fit."""

    _parts: list[np.ndarray] = field(default_factory=list)

    def add(self, ids: pl.Series) -> None:
        numbers = ids.to_numpy()
        fits = not len(numbers) or (numbers.max() <= _INT32.max and numbers.min() >= _INT32.min)
        self._parts.append(numbers.astype(np.int32 if fits else np.int64))

    def finish(self) -> tuple[np.ndarray, Vocabulary]:
        """int32 positions (rows,) in the vocabulary of the ids that occur, sorted."""
        parts, self._parts = self._parts, []
        largest = max((int(part.max()) for part in parts if len(part)), default=0)
        rows = sum(len(part) for part in parts)
        if largest <= rows + (1 << 22):
            return _by_table(parts, rows, largest)
        distinct = np.unique(np.concatenate([np.unique(part) for part in parts]))
        positions = np.empty(rows, dtype=np.int32)
        _fill(positions, parts, lambda part: np.searchsorted(distinct, part))
        return positions, Vocabulary(distinct)


@dataclass
class TextIds:
    """Ids that are texts: each distinct text once, and a number a row."""

    _codes: dict[str, int] = field(default_factory=dict)
    _parts: list[np.ndarray] = field(default_factory=list)

    def add(self, ids: pl.Series) -> None:
        distinct = ids.unique(maintain_order=True)
        codes = np.array([self._codes.setdefault(text, len(self._codes)) for text in distinct], dtype=np.int32)
        self._parts.append(codes[ids.cast(pl.Enum(distinct)).to_physical().to_numpy()])

    def finish(self) -> tuple[np.ndarray, Vocabulary]:
        """As WholeIds.finish."""
        parts, self._parts = self._parts, []
        texts = np.array(list(self._codes), dtype=np.str_)
        order = np.argsort(texts, kind="stable")
        rank = np.empty(len(texts), dtype=np.int32)
        rank[order] = np.arange(len(texts), dtype=np.int32)
        positions = np.empty(sum(len(part) for part in parts), dtype=np.int32)
        _fill(positions, parts, lambda part: rank[part])
        return positions, Vocabulary(texts[order])


def _by_table(parts: list[np.ndarray], rows: int, largest: int) -> tuple[np.ndarray, Vocabulary]:
    """By a table of every number up to the largest: quicker than sorting where the numbers lie close together."""
    occurs = np.zeros(largest + 1, dtype=bool)
    for part in parts:
        occurs[part] = True
    table = np.cumsum(occurs, dtype=np.int32) - np.int32(1)
    positions = np.empty(rows, dtype=np.int32)
    _fill(positions, parts, lambda part: table[part])
    return positions, Vocabulary(np.flatnonzero(occurs))


def _fill(into: np.ndarray, parts: list[np.ndarray], place: Callable[[np.ndarray], np.ndarray]) -> None:
    """Places part after part, letting go of each once it is used."""
    end = len(into)
    while parts:
        part = parts.pop()
        into[end - len(part) : end] = place(part)
        end -= len(part)
