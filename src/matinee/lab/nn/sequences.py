"""Histories as sequences: in which order they are read, the pieces a network learns from, and padded tables of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matinee.kit import topk
from matinee.lab.data.histories import Histories

SPREAD_OF_LENGTHS = 1.25
"""Pieces whose lengths differ by less than about this factor may meet in one batch, so that padding stays cheap."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """A batch. Rows are pieces of histories, filled up at the end with title 0, which no place before it looks at.

    titles: int64 (rows, longest). asked: int64 (rows, places), from where in the piece the network is to look ahead,
    ascending. following: int64 (rows, places, drawn), titles that come later. weights: float32 of that shape, how much
    each counts, 0 where a row has fewer places. absent: int64 (rows, negatives), titles that the whole history lacks,
    -1 where it has all.
    """

    titles: np.ndarray
    asked: np.ndarray
    following: np.ndarray
    weights: np.ndarray
    absent: np.ndarray


@dataclass(frozen=True)
class Cut:
    """How pieces are cut. length: titles of a piece, at most. places: asked of a piece and epoch, at most. window: how
    many of the next titles may be the answer, None for all that follow. drawn: how many of them are drawn, with
    replacement, for each place. batch: pieces looked at together."""

    length: int
    places: int
    window: int | None
    drawn: int
    batch: int


def in_order(histories: Histories, *, timed: bool, generator: np.random.Generator | None = None) -> np.ndarray:
    """int64 (events,): where each row's events stand in the order in which they are read.

    By time where `timed` and known. What has the same time, or none, stands in an order drawn by the generator, and
    without one in the order of a fixed lot of the titles, so that an answer never depends on how a history was written
    down.
    """
    count = len(histories.titles)
    lot = topk.tie_keys(histories.n_titles)[histories.titles] if generator is None else generator.random(count)
    if timed and histories.times is not None:
        return np.lexsort((lot, histories.times, histories.row_numbers))
    return np.lexsort((lot, histories.row_numbers))


def placed_in_order(histories: Histories, *, timed: bool, generator: np.random.Generator | None = None) -> Histories:
    """The same histories, written down in the order in which they are read."""
    order = in_order(histories, timed=timed, generator=generator)
    times = None if histories.times is None else histories.times[order]
    return Histories(histories.offsets, histories.titles[order], histories.values[order], histories.n_titles, times)


def padded(histories: Histories, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """int64 (rows, longest): the titles of a piece of each row. starts: where it begins among all events."""
    steps = np.arange(lengths.max(initial=1))
    places = starts[:, None] + steps
    return np.where(steps < lengths[:, None], histories.titles[np.minimum(places, len(histories.titles) - 1)], 0)


def pieces_of_epoch(
    ordered: Histories, cut: Cut, *, weights: np.ndarray | None, generator: np.random.Generator
) -> Iterator[tuple[np.ndarray, Pieces]]:
    """One piece of each row with two titles or more, and whose rows they are; `absent` is left empty.

    ordered: in the order in which they are read. weights: float32 (events,) from 0 to 1, how much it counts that this
    event is found; None for all alike. A row is met with the chance of its weightiest event, and its events count in
    proportion to that, so that no time is spent where nothing counts.
    """
    rows = np.flatnonzero(ordered.lengths >= 2)
    if weights is not None:
        heaviest = np.zeros(len(ordered), dtype=np.float32)
        np.maximum.at(heaviest, ordered.row_numbers, weights)
        rows = rows[generator.random(len(rows)) < heaviest[rows]]
        weights = weights / np.maximum(heaviest, np.finfo(np.float32).tiny)[ordered.row_numbers]
    usable = ordered.lengths[rows] - 1
    lengths = np.minimum(usable, cut.length)
    skipped = np.floor(generator.random(len(rows)) * (usable - lengths + 1)).astype(np.int64)
    starts = ordered.offsets[rows] + skipped
    by_length = np.argsort(lengths * SPREAD_OF_LENGTHS ** generator.random(len(rows)), kind="stable")
    batches = [by_length[first : first + cut.batch] for first in range(0, len(rows), cut.batch)]
    for number in generator.permutation(len(batches)):
        chosen = batches[number]
        titles = padded(ordered, starts[chosen], lengths[chosen])
        asked, real = _asked(lengths[chosen], cut.places, generator)
        here = starts[chosen, None] + asked
        later = _later(here, ordered.offsets[rows[chosen] + 1], cut, generator)
        counted = np.broadcast_to(real[:, :, None], later.shape).astype(np.float32)
        if weights is not None:
            counted *= weights[later]
        following = ordered.titles[later].astype(np.int64)
        yield rows[chosen], Pieces(titles, asked, following, counted, np.empty((len(titles), 0), dtype=np.int64))


def _asked(lengths: np.ndarray, places: int, generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Some places of each piece, ascending, and which of them are real: a shorter piece repeats its last."""
    lot = generator.random((len(lengths), lengths.max()))
    lot[np.arange(lot.shape[1]) >= lengths[:, None]] = 2.0
    asked = np.sort(np.argsort(lot, axis=1)[:, :places], axis=1)
    return np.minimum(asked, lengths[:, None] - 1), asked < lengths[:, None]


def _later(here: np.ndarray, ends: np.ndarray, cut: Cut, generator: np.random.Generator) -> np.ndarray:
    """int64 (rows, places, drawn): events after each place of `here`, int64 (rows, places). ends: int64 (rows,)."""
    ahead = ends[:, None] - here - 1
    if cut.window is not None:
        ahead = np.minimum(ahead, cut.window)
    return (
        here[:, :, None] + 1 + np.floor(generator.random((*here.shape, cut.drawn)) * ahead[:, :, None]).astype(np.int64)
    )
