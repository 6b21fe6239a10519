"""Drawing titles that a person does not have, for models that learn from comparing the two.

Exact and without rejection: the titles a row lacks are laid end to end, each as wide as its weight, and a whole number
drawn below their total width falls into one of them. Widths are whole numbers so that no rounding can let a draw fall
on a title of the row.
"""

import numpy as np

from matinee.lab.data.histories import Histories

NONE_LEFT = -1
_WIDEST_TOTAL = 2**40
"""Sum of the widths of all titles; rows x this must stay below 2^63, which bounds a batch at four million rows."""


def uniform_negatives(histories: Histories, count: int, *, generator: np.random.Generator) -> np.ndarray:
    """int32 (rows, count): titles that the row does not have, each as likely; NONE_LEFT where the row has them all.

    Drawn with replacement.
    """
    return _draw(histories, np.ones(histories.n_titles, dtype=np.int64), count, generator)


def weighted_negatives(
    histories: Histories, weights: np.ndarray, count: int, *, generator: np.random.Generator
) -> np.ndarray:
    """int32 (rows, count): as uniform_negatives, but a title is drawn in proportion to its weight.

    weights: float (titles,), not negative. The relative error of a probability is below one in 2^40 / titles; where a
    row has every title with a weight it gets NONE_LEFT.
    """
    if len(weights) != histories.n_titles or not np.isfinite(weights).all() or (np.asarray(weights) < 0).any():
        raise ValueError(f"weights must be {histories.n_titles} numbers that are finite and not negative")
    total = float(np.sum(weights))
    if not total:
        raise ValueError("one weight at least must be more than nothing")
    widths = np.rint(np.asarray(weights, dtype=np.float64) * ((_WIDEST_TOTAL - histories.n_titles) / total))
    return _draw(histories, np.where(weights > 0, np.maximum(widths, 1), 0).astype(np.int64), count, generator)


def popularity_weights(histories: Histories, *, power: float = 0.75) -> np.ndarray:
    """float64 (titles,): how many rows have the title, to a power below 1, which gives rare titles a better chance.

    Mikolov et al. 2013, "Distributed representations of words and phrases and their compositionality", found 0.75.
    """
    return np.bincount(histories.titles, minlength=histories.n_titles).astype(np.float64) ** power


def _draw(histories: Histories, widths: np.ndarray, count: int, generator: np.random.Generator) -> np.ndarray:
    rows = len(histories)
    ends = np.cumsum(widths)
    total = int(ends[-1]) if len(ends) else 0
    matrix = histories.matrix()
    had, offsets = matrix.indices, matrix.indptr.astype(np.int64)
    row_of = np.repeat(np.arange(rows, dtype=np.int64), np.diff(offsets))
    taken_up_to = np.concatenate([[0], np.cumsum(widths[had])])
    taken_before = taken_up_to[:-1] - taken_up_to[offsets[row_of]]
    free = total - (taken_up_to[offsets[1:]] - taken_up_to[offsets[:-1]])
    drawn = generator.integers(0, np.maximum(free, 1)[:, None], size=(rows, count))
    # A title of the row with `gap` free width before it is stepped over by every draw of `gap` or more.
    gap = ends[had] - widths[had] - taken_before
    step = row_of * total + gap
    stepped_over = np.searchsorted(step, np.arange(rows, dtype=np.int64)[:, None] * total + drawn, side="right")
    place = drawn + taken_up_to[stepped_over] - taken_up_to[offsets[:-1]][:, None]
    found = np.searchsorted(ends, place, side="right").astype(np.int32)
    return np.where((free > 0)[:, None], found, np.int32(NONE_LEFT))
