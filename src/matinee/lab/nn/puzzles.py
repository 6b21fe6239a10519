"""Learning to recommend by puzzles: a part of a history is hidden, and has to be picked out of all titles."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from matinee.kit import seeds
from matinee.kit.extras import needs
from matinee.lab.data.batches import minibatches
from matinee.lab.data.histories import Histories

Tensor = Any
LEAST_HIDDEN = 0.1
"""Smallest share of a history that is hidden."""


@dataclass(frozen=True, eq=False)
class Puzzle:
    """known and sought: the two parts of some histories, in the same order of people. columns: int32, ascending, the
    titles to pick from."""

    known: Histories
    sought: Histories
    columns: np.ndarray


@dataclass(frozen=True, eq=False)
class Puzzles:
    """How histories of likes are made into puzzles, drawn anew for each epoch.

    size: people in a batch. hidden: largest share of a history that is hidden; one like at least is, and one is left.
    among: int32, ascending, the titles to pick from. drawn: how many of them, beside those that somebody of the batch
    seeks; where that is all of them nothing is left to chance. newest: the latest likes are hidden rather than any.
    """

    likes: Histories
    size: int
    hidden: float
    among: np.ndarray
    drawn: int
    seed: int
    newest: bool = False

    def of_epoch(self, epoch: int) -> Iterator[Puzzle]:
        """People with fewer than two likes are left out."""
        generator = seeds.generator(self.seed, f"what is hidden in epoch {epoch}")
        enough = self.likes.rows(np.flatnonzero(self.likes.lengths >= 2))
        for batch in minibatches(enough, self.size, seed=self.seed, epoch=epoch):
            people, lengths = batch.histories, batch.histories.lengths
            share = generator.uniform(min(LEAST_HIDDEN, self.hidden), self.hidden, size=len(people))
            count = np.clip(np.rint(share * lengths), 1, lengths - 1)
            order = np.arange(len(people.titles)) if self.newest else generator.random(len(people.titles))
            sought = _ranks(people, order) >= np.repeat(lengths - count, lengths)
            known, hidden = people.keep_events(~sought), people.keep_events(sought)
            yield Puzzle(known, hidden, self._columns(hidden, generator))

    def _columns(self, hidden: Histories, generator: np.random.Generator) -> np.ndarray:
        if self.drawn >= len(self.among):
            return self.among
        drawn = generator.choice(self.among, size=self.drawn, replace=False)
        return np.union1d(hidden.titles, drawn)

    @cached_property
    def rarity(self) -> np.ndarray:
        """float32 (titles,): less the logarithm of the chance that a batch has the title among its columns.

        Added to the logits it makes the softmax over the columns stand for that over all titles. Yi, Yang, Hong, Cheng,
        Heldt, Kumthekar, Zhao, Wei and Chi, "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item
        Recommendations" (RecSys 2019).
        """
        if self.drawn >= len(self.among):
            return np.zeros(self.likes.n_titles, dtype=np.float32)
        people = max(len(self.likes), 1)
        share = np.bincount(self.likes.titles, minlength=self.likes.n_titles) / people
        sought = np.minimum(share * (min(LEAST_HIDDEN, self.hidden) + self.hidden) / 2.0, 1.0 - 1e-6)
        missed = np.exp(min(self.size, people) * np.log1p(-sought)) * (1.0 - self.drawn / len(self.among))
        return -np.log(np.maximum(1.0 - missed, 1e-9)).astype(np.float32)


def _ranks(people: Histories, order: np.ndarray) -> np.ndarray:
    """int64 (events,): the place of each event in its row, by `order`."""
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[np.lexsort((order, people.row_numbers))] = np.arange(len(order))
    return ranks - people.offsets[people.row_numbers]


def picking_loss(logits: Tensor, puzzle: Puzzle, *, rarity: np.ndarray, power: float) -> Tensor:
    """The cross entropy of the sought titles under the softmax over the columns of a puzzle.

    logits: (people, columns). rarity: that of the puzzles. power: a person with n titles to find weighs n ** power.
    """
    torch = needs("torch")
    sought = puzzle.sought
    made = logits.float() + torch.as_tensor(rarity[puzzle.columns], device=logits.device)
    rows = torch.as_tensor(sought.row_numbers, dtype=torch.int64, device=logits.device)
    places = torch.as_tensor(np.searchsorted(puzzle.columns, sought.titles), device=logits.device)
    lengths = np.maximum(sought.lengths, 1)[sought.row_numbers].astype(np.float32)
    weights = torch.as_tensor(lengths ** np.float32(power - 1.0), device=logits.device)
    lost = torch.logsumexp(made, dim=1)[rows] - made[rows, places]
    return (lost * weights).sum() / weights.sum()
