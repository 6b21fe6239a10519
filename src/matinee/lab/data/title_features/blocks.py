"""One kind of fact about titles as a few columns of figures."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

YEARS_BETWEEN = 10


@dataclass(frozen=True, eq=False)
class Block:
    """name: what kind of fact, such as 'genre'. words: what each column stands for, such as 'Film-Noir'.

    matrix: float32 (titles, words); each row has the length 1, or is empty where nothing of the kind is known.
    """

    name: str
    words: tuple[str, ...]
    matrix: sparse.csr_matrix


@dataclass(frozen=True)
class Cut:
    """Which words make a column: those of `least` titles and more, but of no more than the share `most` of the titles
    of which anything is known, and of those the `at_most` most frequent."""

    least: int = 2
    most: float = 1.0
    at_most: int = 10_000


def weighted_words(name: str, rows: Sequence[Mapping[str, float]], cut: Cut = Cut()) -> Block:
    """A block by TF-IDF: (1 + log count) * (1 + log((1 + titles) / (1 + titles with the word))), each row to length 1.

    rows: one a title, how often each word stands there, or how well it fits, from 0 to 1. Titles of which nothing is
    known do not count. Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988).
    """
    spread = Counter(word for row in rows for word in row)
    known = sum(1 for row in rows if row)
    fit = [(word, count) for word, count in spread.items() if cut.least <= count <= cut.most * known]
    fit = sorted(fit, key=lambda found: (-found[1], found[0]))[: cut.at_most]
    words = sorted(word for word, _ in fit)
    column = {word: place for place, word in enumerate(words)}
    rarity = [1.0 + math.log((1 + known) / (1 + spread[word])) for word in words]
    entries = [
        (place, column[word], _tempered(count) * rarity[column[word]])
        for place, row in enumerate(rows)
        for word, count in row.items()
        if word in column
    ]
    return Block(name, tuple(words), of_length_one(_matrix(entries, shape=(len(rows), len(words)))))


def eras(years: np.ndarray) -> Block:
    """A column a decade, and each title between the middles of the two it lies between, so that 1979 is near 1980.

    years: int (titles,), 0 where unknown.
    """
    known = np.flatnonzero(years)
    if not len(known):
        return Block("era", (), sparse.csr_matrix((len(years), 0), dtype=np.float32))
    place = (years[known] - YEARS_BETWEEN / 2) / YEARS_BETWEEN
    lower = np.floor(place).astype(np.int64)
    share = place - lower
    first, last = lower.min(), lower.max() + 1
    shape = (len(years), int(last - first + 1))
    data = np.concatenate([1.0 - share, share]).astype(np.float32)
    where = (np.tile(known, 2), np.concatenate([lower, lower + 1]) - first)
    made = sparse.csr_matrix((data, where), shape=shape, dtype=np.float32)
    made.eliminate_zeros()
    words = tuple(f"the {decade * YEARS_BETWEEN}s" for decade in range(first, last + 1))
    return Block("era", words, of_length_one(made))


def of_length_one(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """The same rows, each divided by its length; an empty row stays empty."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1), dtype=np.float64)).ravel()
    made = sparse.csr_matrix(matrix, dtype=np.float32, copy=True)
    made.data /= np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(made.indptr)).astype(np.float32)
    return made


def _tempered(count: float) -> float:
    return 1.0 + math.log(count) if count > 1.0 else count


def _matrix(entries: list[tuple[int, int, float]], *, shape: tuple[int, int]) -> sparse.csr_matrix:
    rows, columns, data = zip(*entries, strict=True) if entries else ((), (), ())
    where = (np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64))
    made = sparse.csr_matrix((np.array(data, dtype=np.float32), where), shape=shape)
    made.sort_indices()
    return made
