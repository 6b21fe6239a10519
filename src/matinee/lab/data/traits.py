"""What people told of themselves, as codes that stand beside their histories."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from matinee.lab.data.vocabulary import Vocabulary

NOT_TOLD = -1


@dataclass(frozen=True, eq=False)
class Traits:
    """Row i belongs to row i of the histories.

    kinds: what was asked, such as ("age", "gender"). words: for each kind every answer that was given, sorted. codes:
    int32 (people, kinds), the position of the answer in the words of its kind, NOT_TOLD where there is none. Another
    batch may have other kinds and words, so a model goes by the words, never by the codes it was trained with.
    """

    kinds: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    codes: np.ndarray

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", np.ascontiguousarray(self.codes, dtype=np.int32))
        sizes = np.array([len(words) for words in self.words])
        if self.codes.ndim != 2 or not len(self.kinds) == len(sizes) == self.codes.shape[1]:
            raise ValueError("traits need a column of codes and a list of words for each kind")
        if (self.codes < NOT_TOLD).any() or (self.codes >= sizes).any():
            raise ValueError("a code of a trait has no word")

    def __len__(self) -> int:
        return len(self.codes)

    def rows(self, wanted: slice | np.ndarray) -> "Traits":
        """Those of some people."""
        return replace(self, codes=self.codes[wanted])

    def told(self, kind: str) -> list[str | None]:
        """What each person answered; None where they did not, or were not asked."""
        if kind not in self.kinds:
            return [None] * len(self)
        column = self.kinds.index(kind)
        words = self.words[column]
        return [words[code] if code >= 0 else None for code in self.codes[:, column].tolist()]


def traits_in(table: pl.DataFrame, people: Vocabulary) -> Traits:
    """The traits of some people, in their order; who does not stand in the table told nothing.

    table: a column `person` of ids, each once, and a column for each kind. The words are those of the whole table.
    """
    rows = Vocabulary(table["person"].to_numpy()).positions(people.ids)
    kinds = tuple(name for name in table.columns if name != "person")
    words, codes = [], np.full((len(people), len(kinds)), NOT_TOLD, dtype=np.int32)
    for column, kind in enumerate(kinds):
        told = table[kind].cast(pl.String)
        known = sorted(told.drop_nulls().unique().to_list())
        position = {word: code for code, word in enumerate(known)}
        coded = np.array([position.get(word, NOT_TOLD) for word in told.to_list()] + [NOT_TOLD], dtype=np.int32)
        words.append(tuple(known))
        codes[:, column] = coded[rows]  # a person without a row is at -1, where the last entry stands
    return Traits(kinds, tuple(words), codes)
