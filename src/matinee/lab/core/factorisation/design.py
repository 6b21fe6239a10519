"""What a Bayesian factorisation knows, in blocks: one for people, one for titles, one for days."""

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from matinee.lab.core.factorisation.words import known_words, word_matrix, words_of_people, years_of_titles
from matinee.lab.data.dataset import Dataset

DAY = 86_400
IMPLICIT = ("seen", "viewers")
"""The fields of who rated what; they have as many columns as there are titles or people."""


@dataclass(frozen=True, eq=False)
class Block:
    """rows: float64 (rows, columns), what is known of each person, title or day beside the ratings. fields: name and
    width of each group of columns, in their order; a group shares one prior. events: int64 (events,), the row that each
    rating belongs to."""

    rows: sparse.csr_matrix
    fields: tuple[tuple[str, int], ...]
    events: np.ndarray

    def __len__(self) -> int:
        return self.rows.get_shape()[0]

    @property
    def width(self) -> int:
        return self.rows.get_shape()[1]

    @property
    def implicit(self) -> sparse.csr_matrix | None:
        """Who rated what, the first field; None where it was not asked for."""
        if not self.fields or self.fields[0][0] not in IMPLICIT:
            return None
        return sparse.csr_matrix(self.rows[:, : self.fields[0][1]])

    def with_field(self, name: str, columns: sparse.csr_matrix) -> "Block":
        """The block with a further group of columns; as it was where there is none."""
        width = columns.get_shape()[1]
        if not width:
            return self
        rows = sparse.csr_matrix(sparse.hstack([self.rows, columns], format="csr"))
        return replace(self, rows=rows, fields=(*self.fields, (name, width)))


@dataclass(frozen=True, eq=False)
class Design:
    """blocks: people, titles, and days where times are known. values: float64 (events,). words: those that people told.
    days: int64, sorted, whole days since 1970, none where times are not known or not asked for."""

    blocks: tuple[Block, ...]
    values: np.ndarray
    words: tuple[str, ...]
    days: np.ndarray


def design_of(data: Dataset, *, implicit: bool, day: bool, people: bool, genres: bool) -> Design:
    """implicit: titles that a person has rated, and people who have rated a title, each row scaled to length 1 (Rendle,
    Zhang and Koren 2019, timeSVD++ flipped). day: the calendar day of the rating. people, genres: what is known of
    people, and genres and year of titles. Only the events of the data are looked at."""
    given = data.histories
    who, which = given.row_numbers.astype(np.int64), given.titles.astype(np.int64)
    seen = sparse.csr_matrix(given.matrix(np.ones(len(which), dtype=np.float32)), dtype=np.float64)
    told = words_of_people(given.traits if people else None, people=data.n_people)
    persons = _bare(data.n_people, who)
    titles = _bare(data.n_titles, which)
    if implicit:
        persons = persons.with_field("seen", _scaled(seen))
        titles = titles.with_field("viewers", _scaled(sparse.csr_matrix(seen.T)))
    words = known_words(told)
    matrix = word_matrix(told, words)
    for kind, columns in _by_kind(words).items():
        persons = persons.with_field(kind, matrix[:, columns])
    if genres:
        facts = data.facts
        released = years_of_titles(facts)
        titles = titles.with_field("genres", sparse.csr_matrix(facts.genre_matrix, dtype=np.float64))
        titles = titles.with_field("year", word_matrix(released, known_words(released)))
    blocks, days = (persons, titles), np.empty(0, dtype=np.int64)
    if day and given.times is not None:
        days, event_days = np.unique(given.times // DAY, return_inverse=True)
        blocks = (persons, titles, _bare(len(days), event_days.astype(np.int64)))
    return Design(blocks, given.values.astype(np.float64), words, days)


def _bare(size: int, events: np.ndarray) -> Block:
    """Rows of which nothing is known yet."""
    return Block(sparse.csr_matrix((size, 0), dtype=np.float64), (), events)


def _scaled(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    counts = np.diff(matrix.indptr)
    return sparse.csr_matrix(sparse.diags(1.0 / np.sqrt(np.maximum(counts, 1))) @ matrix)


def _by_kind(words: tuple[str, ...]) -> dict[str, slice]:
    """Where the words of each kind stand; they are sorted, so those of one kind stand together."""
    kinds = [word.partition(" ")[0] for word in words]
    return {kind: slice(kinds.index(kind), len(kinds) - kinds[::-1].index(kind)) for kind in dict.fromkeys(kinds)}
