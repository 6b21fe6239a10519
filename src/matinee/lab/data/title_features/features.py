"""What is known of titles as figures that a model can learn from."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from scipy import sparse

from matinee.kit.text import folded
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.title_features.blocks import Block, Cut, eras, weighted_words
from matinee.lab.data.titles import LISTED

SINGULAR = {
    "keywords": "keyword", "cast": "actor", "directors": "director", "writers": "writer", "companies": "company",
    "countries": "country", "languages": "language", "certifications": "certification", "moods": "mood",
    "franchises": "franchise", "kinds": "kind",
}  # fmt: skip
"""The block that is made of a column of LISTED."""
BLOCKS = ("genre", "era", *SINGULAR.values(), "tag", "genome", "name", "plot")
"""Every kind of fact there can be, in the order of the columns."""

SHORTEST_WORD = 3
NAME_WORDS = Cut(least=2, most=0.02)
PLOT_WORDS = Cut(least=3, most=0.1, at_most=5000)
FITS_WELL = 0.3
"""Relevance above which a word of the tag genome is said of a title at all."""
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, eq=False)
class TitleFeatures:
    """Row i belongs to title position i; the columns are those of the blocks, one block after the other.

    matrix: float32 (titles, features). words: of each column. blocks: the blocks there are. starts: the first column of
    each block, and at the end the number of columns. Where nothing is known there is no block, and no column.
    """

    matrix: sparse.csr_matrix
    words: tuple[str, ...]
    blocks: tuple[str, ...]
    starts: tuple[int, ...]

    @classmethod
    def of_blocks(cls, blocks: Sequence[Block], *, n_titles: int) -> "TitleFeatures":
        held = [block for block in blocks if block.matrix.nnz]
        empty = sparse.csr_matrix((n_titles, 0), dtype=np.float32)
        whole = sparse.csr_matrix(
            sparse.hstack([empty, *(block.matrix for block in held)], format="csr"), dtype=np.float32
        )
        return cls(
            matrix=whole,
            words=tuple(word for block in held for word in block.words),
            blocks=tuple(block.name for block in held),
            starts=tuple(np.cumsum([0, *(len(block.words) for block in held)]).tolist()),
        )

    @property
    def count(self) -> int:
        return len(self.words)

    def columns(self, block: str) -> slice:
        """Empty for a block that is not there."""
        if block not in self.blocks:
            return slice(0, 0)
        place = self.blocks.index(block)
        return slice(self.starts[place], self.starts[place + 1])

    def block_of(self, column: int) -> str:
        return self.blocks[int(np.searchsorted(self.starts, column, side="right")) - 1]

    def in_words(self, column: int) -> str:
        """'genre Film-Noir'."""
        return f"{self.block_of(column)} {self.words[column]}"

    def weighted(self, weights: Mapping[str, float], *, others: float = 1.0) -> "TitleFeatures":
        """The same columns, each block times its weight."""
        of_blocks = np.array([weights.get(block, others) for block in self.blocks], dtype=np.float32)
        factors = np.repeat(of_blocks, np.diff(self.starts))
        return replace(self, matrix=sparse.csr_matrix(self.matrix.multiply(factors), dtype=np.float32))


def title_features(data: Dataset, *, only: Sequence[str] = BLOCKS) -> TitleFeatures:
    """The features of all titles of a data set, from facts alone: nobody's rating is looked at, and the titles that
    nobody has rated have theirs too.

    Blocks, each normalised to rows of length 1: genre, era, those of SINGULAR, tag (what people wrote on titles),
    genome (of the tag genome), name and plot (words). A word that stands with a single title can tell nothing and is
    left out. A tag counts where its writer's event with the title is in the log, so that the features of a training
    part hold nothing of what was split off.
    only: the blocks wanted.
    """
    facts = data.facts
    made = {"genre": lambda: weighted_words("genre", [dict.fromkeys(row, 1.0) for row in facts.genres])}
    made["era"] = lambda: eras(facts.years)
    for column in LISTED:
        if column in facts.listed:
            made[SINGULAR[column]] = lambda column=column: _names(SINGULAR[column], facts.listed[column])
    if "tags" in data.extras:
        made["tag"] = lambda: weighted_words("tag", _tags(data))
    if "genome" in data.extras:
        made["genome"] = lambda: weighted_words("genome", _genome(data), Cut(most=0.5))
    if len(data.title_table):
        made["name"] = lambda: weighted_words("name", [_word_counts(name) for name in facts.names], NAME_WORDS)
        made["plot"] = lambda: weighted_words("plot", [_word_counts(plot) for plot in facts.plots], PLOT_WORDS)
    return TitleFeatures.of_blocks(
        [made[name]() for name in BLOCKS if name in only and name in made], n_titles=data.n_titles
    )


def _names(block: str, rows: list[tuple[str, ...]]) -> Block:
    """Names that differ only in case and accents are one."""
    spelling: dict[str, str] = {}
    for row in rows:
        for name in row:
            spelling.setdefault(folded(name), name)
    return weighted_words(block, [{spelling[folded(name)]: 1.0 for name in row} for row in rows])


def _word_counts(text: str) -> Counter[str]:
    words = folded(text).split()
    return Counter(word for word in words if len(word) >= SHORTEST_WORD and not _NUMBER.fullmatch(word))


def _tags(data: Dataset) -> list[Counter[str]]:
    """How many people wrote each tag on each title."""
    tags = data.extras["tags"]
    writers, titles = data.people.positions(tags["person"].to_numpy()), data.titles.positions(tags["title"].to_numpy())
    pair = writers.astype(np.int64) * data.n_titles + titles
    known = (writers >= 0) & (titles >= 0)
    known &= np.isin(pair, data.log.people.astype(np.int64) * data.n_titles + data.log.titles)
    written = zip(writers[known].tolist(), titles[known].tolist(), tags["tag"].filter(pl.Series(known)), strict=True)
    rows = [Counter[str]() for _ in range(data.n_titles)]
    for _, title, tag in sorted({(writer, title, folded(tag)) for writer, title, tag in written}):
        rows[title][tag] += 1
    return rows


def _genome(data: Dataset) -> list[dict[str, float]]:
    """The words that fit each title well."""
    genome, names = data.extras["genome"], data.extras["genome_tags"]
    well = genome.filter(pl.col("relevance") >= FITS_WELL).join(names, on="tag_id").sort("title", "tag_id")
    titles = data.titles.positions(well["title"].to_numpy())
    rows: list[dict[str, float]] = [{} for _ in range(data.n_titles)]
    for title, tag, relevance in zip(titles.tolist(), well["tag"], well["relevance"], strict=True):
        if title >= 0:
            rows[title][tag] = relevance
    return rows
