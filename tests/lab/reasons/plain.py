"""Models whose truth about reasons is known, because they are one line of arithmetic each."""

from typing import ClassVar

import numpy as np

from matinee.domain.feedback import WHOLE_STARS
from matinee.domain.reasons import Reason, Share
from matinee.lab.core.answers import Scores
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.state import State
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.vocabulary import Vocabulary


class Plain(Recommender):
    """score of title t = base[t] + the sum of links[j, t] over the titles j of the history."""

    family: ClassVar[Family] = "network"

    links: np.ndarray
    base: np.ndarray

    def _fit(self, data: Dataset, context: FitContext) -> None:
        raise AssertionError("it is given what it knows")

    def _scores(self, histories: Histories) -> Scores:
        return histories.matrix(np.ones_like(histories.values)) @ self.links + self.base

    def state(self) -> State:
        return {}

    def restore(self, state: State) -> None:
        pass


class Curved(Plain):
    """The same, squared: two titles together do more than each alone."""

    def _scores(self, histories: Histories) -> Scores:
        return super()._scores(histories) ** 2


class Telling(Plain):
    """Explains itself truly."""

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        return [
            Reason(
                int(title),
                float(self.scores(history)[0, title]),
                tuple(Share(int(own), float(self.links[own, title])) for own in history.titles),
                rest=float(self.base[title]),
                rest_name="the base",
            )
            for title in titles
        ]


class Lying(Telling):
    """Its sums add up, and give each title what belongs to the one after it."""

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        made = super().explain(history, titles)
        return [
            Reason(
                one.title,
                one.score,
                tuple(
                    Share(share.title, other.amount)
                    for share, other in zip(one.shares, (*one.shares[1:], one.shares[0]), strict=True)
                ),
                one.rest,
                one.rest_name,
            )
            for one in made
        ]


class Cautious(Plain):
    """Judges a title only for somebody who has seen title 0."""

    def _scores(self, histories: Histories) -> Scores:
        made = super()._scores(histories)
        knows = histories.matrix(np.ones_like(histories.values)).toarray()[:, 0] > 0
        made[~knows, -1] = -np.inf
        return made


def made(kind: type[Plain], links: np.ndarray, base: np.ndarray | None = None) -> Plain:
    """A model of a kind that knows these links, as if it were fitted."""
    model = kind()
    model.titles, model.feedback = Vocabulary(np.arange(len(links))), WHOLE_STARS
    model.links = links.astype(np.float32)
    model.base = (np.zeros(len(links)) if base is None else base).astype(np.float32)
    return model


def links_of(count: int, *, seed: int = 0) -> np.ndarray:
    """float (count, count): drawn at random, none of a title with itself."""
    drawn = np.random.default_rng(seed).normal(size=(count, count))
    np.fill_diagonal(drawn, 0.0)
    return drawn
