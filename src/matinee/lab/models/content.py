"""Recommends by what titles are about: genres, era, people, keywords, plot."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
from pydantic import Field
from scipy import sparse

from matinee.domain.reasons import Reason, Trait
from matinee.kit import seeds, topk
from matinee.lab.core.answers import Scores, TopK
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.feature_state import feature_state, features_taken
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.sharing_out import reasons
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.title_features.features import TitleFeatures, title_features

DAY = 86_400
MADE_OF_WORDS = ("name", "plot")
PEOPLE_AT_ONCE = 8192
SPARE, ROUNDS = 16, 4
"""Directions beyond those wanted, and rounds, by which the main directions of the features are found."""
STANDING, EXPECTED = "how many people liked it", "how well titles like it are liked, since nobody has seen it yet"


class Content(Recommender):
    """Finds titles about the things that the liked ones are about, and answers for titles that nobody has rated yet.

    score = (what the history is about) @ weights @ (what the title is about) + popularity * standing. What something is
    about is its features (see `title_features`), brought down to `factors` directions where there are more. The weights
    say how much liking one kind of thing tells of liking another: they are the two-sided ridge regression of the
    training histories on themselves, in which no title may vouch for itself:
    (U'U + l2)^-1 (U'U - what each title says of itself) (F'F + l2_title)^-1, with F the features of the titles and U
    those of the people. Wei Chu and Seung-Taek Park, "Personalized Recommendation on Dynamic Content Using Predictive
    Bilinear Models" (WWW 2009); the directions are those of Deerwester and others, "Indexing by Latent Semantic
    Analysis" (1990).
    """

    class Config(ModelConfig):
        """factors: directions at most; no more features than that are kept one by one. l2, l2_title: against chance in
        what people, and titles, are about. words: what the words of names and plots count, all other kinds of fact
        being 1. popularity: what it counts to be liked by everybody. half_life_days: after which a like counts half,
        beside the newest of its history; none for never. dislike_weight: what a dislike counts against, a like being
        1."""

        grid: ClassVar[Grid] = {
            "l2": (3.0, 10.0, 30.0, 100.0),
            "l2_title": (1.0, 3.0, 10.0, 30.0),
            "popularity": (0.01, 0.03, 0.1),
        }

        factors: int = Field(1024, ge=1)
        l2: float = Field(10.0, gt=0)
        l2_title: float = Field(3.0, gt=0)
        words: float = Field(1.0, ge=0)
        popularity: float = Field(0.03, ge=0)
        half_life_days: float | None = Field(None, gt=0)
        dislike_weight: float = Field(0.0, ge=0)

    family: ClassVar[Family] = "content"

    config: Config
    features: TitleFeatures
    directions: np.ndarray
    """float32 (features, factors)."""
    weights: np.ndarray
    """float32 (factors, factors): from what is liked to what will be."""
    standing: np.ndarray
    """float32 (titles,), 0 to 1: how liked a title is, or should be by its features where nobody has seen it."""
    unseen: np.ndarray
    """uint8 (titles,): 1 where nobody has."""
    about: np.ndarray
    """float32 (titles, factors): features @ directions."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        found = title_features(data)
        self.features = found.weighted(dict.fromkeys(MADE_OF_WORDS, self.config.words))
        self.directions = _main_directions(self.features.matrix, self.config.factors, context.seed)
        self.about = self._placed()
        context.check_time("content: features")
        histories = data.histories
        towards = self._signal(histories)
        likes = _shortened(histories.likes(data.feedback))
        # What a title says of itself would teach that each title is about itself, most of all where a fact is rare.
        itself = np.asarray(towards.multiply(likes).sum(axis=0)).ravel()
        together = self.about.T @ (self.about * -itself[:, None])
        size = np.eye(self.about.shape[1], dtype=np.float32)
        known = np.float32(self.config.l2) * size
        for first in range(0, len(histories), PEOPLE_AT_ONCE):
            context.check_time("content: what people are about")
            some = slice(first, first + PEOPLE_AT_ONCE)
            people = towards[some] @ self.about
            together += people.T @ (likes[some] @ self.about)
            known += people.T @ people
        titles = self.about.T @ self.about + np.float32(self.config.l2_title) * size
        self.weights = np.linalg.solve(titles, np.linalg.solve(known, together).T).T.astype(np.float32)
        self.unseen = (np.bincount(data.log.titles, minlength=data.n_titles) == 0).astype(np.uint8)
        self.standing = self._standing(histories.likes(data.feedback), titles)

    def _placed(self) -> np.ndarray:
        return np.asarray(self.features.matrix @ self.directions, dtype=np.float32)

    def _standing(self, likes: sparse.csr_matrix, titles: np.ndarray) -> np.ndarray:
        """By likes, on a scale of logarithms; what nobody has seen by a ridge regression of that on the features."""
        liked = np.bincount(likes.indices, minlength=likes.get_shape()[1])
        made = np.log1p(liked) / np.log1p(max(liked.max(), 1))
        seen = self.unseen == 0
        mean = made[seen].mean()
        by_features = np.linalg.solve(titles, self.about[seen].T @ (made[seen] - mean))
        made[~seen] = np.clip(mean + self.about[~seen] @ by_features, 0.0, 1.0)
        return made.astype(np.float32)

    def _signal(self, histories: Histories) -> sparse.csr_matrix:
        """float32 (people, titles): likes, less dislikes, older ones less; each row by the root of what it holds."""
        made = histories.likes(self.feedback, dislike_weight=self.config.dislike_weight)
        if self.config.half_life_days is not None and histories.times is not None and made.nnz:
            newest = np.zeros(len(histories), dtype=np.int64)
            np.maximum.at(newest, histories.row_numbers, histories.times)
            age = (newest[histories.row_numbers] - histories.times) / (DAY * self.config.half_life_days)
            made = sparse.csr_matrix(made.multiply(histories.matrix(np.exp2(-age))), dtype=np.float32)
        return _shortened(made)

    def _scores(self, histories: Histories) -> Scores:
        liking = (self._signal(histories) @ self.about) @ self.weights
        return liking @ self.about.T + self._rest()

    def _rest(self) -> np.ndarray:
        return np.float32(max(self.config.popularity, 1e-6)) * self.standing

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        """Beside the titles of the history, `traits` share the same amount out over the facts of the title."""
        signal = self._signal(history)
        part = ((signal.data[:, None] * self.about[signal.indices]) @ self.weights) @ self.about[titles].T
        made = reasons(titles, signal.indices, part, rest=self._rest()[titles], rest_name=STANDING, kind="content")
        wanted = self.directions @ (((signal @ self.about) @ self.weights)[0])
        return [
            replace(
                reason,
                traits=self._traits(reason.title, wanted),
                rest_name=EXPECTED if self.unseen[reason.title] else STANDING,
            )
            for reason in made
        ]

    def _traits(self, title: int, wanted: np.ndarray) -> tuple[Trait, ...]:
        """wanted: float32 (features,), what the history makes of each."""
        row = self.features.matrix[title]
        return tuple(
            Trait(self.features.in_words(column), float(value * wanted[column]))
            for column, value in zip(row.indices.tolist(), row.data.tolist(), strict=True)
        )

    def similar(self, titles: np.ndarray, k: int) -> TopK:
        """By how much liking one title tells of liking the other."""
        near = (self.about[titles] @ self.weights) @ self.about.T
        near[np.arange(len(near)), titles] = -np.inf
        return TopK(*topk.best(near, k, topk.tie_keys(len(self.titles))))

    def state(self) -> State:
        learned = {name: getattr(self, name) for name in ("directions", "weights", "standing", "unseen")}
        return {**learned, **feature_state(self.features)}

    def restore(self, state: State) -> None:
        count = len(self.titles)
        self.features = features_taken(state, titles=count)
        self.directions = taken(state, "directions", shape=(self.features.count, None))
        factors = self.directions.shape[1]
        self.weights = taken(state, "weights", shape=(factors, factors))
        self.standing = taken(state, "standing", shape=(count,))
        self.unseen = taken(state, "unseen", shape=(count,), kind=np.uint8)
        self.about = self._placed()


def _shortened(signal: sparse.csr_matrix) -> sparse.csr_matrix:
    """Each row divided by the root of the sum of its sizes, so that long histories do not speak the loudest."""
    total = np.asarray(abs(signal).sum(axis=1)).ravel()
    made = signal.copy()
    made.data = (made.data / np.repeat(np.sqrt(np.where(total > 0, total, 1.0)), np.diff(made.indptr))).astype(
        np.float32
    )
    return made


def _main_directions(features: sparse.csr_matrix, factors: int, seed: int) -> np.ndarray:
    """float32 (features, directions), orthonormal: those in which titles differ most, found by a random start and a few
    rounds (Halko, Martinsson and Tropp, "Finding Structure with Randomness", 2011); every feature by itself where there
    are no more than `factors`."""
    titles, count = features.get_shape()
    if count <= factors:
        return np.eye(count, dtype=np.float32)
    start = seeds.generator(seed, "content directions").standard_normal((count, min(factors + SPARE, count, titles)))
    found = np.linalg.qr(start.astype(np.float32))[0]
    for _ in range(ROUNDS):
        found = np.linalg.qr(features.T @ (features @ found))[0]
    placed = features @ found
    values, turns = np.linalg.eigh(placed.T @ placed)
    largest = np.argsort(-values, kind="stable")[:factors]
    return np.ascontiguousarray(found @ turns[:, largest], dtype=np.float32)
