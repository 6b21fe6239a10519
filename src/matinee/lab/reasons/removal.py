"""What becomes of the scores of a person when one title of the history is taken away."""

from dataclasses import dataclass

import numpy as np

from matinee.lab.core.answers import Scores
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.histories import Histories

SCORES_AT_ONCE = 4_000_000
ENOUGH = 10
"""Titles that must be left of a history before a standing means much: on fewer, each title turns everything round."""
NOISE = 1e-5
"""Of the spread of a person's scores: a smaller fall may be float32's own."""


@dataclass(frozen=True, eq=False)
class Removals:
    """One row a title of the history that was taken away, one column a title asked about; all float64.

    falls: how far the score falls. beside: how far it falls beyond what the average title of the catalogue loses.
    stands: how far the standing falls, see `standing`. spread: the standard deviation of the person's scores of titles
    not seen. left: titles that are left of the history.
    """

    sources: np.ndarray
    falls: np.ndarray
    beside: np.ndarray
    stands: np.ndarray
    spread: float
    left: int

    def speaks(self) -> np.ndarray:
        """bool (sources, titles): whether the title speaks for the one asked about.

        Without it the score is lower, by more than that of the average title, and so is the standing where enough of
        the history is left. A title that lifts everything alike is no reason for anything.
        """
        least = NOISE * self.spread
        lower = (self.falls > least) & (self.beside > least)
        return lower & (self.stands > NOISE) if self.left >= ENOUGH else lower


def removed(model: Recommender, history: Histories, sources: np.ndarray, titles: np.ndarray) -> Removals:
    """Asks the model once with the whole history (one row) and once without each of `sources`, in batches."""
    sources, titles = np.asarray(sources, dtype=np.int64), np.asarray(titles, dtype=np.int64)
    unseen = np.ones(history.n_titles, dtype=bool)
    unseen[history.titles] = False
    whole = model.scores(history)
    parts = [
        _figures(model.scores(without_each(history, some)), titles, unseen)
        for some in np.split(sources, np.arange(_rows(history), len(sources), _rows(history)))
    ]
    before = _figures(whole, titles, unseen)
    falls, beside, stands = (
        _difference(before[figure], np.concatenate([part[figure] for part in parts])) for figure in range(3)
    )
    judged = whole[0, unseen & np.isfinite(whole[0])]
    spread = float(judged.std(dtype=np.float64)) if len(judged) else 0.0
    return Removals(sources, falls, beside, stands, spread, left=len(history.titles) - 1)


def without_each(history: Histories, sources: np.ndarray) -> Histories:
    """The one row of `history` once for each of `sources`, lacking that title."""
    copies = history.rows(np.zeros(len(sources), dtype=np.int64))
    return copies.keep_events(copies.titles != np.asarray(sources)[copies.row_numbers])


def standing(scores: Scores, titles: np.ndarray, unseen: np.ndarray) -> np.ndarray:
    """float64 (rows, titles): by how many standard deviations each title stands above the average unseen one.

    With less of a history most models score everything lower, or closer together. Neither moves a standing, so it tells
    whether a title lost more than the others did. unseen: bool (all titles,), over which mean and deviation are taken;
    titles that cannot be judged are left out of both.
    """
    over = np.where(unseen & np.isfinite(scores), scores.astype(np.float64), np.nan)
    some = (~np.isnan(over)).any(axis=1)
    middle, spread = np.zeros(len(over)), np.zeros(len(over))
    middle[some], spread[some] = np.nanmean(over[some], axis=1), np.nanstd(over[some], axis=1)
    return (scores[:, titles] - middle[:, None]) / np.where(spread > 0, spread, 1.0)[:, None]


def _figures(scores: Scores, titles: np.ndarray, unseen: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Score, lift over the average unseen title, and standing, each float64 (rows, titles)."""
    asked = scores[:, titles].astype(np.float64)
    over = np.where(unseen & np.isfinite(scores), scores, 0.0)
    counts = np.maximum((unseen & np.isfinite(scores)).sum(axis=1), 1)
    middle = over.sum(axis=1, dtype=np.float64) / counts
    return asked, asked - middle[:, None], standing(scores, titles, unseen)


def _difference(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """What was lost; nothing where a score is missing before or after, for then there is no amount to speak of."""
    both = np.isfinite(before) & np.isfinite(after)
    return np.where(both, np.where(both, before, 0.0) - np.where(both, after, 0.0), 0.0)


def _rows(history: Histories) -> int:
    return max(1, SCORES_AT_ONCE // max(history.n_titles, 1))
