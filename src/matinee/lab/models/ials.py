"""Implicit alternating least squares: people and titles as points, found from likes and the absence of likes."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from pydantic import Field
from scipy import sparse

from matinee.domain.reasons import Reason
from matinee.kit import topk
from matinee.lab.core import prior
from matinee.lab.core.answers import Parts, Scores, Told, TopK
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.inverses import solved
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.sharing_out import reasons_of
from matinee.lab.core.state import State, taken
from matinee.lab.core.threads import spread
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories

BLOCK_BYTES = 1 << 21
"""Size of the points that one block of rows looks at, padding counted in: about what a core's own cache holds."""
ROWS_AT_ONCE = 256
TINY = np.float32(1e-20)


class Ials(Recommender):
    """People and titles as points, near each other where people like titles.

    The score of a title is the inner product of its factors with those of the person.

    Minimises, over all pairs, sum over likes of (1 - x.y)^2 + `unobserved` * sum over all of (x.y)^2 + regularisation,
    where a row with n likes over m columns is held by l2 * e * (1 + n / e) ** l2_power with e = `unobserved` * m, the
    weight of a row without likes: at power 0 all rows alike, at power 1 in proportion to their weight. With `fame` a
    title not liked weighs more the more people like it, `unobserved` on average: whoever did not choose what everybody
    knows has said more than one who did not choose what few have met (He, Zhang, Kan and Chua, "Fast Matrix
    Factorization for Online Recommendation with Implicit Feedback", SIGIR 2016). Hu, Koren and Volinsky, "Collaborative
    Filtering for Implicit Feedback Datasets" (ICDM 2008), in the form of Rendle, Krichene, Zhang and Koren, "Revisiting
    the Performance of iALS on Item Recommendation Benchmarks" (RecSys 2022). Training takes a few steps of conjugate
    gradients a row and round, from where the last round ended (Takács, Pilászy and Tikk, "Applications of the Conjugate
    Gradient Method for Implicit Feedback Collaborative Filtering", RecSys 2011); a person is then placed by the exact
    solution, whoever they are.
    """

    class Config(ModelConfig):
        """factors: length of a point. unobserved: weight of a title not liked, a like having 1 more. fame: the power of
        one more than its likes with which that weight grows. l2, l2_power: see above. epochs: rounds over both sides.
        steps: of conjugate gradients. spread: of the first random points. dislike_weight: weight of a dislike in a
        history, taken as -1; training knows only likes."""

        grid: ClassVar[Grid] = {
            "factors": (64, 96, 128),
            "unobserved": (0.06, 0.1, 0.15, 0.2, 0.3),
            "l2": (0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.045),
        }
        small: ClassVar[Mapping[str, Any]] = {"factors": 8}

        factors: int = Field(96, ge=1)
        unobserved: float = Field(0.15, gt=0)
        fame: float = Field(0.0, ge=0, le=2)
        l2: float = Field(0.01, gt=0)
        l2_power: float = Field(1.0, ge=0, le=1)
        epochs: int = Field(8, ge=1)
        steps: int = Field(3, ge=1)
        spread: float = Field(0.1, gt=0)
        dislike_weight: float = Field(0.0, ge=0)

    family: ClassVar[Family] = "factor"

    config: Config
    factors: np.ndarray
    """float32 (titles, factors)"""
    prior: np.ndarray
    """float32 (titles,)"""
    _unseen: np.ndarray
    """float32 (titles,), mean 1: of how much weight it is that somebody does not like a title."""
    _shared: np.ndarray
    """float32 (factors, factors): what the titles nobody mentioned ask of every person."""
    _points: np.ndarray
    """float32 (titles + 1, factors): the last row is zero and stands for padding."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        config = self.config
        by_person = data.histories.likes(data.feedback)
        by_title = sparse.csr_matrix(by_person.T)
        self.prior = prior.popularity_prior(by_person)
        self._unseen = _by_fame(np.diff(by_title.indptr), self.config.fame)
        everybody = np.ones(data.n_people, dtype=np.float32)
        start = context.generator("ials: first factors").standard_normal((data.n_titles, config.factors))
        titles = (start * (config.spread / np.sqrt(config.factors))).astype(np.float32)
        people = np.zeros((data.n_people, config.factors), dtype=np.float32)
        person_blocks, title_blocks = _blocks(by_person, config.factors), _blocks(by_title, config.factors)
        for _ in context.track(range(config.epochs), label="ials"):
            self._improve(people, titles, (everybody, self._unseen), by_person, person_blocks, threads=context.threads)
            self._improve(titles, people, (self._unseen, everybody), by_title, title_blocks, threads=context.threads)
        self._hold(titles)

    def _improve(
        self,
        moving: np.ndarray,
        fixed: np.ndarray,
        weights: tuple[np.ndarray, np.ndarray],
        likes: sparse.csr_matrix,
        blocks: list[np.ndarray],
        *,
        threads: int,
    ) -> None:
        """A few steps of conjugate gradients for each row of `moving`, in place. weights: float32, of no like in the
        rows of each."""
        own, others = weights
        shared = self._asked_of_all(fixed, others)
        holds = self._regularisation(np.diff(likes.indptr), len(fixed), own)
        points = _with_zero(fixed)
        columns = np.append(likes.indices, np.int32(len(fixed)))

        def improve(rows: np.ndarray) -> None:
            liked = points.take(columns.take(_places(likes, rows)), axis=0)
            held = (own[rows, None], holds[rows, None])
            moving[rows] = _descended(moving[rows], liked, shared, held, self.config.steps)

        spread(improve, blocks, threads=threads)

    def _asked_of_all(self, points: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """float32 (factors, factors): what points that nobody mentioned ask."""
        weighed = points * np.sqrt(weights)[:, None]
        return np.float32(self.config.unobserved) * (weighed.T @ weighed)

    def _regularisation(self, likes: np.ndarray, columns: int, weights: np.ndarray | None = None) -> np.ndarray:
        """float32 (rows,), for rows with so many likes. weights: of no like in each row, if not 1."""
        empty = self.config.unobserved * columns * (1.0 if weights is None else weights)
        more = 1.0 + likes / empty
        return (self.config.l2 * empty * more**self.config.l2_power).astype(np.float32)

    def _hold(self, factors: np.ndarray) -> None:
        self.factors = factors
        self._shared = self._asked_of_all(factors, self._unseen)
        self._points = _with_zero(factors)

    def _systems(self, signal: sparse.csr_matrix, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The normal equations of some people: float32 (people, factors, factors) and (people, factors)."""
        places = _places(signal, rows)
        values = np.append(signal.data, np.float32(0.0)).take(places)[:, :, None]
        seen = self._points.take(np.append(signal.indices, np.int32(len(self.factors))).take(places), axis=0)
        left = (seen * np.abs(values)).transpose(0, 2, 1) @ seen + self._shared
        diagonal = np.arange(self.factors.shape[1])
        left[:, diagonal, diagonal] += self._regularisation(np.diff(signal.indptr), len(self.factors))[rows, None]
        return left, (seen * values).sum(axis=1)

    def _scores(self, histories: Histories) -> Scores:
        if len(histories) == 1:
            return self._scores_of_one(histories)
        signal = histories.likes(self.feedback, dislike_weight=self.config.dislike_weight)
        people = np.zeros((len(histories), self.factors.shape[1]), dtype=np.float32)

        def place(rows: np.ndarray) -> None:
            left, right = self._systems(signal, rows)
            people[rows] = solved(left, right)

        spread(place, _blocks(signal, self.config.factors), threads=self.threads)
        made = people @ self.factors.T
        made += self.prior
        return made

    def _scores_of_one(self, history: Histories) -> Scores:
        """As `_scores`; most of what a service asks is about one person, and blocks of people cost more than that."""
        liked, strengths = history.likes_of_one(self.feedback, dislike_weight=self.config.dislike_weight)
        if not len(liked):
            return self.prior.copy()[None, :]
        person = solved(self._system(liked, strengths)[None], (strengths @ self.factors[liked])[None])[0]
        return (self.factors @ person + self.prior)[None, :]

    def _system(self, liked: np.ndarray, strengths: np.ndarray) -> np.ndarray:
        """The left side of the normal equations of one person: float32 (factors, factors)."""
        seen = self.factors[liked]
        left = (seen.T * np.abs(strengths)) @ seen + self._shared
        left[np.diag_indices(len(left))] += self._regularisation(np.array([len(liked)]), len(self.factors))
        return left

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        return reasons_of(titles, self._parts(history, titles), rest_name=prior.NAME)

    def told(self, history: Histories) -> Told:
        liked, strengths = history.likes_of_one(self.feedback, dislike_weight=self.config.dislike_weight)
        if not len(liked):
            return Told(self.prior.copy(), lambda titles: self._parts(history, titles))
        system = self._system(liked, strengths)
        person = solved(system.copy()[None], (strengths @ self.factors[liked])[None])[0]
        return Told(self.factors @ person + self.prior, lambda titles: self._parts_of(liked, strengths, system, titles))

    def _parts(self, history: Histories, titles: np.ndarray) -> Parts:
        liked, strengths = history.likes_of_one(self.feedback, dislike_weight=self.config.dislike_weight)
        return self._parts_of(liked, strengths, self._system(liked, strengths), titles)

    def _parts_of(self, liked: np.ndarray, strengths: np.ndarray, system: np.ndarray, titles: np.ndarray) -> Parts:
        """score = y_i' A^-1 sum_j c_j y_j, so the share of title j is c_j y_j' A^-1 y_i: exact, and it adds up."""
        wanted = self.factors[titles].T
        pulls = np.linalg.solve(system, wanted) if len(liked) else np.zeros_like(wanted)
        return Parts(liked, strengths[:, None] * (self.factors[liked] @ pulls), self.prior[titles])

    def similar(self, titles: np.ndarray, k: int) -> TopK:
        """By the cosine of the factors."""
        length = np.maximum(np.linalg.norm(self.factors, axis=1, keepdims=True), np.float32(1e-12))
        near = (self.factors[titles] / length[titles]) @ (self.factors / length).T
        near[np.arange(len(near)), titles] = -np.inf
        return TopK(*topk.best(near, k, topk.tie_keys(len(self.titles))))

    def state(self) -> State:
        known = {"factors": self.factors, "prior": self.prior}
        return known | {"unseen": self._unseen} if self.config.fame else known

    def restore(self, state: State) -> None:
        count = len(self.titles)
        self._unseen = taken(state, "unseen", shape=(count,)) if self.config.fame else np.ones(count, dtype=np.float32)
        if not (self._unseen > 0).all():
            raise ValueError("a weight of titles that are not liked is not above 0")
        self._hold(taken(state, "factors", shape=(len(self.titles), self.config.factors)))
        self.prior = taken(state, "prior", shape=(len(self.titles),))


