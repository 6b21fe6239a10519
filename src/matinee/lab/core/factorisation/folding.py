"""Placing a person in every draw of a chain by what they rated, and asking for ratings from there."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from matinee.lab.core.factorisation.samples import Samples

ROUNDS = 6
"""Of guessing the hidden scores of an ordered probit, and placing the person by them."""
STRIDE = 1.7
"""How far each round goes: beyond what the guess asks for, since every single guess falls short; below 2 it settles."""
_FAR = 30.0
"""Deviations from the mean beyond which a normal distribution is nothing at all in double precision."""


@dataclass(frozen=True, eq=False)
class Person:
    """titles: int (n,), values: float (n,). days: int (n,), rows of the days of the samples; unused where they have
    none. words: int (w,), what the person told, as rows of the words of the samples."""

    titles: np.ndarray
    values: np.ndarray
    days: np.ndarray
    words: np.ndarray


@dataclass(frozen=True, eq=False)
class Place:
    """A person in each of S draws, float32: the score of a title is constant + title_score + vector . title.

    vector (S, K), constant (S,). spread (S, 1 + K, 1 + K): covariance of the number and the vector of the person.
    """

    vector: np.ndarray
    constant: np.ndarray
    spread: np.ndarray


def place(samples: Samples, person: Person, *, levels: np.ndarray) -> Place:
    """The mean and covariance of the person's own number and vector, given everything else of a draw.

    Exact for a regression: the score is linear in them, so this is ridge regression with the draw's own noise, prior
    mean and prior precision, which is the step that Gibbs sampling would take for this person (Rendle, Zhang and Koren,
    "On the Difficulty of Evaluating Baselines", 2019). For an ordered probit the hidden scores are replaced by their
    means, turn by turn. levels: float64, every value there is, sorted.
    """
    beside, beside_score = _beside(samples, person)
    vectors, fixed = _asked(samples, person.titles, person.days)
    fixed = fixed + np.einsum("nsk,sk->ns", vectors, beside) + (samples.base + beside_score)
    rows = _with_one(vectors)
    precision = (rows.transpose(0, 2, 1) @ rows).astype(np.float64) * samples.noise[:, None, None]
    corner = np.arange(precision.shape[1])
    precision[:, corner, corner] += samples.person_precision
    spread = np.linalg.inv(precision)
    pull = (samples.person_precision * samples.person_mean).astype(np.float64)
    given = _Given(rows, fixed.T, person.values)
    own = _own(samples, given, spread=spread, pull=pull, levels=levels)
    vector = own[:, 1:] + beside
    constant = samples.base + beside_score + own[:, 0]
    return Place(vector.astype(np.float32), constant.astype(np.float32), spread.astype(np.float32))


def ratings(samples: Samples, placed: Place, titles: np.ndarray, days: np.ndarray, *, levels: np.ndarray) -> np.ndarray:
    """float64 (pairs,): the rating to be expected of each title on each day, over the draws and over where in each of
    them the person may be."""
    vectors, fixed = _asked(samples, titles, days)
    scores = placed.constant + fixed + np.einsum("nsk,sk->ns", vectors, placed.vector)
    if not samples.cuts.shape[1]:
        return scores.mean(axis=1, dtype=np.float64)
    own = _with_one(vectors)
    doubt = 1.0 + ((own @ placed.spread) * own).sum(axis=2).T
    above = ndtr((samples.cuts[None] - scores[:, :, None]) / np.sqrt(doubt)[:, :, None]).mean(axis=1)
    return levels[-1] - above @ np.diff(levels)


def ratings_of_all(samples: Samples, placed: Place, *, levels: np.ndarray) -> np.ndarray:
    """float64 (titles,): about what `ratings` says of every title on an average day, and quicker.

    The levels of a probit are read off its average score, not averaged over the draws.
    """
    vector, constant = placed.vector, placed.constant
    if len(samples.days):
        constant = constant + samples.day_scores[-1] + (samples.days[-1] * vector).sum(axis=1)
        vector = vector + samples.days[-1]
    count = len(samples)
    made = samples.titles.reshape(len(samples.titles), -1) @ vector.ravel() / count
    made = made.astype(np.float64) + samples.title_scores.mean(axis=1) + constant.mean()
    if not samples.cuts.shape[1]:
        return made
    return levels[-1] - ndtr(samples.cuts.mean(axis=0) - made[:, None]) @ np.diff(levels)


def _beside(samples: Samples, person: Person) -> tuple[np.ndarray, np.ndarray]:
    """float32 (S, K) and (S,): what was seen and told adds to the vector and the number of a person."""
    vector = np.zeros((len(samples), samples.factors), dtype=np.float32)
    score = np.zeros(len(samples), dtype=np.float32)
    if len(samples.seen) and len(person.titles):
        scale = np.float32(len(person.titles) ** -0.5)
        vector += scale * samples.seen[person.titles].sum(axis=0)
        score += scale * samples.seen_scores[person.titles].sum(axis=0)
    return (
        vector + samples.words[person.words].sum(axis=0),
        score + samples.word_scores[person.words].sum(axis=0),
    )


def _with_one(vectors: np.ndarray) -> np.ndarray:
    """float32 (S, n, 1 + K): 1 and the vector of each rating, by which the number and the vector of a person act."""
    ones = np.ones((*vectors.shape[:2], 1), dtype=np.float32)
    return np.concatenate([ones, vectors], axis=2).transpose(1, 0, 2)


def _asked(samples: Samples, titles: np.ndarray, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float32 (n, S, K) and (n, S): the vector that meets the person's, and all that has nothing to do with them."""
    vectors, scores = samples.titles[titles], samples.title_scores[titles]
    if not len(samples.days):
        return vectors, scores
    day = samples.days[days]
    return vectors + day, scores + samples.day_scores[days] + np.einsum("nsk,nsk->ns", vectors, day)


