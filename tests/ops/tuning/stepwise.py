"""A model that learns step by step, with steps that can be told from each other."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from pydantic import Field

from matinee.lab.core.answers import Scores
from matinee.lab.core.config import Grid, ModelConfig, Range
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.ops.runs.specs import ModelSpec


class Stepwise(Recommender):
    """Popularity, seen through noise that is least after `turn` epochs; with a `turn` below 0 its opposite."""

    class Config(ModelConfig):
        grid: ClassVar[Grid] = {"turn": Range(-1, 6, whole=True), "noise": Range(0.01, 1.0, log=True)}

        turn: int = 4
        noise: float = Field(0.5, gt=0)
        epochs: int = Field(20, ge=1)
        patience: int | None = 2

    family: ClassVar[Family] = "baseline"
    config: Config
    weights: np.ndarray

    def _fit(self, data: Dataset, context: FitContext) -> None:
        likes = np.bincount(data.histories.liked(data.feedback).titles, minlength=data.n_titles)
        true = np.argsort(np.argsort(likes)).astype(np.float32) / data.n_titles
        wrong = context.generator("noise").permutation(true)
        best, held, since = -np.inf, true, 0
        for epoch in range(1, self.config.epochs + 1):
            share = min(1.0, self.config.noise * abs(epoch - self.config.turn))
            self.weights = (1 - share) * true + share * wrong if self.config.turn >= 0 else -true
            context.point("loss", epoch, share)
            if context.validate is None or self.config.patience is None:
                continue
            value = context.validate(self)
            if value > best:
                best, held, since = value, self.weights, 0
            else:
                since += 1
            context.point("validation", epoch, value)
            if since >= self.config.patience:
                break
        self.weights = self.weights if best == -np.inf else held

    def _scores(self, histories: Histories) -> Scores:
        return np.tile(self.weights.astype(np.float32), (len(histories), 1))

    def state(self) -> State:
        return {"weights": self.weights.astype(np.float32)}

    def restore(self, state: State) -> None:
        self.weights = taken(state, "weights", shape=(len(self.titles),))


@dataclass(frozen=True)
class StepwiseSpec(ModelSpec):
    """As a spec of a model that the registry knows."""

    def make(self) -> Recommender:
        return Stepwise(Stepwise.Config.from_values(dict(self.settings), model=self.name))

    @property
    def kind(self) -> type[Recommender]:
        return Stepwise


STEPWISE = StepwiseSpec("stepwise", "stepwise", {})