def _by_fame(likes: np.ndarray, power: float) -> np.ndarray:
    """float32 (titles,), mean 1. likes: of each title."""
    made = (1.0 + likes) ** power
    return (made / made.mean()).astype(np.float32)


def _descended(
    points: np.ndarray, liked: np.ndarray, shared: np.ndarray, held_by: tuple[np.ndarray, np.ndarray], steps: int
) -> np.ndarray:
    """`points` after some steps of conjugate gradients, each row towards the solution of its own normal equations.

    points: float32 (rows, factors). liked: float32 (rows, longest, factors), zero where a row is shorter. shared:
    float32 (factors, factors). held_by: float32 (rows, 1) each, the weight of what is shared, and what regularisation
    adds to the diagonal.
    """
    weights, holds = held_by

    def held(directions: np.ndarray) -> np.ndarray:
        return weights * (directions @ shared) + holds * directions

    def seen(directions: np.ndarray) -> np.ndarray:
        return (liked @ directions[:, :, None]).transpose(0, 2, 1)

    residual = ((np.float32(1.0) - seen(points)) @ liked)[:, 0] - held(points)
    direction, size = residual, _squared(residual)
    for _ in range(steps):
        pull = held(direction) + (seen(direction) @ liked)[:, 0]
        stride = size / np.maximum(np.einsum("rf,rf->r", direction, pull), TINY)
        points = points + stride[:, None] * direction
        residual = residual - stride[:, None] * pull
        previous, size = size, _squared(residual)
        direction = residual + (size / np.maximum(previous, TINY))[:, None] * direction
    return points


