"""One side of a rating, people or titles or days: its numbers and vectors, and the distribution that they come from."""

import numpy as np

from matinee.lab.core.factorisation.batches import batches_of
from matinee.lab.core.factorisation.design import Block
from matinee.lab.core.factorisation.spectrum import Spectrum

WEAK = 1.0
"""Of every precision the prior: gamma with shape and rate of half of this."""
LOOSE = 0.01
"""The precision of means about zero."""


class Side:
    """`rows`, float32 (rows + 1, 1 + K): the number and the vector of each row, the last empty.

    Each of their 1 + K columns is normal about a mean that what is known of a row moves: mean + features @ weights,
    with weights that are normal about zero, one precision for each field of features and column. All precisions are
    drawn too.
    """

    def __init__(self, block: Block, spectrum: Spectrum | None, factors: int, *, centred: bool) -> None:
        """spectrum: of the block's field of many columns, the first; None where it has none. centred: the mean is
        zero."""
        self.batches = batches_of(block.events, len(block))
        self.events = np.append(block.events, len(block))
        self.rows = np.zeros((len(block) + 1, 1 + factors), dtype=np.float32)
        self.prior = np.zeros((len(block), 1 + factors), dtype=np.float32)
        self.precision = np.ones(1 + factors)
        self.many = None if spectrum is None else ManyColumns(spectrum, 1 + factors)
        self.few = None if centred else _few_columns(block, 1 + factors)

    def draw_prior(self, generator: np.random.Generator) -> None:
        """Draws means, weights and precisions, given the rows."""
        rows, moved = self.rows[:-1], np.zeros_like(self.prior)
        if self.many is not None:
            moved = self.many.made
        if self.few is not None:
            self.few.draw(rows - moved, self.precision, self._held_of_means(), generator)
        if self.many is not None:
            told = self.few.made if self.few is not None else np.float32(0.0)
            self.many.draw(rows - told, self.precision, generator)
            moved = self.many.made
        self.prior = moved if self.few is None else moved + self.few.made
        self.precision = precision_of(rows - self.prior, generator)

    def _held_of_means(self) -> np.ndarray:
        """The mean of the weights of many columns is held as these weights are: a mean that is free to move would cross
        out that of the rows where all of them have about as many ratings, and be far off for a row with few."""
        means = np.full((1, len(self.precision)), LOOSE)
        return means if self.many is None else np.vstack([means, self.many.held])

    @property
    def mean(self) -> np.ndarray:
        """float64 (1 + K,): of a row of which nothing is known."""
        return np.zeros(self.rows.shape[1]) if self.few is None else self.few.weights[0]

    def weights_of_many(self) -> np.ndarray:
        """float (columns, 1 + K): those of the field of many columns."""
        if self.many is None or self.few is None:
            return np.zeros((0, self.rows.shape[1]))
        return self.many.weights() + self.few.weights[1]

    def weights_of_few(self) -> np.ndarray:
        """float (columns, 1 + K): those of all other fields, in their order."""
        return np.zeros((0, self.rows.shape[1])) if self.few is None else self.few.weights[self.few.fixed :]


def precision_of(drawn: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """float64 (columns,): a draw of the precision of each column, whose entries are normal about zero."""
    squares = np.einsum("nk,nk->k", drawn, drawn, dtype=np.float64)
    return generator.gamma((WEAK + len(drawn)) / 2.0, size=len(squares)) / ((WEAK + squares) / 2.0)


class FewColumns:
    """Weights of some features, found together. fixed: how many of the first are of no field: the mean and, where there
    is a field of many columns, the mean of its weights."""

    def __init__(self, features: np.ndarray, fields: np.ndarray, *, fixed: int, width: int) -> None:
        """features: float64 (rows, columns). fields: int (columns - fixed,): the field of each."""
        self.features, self.fields, self.fixed = features, fields, fixed
        self.gram = features.T @ features
        self.weights = np.zeros((features.shape[1], width))
        self.held = np.ones((int(fields.max(initial=-1)) + 1, width))
        self.made = np.zeros((len(features), width), dtype=np.float32)

    def draw(
        self, wanted: np.ndarray, precision: np.ndarray, means: np.ndarray, generator: np.random.Generator
    ) -> None:
        """wanted: float32 (rows, width), normal about features @ weights with this precision in each column. means:
        (fixed, width), the precision of the fixed weights about zero."""
        pull = precision[:, None] * (wanted.T.astype(np.float64) @ self.features)
        holds = np.concatenate([means, self.held[self.fields]])
        matrix = precision[:, None, None] * self.gram
        places = np.arange(matrix.shape[1])
        matrix[:, places, places] += holds.T
        self.weights = normal_draw(matrix, pull, generator).T
        for field in range(len(self.held)):
            mine = self.weights[self.fixed :][self.fields == field]
            self.held[field] = precision_of(mine, generator)
        self.made = (self.features @ self.weights).astype(np.float32)


class ManyColumns:
    """Weights of a field with as many columns as there are titles or people, along the directions of its spectrum.

    In all other directions the features say nothing, so that the weights there are as their prior has them, and left
    out.
    """

    def __init__(self, spectrum: Spectrum, width: int) -> None:
        self.spectrum = spectrum
        self.along = np.zeros((len(spectrum.sizes), width), dtype=np.float32)
        self.held = np.ones(width)
        self.made = np.zeros((len(spectrum.left), width), dtype=np.float32)

    def draw(self, wanted: np.ndarray, precision: np.ndarray, generator: np.random.Generator) -> None:
        """As of FewColumns, but for the means, of which it has none."""
        left, sizes = self.spectrum.left, self.spectrum.sizes[:, None]
        narrow, held = precision.astype(np.float32), self.held.astype(np.float32)
        matrix = narrow * sizes**2 + held
        noise = generator.standard_normal(matrix.shape, dtype=np.float32)
        self.along = narrow * sizes * (left.T @ wanted) / matrix + noise / np.sqrt(matrix)
        self.made = left @ (sizes * self.along)
        self.held = precision_of(self.along, generator)

    def weights(self) -> np.ndarray:
        """float32 (columns, width)"""
        if self.spectrum.right is None:
            raise ValueError("the spectrum was made without the directions of its columns")
        return self.spectrum.right @ self.along


def normal_draw(precision: np.ndarray, pull: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """(rows, D): a draw of each row from the normal distribution with mean precision^-1 pull. precision: (rows, D, D),
    pull: (rows, D)."""
    root = np.linalg.cholesky(precision)
    noise = generator.standard_normal((*pull.shape, 1), dtype=pull.dtype.type)
    return np.linalg.solve(precision, pull[:, :, None] + root @ noise)[:, :, 0]


def _few_columns(block: Block, width: int) -> FewColumns:
    columns = [np.ones((len(block), 1))]
    if block.implicit is not None:
        columns.append(np.asarray(block.implicit.sum(axis=1)).reshape(-1, 1))
    rest = block.fields[1:] if block.implicit is not None else block.fields
    fields = np.repeat(np.arange(len(rest)), [size for _, size in rest]).astype(np.int64)
    features = block.rows[:, block.width - len(fields) :].toarray()
    return FewColumns(np.hstack([*columns, features]), fields, fixed=len(columns), width=width)
