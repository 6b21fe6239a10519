"""The service that ran before: it chose among candidates with known chances, and wrote those chances down.

It leans towards famous titles and, through a noisy view, towards the person's taste. That is what makes a naive reading
of its log wrong: people were shown what they would have watched anyway.
"""

from dataclasses import dataclass

import numpy as np

from matinee.lab.world.response import Response

CANDIDATES = 40
SLATE = 10
LEAST, MOST = 0.02, 0.95
"""Bounds of the chance that a candidate is shown: nothing certain or impossible, so that effects can be estimated."""


@dataclass(frozen=True, eq=False)
class Slates:
    """title: int32 (visits, CANDIDATES). propensity: float64, the chance of being shown. rank: int32, -1 if not shown.

    Shown titles stand in random order, so that the chance of a title at one rank is propensity / SLATE.
    """

    title: np.ndarray
    propensity: np.ndarray
    rank: np.ndarray


def choose(
    response: Response, person: np.ndarray, time: np.ndarray, seen: np.ndarray, rng: np.random.Generator
) -> Slates:
    """One slate for each visit. seen: bool (visits, titles), never a candidate."""
    title = _candidates(response, seen, time, rng)
    who = np.repeat(person, CANDIDATES)
    when = np.repeat(time, CANDIDATES)
    flat = title.ravel()
    view = response.affinity(who, flat, when) + rng.normal(0, 0.8, len(flat))
    liking = 0.8 * view + 0.25 * np.log(response.titles.fame[flat] * len(response.titles))
    propensity = inclusion_chances(liking.reshape(title.shape), SLATE)
    shown = draw_exactly(propensity, rng)
    order = np.argsort(np.where(shown, rng.random(title.shape), 2.0), axis=1)
    rank = np.full(title.shape, -1, dtype=np.int32)
    np.put_along_axis(rank, order[:, :SLATE], np.arange(SLATE, dtype=np.int32)[None, :].repeat(len(title), 0), axis=1)
    return Slates(title, propensity, rank)


def inclusion_chances(liking: np.ndarray, count: int) -> np.ndarray:
    """float64 (visits, candidates) that sum to `count` in each row, within LEAST and MOST, growing with the liking.

    A logistic curve whose middle is moved, row by row, by bisection.
    """
    low = liking.min(axis=1, keepdims=True) - 20.0
    high = liking.max(axis=1, keepdims=True) + 20.0
    for _ in range(60):
        middle = (low + high) / 2
        total = _bounded(liking - middle).sum(axis=1, keepdims=True)
        low, high = np.where(total > count, middle, low), np.where(total > count, high, middle)
    chances = _bounded(liking - (low + high) / 2)
    return chances * (count / chances.sum(axis=1, keepdims=True))


def draw_exactly(chances: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """bool like `chances`: exactly as many in each row as its sum, each with its own chance (systematic sampling in a
    random order, which keeps the chances exact)."""
    order = np.argsort(rng.random(chances.shape), axis=1)
    steps = np.cumsum(np.take_along_axis(chances, order, axis=1), axis=1)
    steps[:, -1] = np.round(steps[:, -1])
    offset = rng.random((len(chances), 1))
    crossed = np.floor(steps - offset) - np.floor(
        np.concatenate([np.zeros_like(offset), steps[:, :-1]], axis=1) - offset
    )
    drawn = np.zeros(chances.shape, dtype=bool)
    np.put_along_axis(drawn, order, crossed > 0, axis=1)
    return drawn


def _bounded(odds: np.ndarray) -> np.ndarray:
    return LEAST + (MOST - LEAST) / (1.0 + np.exp(-odds))


def _candidates(response: Response, seen: np.ndarray, time: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """int32 (visits, CANDIDATES): distinct titles that are out and unseen, half by fame and half from everything."""
    fame = np.log(response.titles.fame)
    by_fame = rng.random((len(seen), 1)) < 0.5
    keys = np.where(by_fame, fame[None, :] - fame.mean(), 0.0) + rng.gumbel(size=seen.shape)
    unavailable = seen | (response.titles.released[None, :] > time[:, None])
    keys[unavailable] = -np.inf
    chosen = np.argpartition(keys, -CANDIDATES, axis=1)[:, -CANDIDATES:]
    return rng.permuted(chosen, axis=1).astype(np.int32)