def _with_zero(points: np.ndarray) -> np.ndarray:
    """The points and, as the last row, one at zero that stands for padding."""
    return np.vstack([points, np.zeros((1, points.shape[1]), dtype=np.float32)])


def _squared(rows: np.ndarray) -> np.ndarray:
    return np.einsum("rf,rf->r", rows, rows)


def _blocks(likes: sparse.csr_matrix, factors: int) -> list[np.ndarray]:
    """The rows that have likes, cut into blocks of nearly one length, so that padding them to a rectangle is cheap."""
    lengths, cells = np.diff(likes.indptr), BLOCK_BYTES // (4 * factors)
    order = np.argsort(lengths, kind="stable")
    order = order[lengths[order] > 0]
    blocks, first = [], 0
    while first < len(order):
        waiting = lengths[order[first:]]
        alike = np.searchsorted(waiting, max(1.25 * waiting[0], waiting[0] + 8), side="right")
        fitting = np.searchsorted(waiting * np.arange(1, len(waiting) + 1), cells, side="right")
        last = first + max(1, min(int(alike), int(fitting), ROWS_AT_ONCE))
        blocks.append(order[first:last])
        first = last
    return blocks


def _places(likes: sparse.csr_matrix, rows: np.ndarray) -> np.ndarray:
    """int64 (rows, longest): where the entries of each row are kept; one past the last entry where a row is shorter."""
    starts, ends = likes.indptr[rows], likes.indptr[rows + 1]
    places = starts[:, None] + np.arange((ends - starts).max(), dtype=np.int64)
    return np.where(places < ends[:, None], places, likes.nnz)
