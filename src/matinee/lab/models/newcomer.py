"""A linear model that knows how little it was told: made for people with a few likes, at home with those of many."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from matinee.domain.reasons import Reason
from matinee.lab.core.answers import Parts, Scores, Told
from matinee.lab.core.config import Grid, ModelConfig, Range
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.sharing_out import reasons_of
from matinee.lab.core.state import State
from matinee.lab.core.tastes import Tastes, learned_tastes
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories

REST = "what people like who told as little"


class Newcomer(Recommender):
    """The best linear guess at all of somebody's likes from the share of them that is known.

    Of a person with n likes the share q = n / (n + `patience`) of what could be known is taken to be known, and a title
    not among them as unknown rather than unloved. With m the mean of likes, S their covariance and D its diagonal, the
    guess that misses least when every like is told with probability q is m + B'(x - q m), B = (q S + (1 - q) D)^-1 S.
    With nothing told this is popularity; the more is told, the more the titles told decide. S is replaced by its
    strongest directions after scaling by D, so that one decomposition serves every q. The guess is that of a linear
    autoencoder under dropout: Harald Steck, "Autoencoders that don't overfit towards the Identity" (NeurIPS 2020),
    here centred, and with a dropout that fits each person.
    """

    class Config(ModelConfig):
        """factors: directions kept. patience: likes after which half of a taste is taken to be known. evenness: 0
        counts every person of training once, 1 in inverse proportion to their likes."""

        grid: ClassVar[Grid] = {
            "factors": (64, 128, 256, 512),
            "patience": Range(50.0, 2000.0, log=True),
            "evenness": (0.0, 0.5, 1.0),
        }
        small: ClassVar[Mapping[str, Any]] = {"factors": 8, "patience": 20.0}

        factors: int = Field(256, ge=1)
        patience: float = Field(400.0, gt=0)
        evenness: float = Field(0.5, ge=0, le=1)

    family: ClassVar[Family] = "linear"

    config: Config
    tastes: Tastes
    _inwards: np.ndarray
    """float32 (titles, factors): what a like says of each direction."""
    _outwards: np.ndarray
    """float32 (factors, titles): what each direction says of a title."""
    _missing: np.ndarray
    """float32 (factors,): what the likes of everybody together say."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        likes = data.histories.likes(data.feedback)
        self._take(learned_tastes(likes, factors=self.config.factors, evenness=self.config.evenness))

    def _take(self, tastes: Tastes) -> None:
        self.tastes = tastes
        self._inwards = tastes.directions / tastes.scale[:, None]
        self._outwards = np.ascontiguousarray((tastes.directions * tastes.scale[:, None]).T)
        self._missing = self._inwards.T @ tastes.mean

    def _scores(self, histories: Histories) -> Scores:
        signal = histories.likes(self.feedback)
        share = self._share(np.diff(signal.indptr))
        told = signal @ self._inwards - share * self._missing
        return self.tastes.mean + (told * self._gain(share)) @ self._outwards

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        """The share of a like is its weight at the length the history has; a shorter one weighs each a little more."""
        return reasons_of(titles, self._parts(history, np.asarray(titles)), rest_name=REST)

    def told(self, history: Histories) -> Told:
        return Told(self.scores(history)[0], lambda titles: self._parts(history, titles))

    def _parts(self, history: Histories, titles: np.ndarray) -> Parts:
        liked, _ = history.likes_of_one(self.feedback)
        share = self._share(np.array([len(liked)]))
        outwards = self._gain(share).T * self._outwards[:, titles]
        rest = self.tastes.mean[titles] - share[0] * (self._missing @ outwards)
        return Parts(liked, self._inwards[liked] @ outwards, rest)

    def _share(self, likes: np.ndarray) -> np.ndarray:
        """float32 (people, 1): how much of a taste is taken to be known."""
        return (likes / (likes + self.config.patience)).astype(np.float32)[:, None]

    def _gain(self, share: np.ndarray) -> np.ndarray:
        """float32 (people, factors): what is made of each direction."""
        strengths = self.tastes.strengths
        return strengths / (share * strengths + np.float32(1.0) - share)

    def state(self) -> State:
        return self.tastes.state()

    def restore(self, state: State) -> None:
        self._take(Tastes.restored(state, len(self.titles)))
