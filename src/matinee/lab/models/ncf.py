"""Neural collaborative filtering: a network reads off two vectors how well a person and a title go together."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from matinee.kit.extras import needs
from matinee.lab.core import prior
from matinee.lab.core.answers import Scores
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.nn import first_weights
from matinee.lab.nn.bags import at_titles, attention, attention_of_arrays, summed
from matinee.lab.nn.first_points import by_company
from matinee.lab.nn.functions import linear, relu
from matinee.lab.nn.puzzles import LEAST_HIDDEN, Puzzle, Puzzles, picking_loss
from matinee.lab.nn.training import Network, Plan, Tensor, Tensors, Weights, train
from matinee.lab.nn.validation import lessons

PEOPLE_AT_ONCE = 16
BEGIN = 0.5
"""Length of the first vectors of the product."""
VECTORS = ("titles", "history")


class Ncf(Recommender):
    """A product of vectors and a small network side by side judge how well a person and a title go together.

    He, Liao, Zhang, Nie, Hu and Chua, "Neural Collaborative Filtering" (WWW 2017): a generalised product (GMF) and a
    multilayer perceptron, each with vectors of its own, added up. In the place of a vector learned for each person
    stands what the titles of their history make together, each with a learned weight, so that whoever has a history is
    answered. In training the titles to be found are not among those the person is made of.
    """

    class Config(ModelConfig):
        """factors: length of the vectors of either half. width: units of the first layer of the network, the second has
        half of them. hidden: largest share of a history that has to be found from the rest.
        power: a person with n titles to find weighs n ** power. l2: pull of the vectors to zero. spread: of the first
        random vectors of the network. patience: checks without gain before it ends; None runs on."""

        grid: ClassVar[Grid] = {
            "factors": (32, 64),
            "width": (16, 32),
            "hidden": (0.5, 0.8),
            "rate": (0.002, 0.004),
            "batch": (64, 128),
            "l2": (3e-5, 1e-4, 3e-4),
        }
        small: ClassVar[Mapping[str, Any]] = {
            "factors": 8,
            "width": 8,
            "hidden": 0.5,
            "epochs": 25,
            "batch": 16,
            "rate": 0.03,
        }

        factors: int = Field(64, ge=1)
        width: int = Field(32, ge=2)
        hidden: float = Field(0.8, gt=LEAST_HIDDEN, lt=1)
        power: float = Field(0.5, ge=0, le=1)
        l2: float = Field(0.0, ge=0)
        spread: float = Field(0.1, gt=0)
        rate: float = Field(0.003, gt=0)
        epochs: int = Field(30, ge=1)
        batch: int = Field(64, ge=1)
        candidates: int = Field(200, ge=1)
        patience: int | None = Field(None, ge=1)

    family: ClassVar[Family] = "network"

    config: Config
    weights: Weights
    """By the names of `_shapes`: of the vectors, the first half of the columns belongs to the product."""
    prior: np.ndarray
    """float32 (titles,)"""
    _title_part: np.ndarray
    """float32 (titles, width): what a title brings to the first layer, whoever asks."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        config = self.config
        self.prior = prior.popularity_prior(data.histories.likes(data.feedback))
        taught = lessons(self, data, context, stops=config.patience is not None)
        likes = taught.histories.liked(data.feedback)
        everything = np.arange(data.n_titles, dtype=np.int32)
        puzzles = Puzzles(likes, config.batch, config.hidden, everything, config.candidates, context.seed)

        def loss(tensors: Tensors, puzzle: Puzzle) -> Tensor:
            logits = forward(tensors, puzzle.known, puzzle.columns)
            lost = picking_loss(logits, puzzle, rarity=puzzles.rarity, power=config.power)
            return lost + config.l2 * sum((tensors[name] ** 2).sum() for name in VECTORS)

        start = self._first(likes, context.generator("ncf: first weights"))
        plan = Plan(epochs=config.epochs, rate=config.rate, patience=config.patience)
        train(Network("ncf", start, loss, puzzles.of_epoch, self._hold, taught.judge), plan, context)

    def _first(self, likes: Histories, generator: np.random.Generator) -> Weights:
        liked = np.bincount(likes.titles, minlength=likes.n_titles)
        made: Weights = {}
        for name, shape in _shapes(self.config, likes.n_titles).items():
            if name in VECTORS:
                made[name] = first_weights.normal(generator, *shape, spread=self.config.spread)
            elif name in {"person_in", "title_in", "between"}:
                made[name] = first_weights.uniform(generator, *shape)
            else:
                made[name] = first_weights.zeros(*shape)
        near = by_company(likes.matrix(np.ones_like(likes.values)), self.config.factors, generator=generator)
        for name in VECTORS:
            made[name][:, : self.config.factors] = near * np.float32(BEGIN)
        made["product"] += 1.0
        made["out"] += first_weights.normal(generator, *made["out"].shape, spread=0.1)
        made["bias"] = np.log((liked + 0.5) / (np.median(liked) + 0.5)).astype(np.float32)
        return made

    def _hold(self, weights: Weights) -> None:
        self.weights = weights
        self._title_part = linear(
            weights["titles"][:, self.config.factors :], weights["title_in"], weights["first_bias"]
        )

    def _scores(self, histories: Histories) -> Scores:
        likes, own, size = histories.liked(self.feedback), self.weights, self.config.factors
        people = likes.matrix(attention_of_arrays(own["pull"][likes.titles], likes)) @ own["history"]
        made = (people[:, :size] * own["product"]) @ own["titles"][:, :size].T
        person_part = linear(people[:, size:], own["person_in"])
        for first in range(0, len(likes), PEOPLE_AT_ONCE):
            some = slice(first, first + PEOPLE_AT_ONCE)
            inner = relu(person_part[some, None, :] + self._title_part)
            made[some] += relu(linear(inner, own["between"], own["second_bias"])) @ own["out"]
        made += own["bias"]
        made[likes.lengths == 0] = 0.0
        made += self.prior
        return made

    def state(self) -> State:
        return {**self.weights, "prior": self.prior}

    def restore(self, state: State) -> None:
        shapes = _shapes(self.config, len(self.titles))
        self._hold({name: taken(state, name, shape=shape) for name, shape in shapes.items()})
        self.prior = taken(state, "prior", shape=(len(self.titles),))


def forward(tensors: Tensors, known: Histories, columns: np.ndarray) -> Tensor:
    """(people, columns), in torch: what `_scores` computes in numpy, without the prior, for some titles."""
    torch = needs("torch")
    weights = attention(at_titles(tensors["pull"], known.titles), known)
    people, titles = summed(tensors["history"], known, weights), at_titles(tensors["titles"], columns)
    size = len(tensors["product"])
    made = (people[:, :size] * tensors["product"]) @ titles[:, :size].T + at_titles(tensors["bias"], columns)
    person_part = people[:, size:] @ tensors["person_in"].T
    title_part = titles[:, size:] @ tensors["title_in"].T + tensors["first_bias"]
    inner = torch.relu(person_part[:, None, :] + title_part)
    return made + torch.relu(inner @ tensors["between"].T + tensors["second_bias"]) @ tensors["out"]


def _shapes(config: Ncf.Config, titles: int) -> dict[str, tuple[int, ...]]:
    width, length = config.width, 2 * config.factors
    return {
        "titles": (titles, length),
        "history": (titles, length),
        "pull": (titles,),
        "bias": (titles,),
        "product": (config.factors,),
        "person_in": (width, config.factors),
        "title_in": (width, config.factors),
        "first_bias": (width,),
        "between": (width // 2, width),
        "second_bias": (width // 2,),
        "out": (width // 2,),
    }