@dataclass(frozen=True, eq=False)
class _Given:
    """What a person gave, in each draw. rows: float32 (S, n, 1 + K), by which their number and vector act on a score.
    fixed: float32 (S, n), the rest of the score. values: float64 (n,)."""

    rows: np.ndarray
    fixed: np.ndarray
    values: np.ndarray


def _own(samples: Samples, given: _Given, *, spread: np.ndarray, pull: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """float64 (S, 1 + K): the mean of the person's own number and vector. pull: what the prior asks for, (S, 1 + K)."""
    rows, fixed, values = given.rows, given.fixed, given.values

    def found(hidden: np.ndarray) -> np.ndarray:
        drawn = (hidden.astype(np.float32)[:, None] @ rows)[:, 0] * samples.noise[:, None]
        return (spread @ (pull + drawn)[:, :, None])[:, :, 0]

    if not samples.cuts.shape[1]:
        return found(values[None] - fixed)
    level = np.searchsorted((levels[1:] + levels[:-1]) / 2.0, values)
    below, above = np.full((len(samples), 1), -np.inf), np.full((len(samples), 1), np.inf)
    edges = np.concatenate([below, samples.cuts, above], axis=1)
    low, high = edges[:, level] - fixed, edges[:, level + 1] - fixed
    own = (spread @ pull[:, :, None])[:, :, 0]
    for _ in range(ROUNDS if len(values) else 0):
        linear = (rows @ own.astype(np.float32)[:, :, None])[:, :, 0]
        own = own + STRIDE * (found(linear + _shift(low - linear, high - linear)) - own)
    return own


def _shift(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The mean of a standard normal deviate between two bounds; on the side where its tail is small in numbers."""
    flipped = low > 0.0
    start = np.clip(np.where(flipped, -high, low), -_FAR, _FAR)
    end = np.clip(np.where(flipped, -low, high), -_FAR, _FAR)
    mass = np.maximum(ndtr(end) - ndtr(start), np.finfo(np.float64).tiny)
    mean = (np.exp(-0.5 * start**2) - np.exp(-0.5 * end**2)) / (np.sqrt(2.0 * np.pi) * mass)
    return np.where(flipped, -mean, mean)
