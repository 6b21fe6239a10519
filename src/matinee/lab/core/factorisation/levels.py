"""The hidden scores of an ordered probit, and the cuts between its levels."""

import numpy as np
from scipy.special import ndtr, ndtri

CUTS_EVERY = 2
"""Draws of hidden scores for one of the cuts, which cost as much and move little from draw to draw."""
_ROOT = 1.0 / np.sqrt(2.0 * np.pi)
_TINY = np.finfo(np.float64).tiny
_NEARLY_ONE = 1.0 - np.finfo(np.float64).epsneg


class Levels:
    """A rating is of level l where its score plus standard normal noise falls between cut l - 1 and cut l.

    Albert and Chib, "Bayesian Analysis of Binary and Polychotomous Response Data" (1993); the cuts are drawn without
    the hidden scores, as Cowles (1996) advises, from a normal distribution about one Newton step, and kept or not by
    Metropolis and Hastings.
    """

    def __init__(self, level: np.ndarray, count: int) -> None:
        """level: int (events,), from 0; each of the `count` levels has events."""
        self.level = level
        self.events = [np.flatnonzero(level == one) for one in range(count)]
        self.draws = 0
        self.cuts = ndtri(np.cumsum([len(events) for events in self.events])[:-1] / len(level))

    def draw(self, scores: np.ndarray, generator: np.random.Generator) -> np.ndarray:
        """float64 (events,): score plus noise of each rating, given both; now and then the cuts are drawn first."""
        if self.draws % CUTS_EVERY == 0:
            self._draw_cuts(scores, generator)
        self.draws += 1
        edges = np.concatenate([[-np.inf], self.cuts, [np.inf]])
        low, high = edges[self.level] - scores, edges[self.level + 1] - scores
        flipped = low > 0.0  # the tail that is small in numbers keeps its digits
        start, end = ndtr(np.where(flipped, -high, low)), ndtr(np.where(flipped, -low, high))
        noise = ndtri(np.clip(start + (end - start) * generator.random(len(scores)), _TINY, _NEARLY_ONE))
        return scores + np.clip(np.where(flipped, -noise, noise), low, high)

    def _draw_cuts(self, scores: np.ndarray, generator: np.random.Generator) -> None:
        by_level = [scores[events] for events in self.events]
        before, step, spread = _step(self.cuts, by_level)
        wanted = self.cuts + step + np.linalg.cholesky(spread) @ generator.standard_normal(len(self.cuts))
        lot = np.log(generator.random())
        if (np.diff(wanted) <= 0.0).any():
            return
        after, step_back, spread_back = _step(wanted, by_level)
        there = _density(wanted - self.cuts - step, spread)
        back = _density(self.cuts - wanted - step_back, spread_back)
        if lot < after - before + back - there:
            self.cuts = wanted


def _step(cuts: np.ndarray, by_level: list[np.ndarray]) -> tuple[float, np.ndarray, np.ndarray]:
    """The log likelihood of the cuts, the step of Newton's method to its top, and minus its curvature, inverted."""
    total, slope, bend = 0.0, np.zeros(len(cuts)), np.zeros((len(cuts), len(cuts)))
    for level, scores in enumerate(by_level):
        mass = np.ones(len(scores))
        sides: list[tuple[int, float, np.ndarray]] = []
        for place, sign in ((level, 1.0), (level - 1, -1.0)):
            if 0 <= place < len(cuts):
                sides.append((place, sign, cuts[place] - scores))
        if len(sides) == 2:
            flipped = sides[1][2] > 0.0
            upper, lower = (np.where(flipped, -one, one) for _, _, one in sides)
            mass = np.abs(ndtr(upper) - ndtr(lower))
        else:
            mass = ndtr(sides[0][1] * sides[0][2])
        mass = np.maximum(mass, _TINY)
        total += float(np.log(mass).sum())
        shares = [_ROOT * np.exp(-0.5 * away**2) / mass for _, _, away in sides]
        for (place, sign, away), share in zip(sides, shares, strict=True):
            slope[place] += sign * share.sum()
            bend[place, place] -= (sign * away * share).sum() + (share**2).sum()
        if len(sides) == 2:
            bend[level, level - 1] += (shares[0] * shares[1]).sum()
            bend[level - 1, level] = bend[level, level - 1]
    spread = np.linalg.inv(-bend)
    return total, spread @ slope, spread


def _density(away: np.ndarray, spread: np.ndarray) -> float:
    """The log of a normal density, but for a constant."""
    return float(-0.5 * away @ np.linalg.solve(spread, away) - 0.5 * np.linalg.slogdet(spread)[1])
