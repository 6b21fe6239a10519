"""RBM: a restricted Boltzmann machine whose visible units are the ratings that somebody gave, and no others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from matinee.kit import seeds
from matinee.kit.extras import needs
from matinee.lab.core import prior
from matinee.lab.core.answers import Scores
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.state import State, taken
from matinee.lab.data.batches import minibatches
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.nn import first_weights, functions
from matinee.lab.nn.training import Network, Plan, Tensor, Tensors, Weights, on_device, train
from matinee.lab.nn.validation import rating_lessons

MOST_LEVELS = 10
"""Of a scale without steps."""
DRAWN_IN = 5.0
"""Ratings of average height that a title is given before learning."""
NUMBERS_AT_ONCE = 8_000_000
SPREAD = 0.05


class Rbm(Recommender):
    """Says how likely each rating of a title is, given all that somebody rated; it predicts ratings only.

    Salakhutdinov, Mnih and Hinton, "Restricted Boltzmann Machines for Collaborative Filtering" (ICML 2007): each rated
    title is a visible unit with one of the values of the scale, titles that were not rated are absent, and with
    `presence` the hidden units also see which titles were rated. Learned by contrastive divergence, as the difference
    between the free energies of the data and of what the machine makes of it; then refined to make hidden ratings
    likely given the others, as in Larochelle and Bengio, "Classification using Discriminative Restricted Boltzmann
    Machines" (ICML 2008).
    """

    class Config(ModelConfig):
        """units: hidden ones. presence: whether they see which titles were rated. steps: of Gibbs sampling, one more
        every `grow` epochs up to so many. l2: of the links between hidden and visible units. epochs: of contrastive
        divergence. refine: epochs after these, in which the share `hidden` of each history is to be told from the rest.
        """

        grid: ClassVar[Grid] = {
            "units": (50, 100, 200),
            "rate": (0.03, 0.05, 0.1),
            "l2": (1e-4, 3e-4, 1e-3),
        }
        small: ClassVar[Mapping[str, Any]] = {"units": 8, "batch": 8, "optimiser": "adam", "rate": 0.03}

        units: int = Field(100, ge=1)
        presence: bool = True
        steps: int = Field(5, ge=1)
        grow: int = Field(8, ge=1)
        l2: float = Field(3e-4, ge=0)
        optimiser: Literal["adam", "sgd"] = "sgd"
        rate: float = Field(0.05, gt=0)
        momentum: float = Field(0.9, ge=0, lt=1)
        epochs: int = Field(15, ge=0)
        refine: int = Field(15, ge=0)
        hidden: float = Field(0.5, gt=0, lt=1)
        batch: int = Field(50, ge=1)
        patience: int | None = Field(None, ge=1)

    family: ClassVar[Family] = "network"
    ranks: ClassVar[bool] = False

    config: Config
    weights: Weights
    """float32, under the names of `shapes`."""
    levels: np.ndarray
    """float32 (levels,), ascending: the values that a rating can have."""
    prior: np.ndarray
    """float32 (titles,)"""
    rated: np.ndarray
    """float32 (titles,): of all ratings, the share that each title got."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        config, given = self.config, data.histories
        self.levels = levels_of(data)
        self.prior = prior.popularity_prior(given.likes(data.feedback))
        self.rated = (np.bincount(given.titles, minlength=data.n_titles) / len(given.titles)).astype(np.float32)
        lesson = rating_lessons(self, data, context, stops=config.patience is not None)
        known = lesson.histories.rows(lesson.histories.lengths > 0)
        course = Course(config, self.levels, known, seed=context.seed)
        start = first(config, self.levels, known, context.generator("first weights"))
        network = Network(self.name(), start, course.loss, course.batches, self._hold, lesson.judge)
        epochs, momentum = config.epochs + config.refine, config.momentum
        plan = Plan(epochs, config.rate, config.optimiser, momentum=momentum, clip=None, patience=config.patience)
        train(network, plan, context)

    def _hold(self, weights: Weights) -> None:
        self.weights = weights

    def embed(self, histories: Histories) -> np.ndarray:
        """float32 (people, hidden): how likely each hidden unit is on."""
        weights, count = self.weights, len(self.titles)
        units = histories.titles * len(self.levels) + level_numbers(histories.values, self.levels)
        ones = np.ones(len(units), dtype=np.float32)
        chosen = Histories(histories.offsets, units, ones, count * len(self.levels))
        made = chosen.matrix() @ weights["links"] + weights["hidden"]
        if self.config.presence:
            made = made + histories.matrix(ones) @ weights["presence"]
        return functions.sigmoid(made)

    def _chances(self, hidden: np.ndarray) -> np.ndarray:
        """float32 (people, titles, levels): how likely each rating is."""
        made = hidden @ self.weights["links"].T + self.weights["visible"]
        return functions.softmax(made.reshape(len(hidden), len(self.titles), len(self.levels)))

    def _scores(self, histories: Histories) -> Scores:
        """How likely a title is liked, once it is rated."""
        liked = (self.levels >= self.feedback.like_at).astype(np.float32)
        hidden, rows = self.embed(histories), max(1, NUMBERS_AT_ONCE // len(self.weights["visible"]))
        parts = [self._chances(hidden[at : at + rows]) @ liked for at in range(0, len(hidden), rows)]
        return np.concatenate(parts) + self.prior

    def predict_ratings(
        self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
    ) -> np.ndarray:
        hidden, made = self.embed(histories), np.empty(len(titles), dtype=np.float32)
        links = self.weights["links"].reshape(len(self.titles), len(self.levels), -1)
        visible = self.weights["visible"].reshape(len(self.titles), -1)
        pairs = max(1, NUMBERS_AT_ONCE // (links.shape[1] * links.shape[2]))
        for at in range(0, len(titles), pairs):
            who, which = rows[at : at + pairs], titles[at : at + pairs]
            logits = visible[which] + np.einsum("ef,ekf->ek", hidden[who], links[which])
            made[at : at + pairs] = functions.softmax(logits) @ self.levels
        return np.clip(made, self.feedback.lowest, self.feedback.highest)

    def generate(self, count: int, *, length: int = 20, steps: int = 100, seed: int = 0) -> Histories:
        """The ratings of so many invented people, `length` each.

        Which titles they rate is drawn by how often titles are rated, for of that the machine knows nothing; the
        ratings are what Gibbs sampling has come to after `steps` steps.
        """
        self.check_fitted()
        generator = seeds.generator(seed, "invented people")
        length = min(length, int(np.count_nonzero(self.rated)))
        with np.errstate(divide="ignore"):
            keys = np.log(self.rated) + generator.gumbel(size=(count, len(self.rated)))
        titles = np.argsort(-keys, axis=1)[:, :length].astype(np.int32)
        on = np.zeros((count, self.config.units), dtype=np.float32)
        values = np.empty(titles.shape, dtype=np.float32)
        for _ in range(steps + 1):
            chances = np.take_along_axis(self._chances(on), titles[:, :, None], axis=1)
            values = self.levels[_drawn(chances, generator.random(titles.shape))]
            hidden = self.embed(Histories(np.arange(count + 1) * length, titles.ravel(), values.ravel(), keys.shape[1]))
            on = (generator.random(hidden.shape) < hidden).astype(np.float32)
        return Histories(np.arange(count + 1) * length, titles.ravel(), values.ravel(), keys.shape[1])

    def state(self) -> State:
        return {"levels": self.levels, "prior": self.prior, "rated": self.rated, **self.weights}

    def restore(self, state: State) -> None:
        count = len(self.titles)
        self.levels = taken(state, "levels", shape=(None,))
        self.prior, self.rated = (taken(state, name, shape=(count,)) for name in ("prior", "rated"))
        wanted = shapes(self.config, count, len(self.levels))
        self.weights = {name: taken(state, name, shape=shape) for name, shape in wanted.items()}


def levels_of(data: Dataset) -> np.ndarray:
    """float32, ascending: the steps of the scale; where it has none, values between which the data falls evenly."""
    scale = data.feedback
    if scale.step:
        return np.arange(scale.lowest, scale.highest + scale.step / 2, scale.step, dtype=np.float32)
    spread = np.quantile(data.histories.values, np.linspace(0, 1, MOST_LEVELS), method="nearest")
    return np.unique(spread).astype(np.float32)


def level_numbers(values: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """int32 (events,): which level is nearest to each value."""
    return np.searchsorted((levels[1:] + levels[:-1]) / 2, values).astype(np.int32)


def shapes(config: Rbm.Config, count: int, levels: int) -> dict[str, tuple[int, ...]]:
    """Every weight by name; the visible units are all levels of the first title, then those of the second."""
    made = {"links": (count * levels, config.units), "visible": (count * levels,), "hidden": (config.units,)}
    return made | ({"presence": (count, config.units)} if config.presence else {})


def first(config: Rbm.Config, levels: np.ndarray, known: Histories, generator: np.random.Generator) -> Weights:
    """The weights before any learning: ratings as likely as they are in the data, and links that rise or fall with the
    rating, on average alike for all titles, for whoever rates one title high rates others high."""
    units = known.titles.astype(np.int64) * len(levels) + level_numbers(known.values, levels)
    counts = np.bincount(units, minlength=known.n_titles * len(levels)).reshape(known.n_titles, -1)
    usual = (counts.sum(axis=0) + 1) / (counts.sum() + len(levels))
    made = {name: first_weights.zeros(*shape) for name, shape in shapes(config, known.n_titles, len(levels)).items()}
    centred = levels - usual @ levels
    heights = (centred / np.sqrt(usual @ centred**2 + 1e-6)).astype(np.float32)
    slopes = first_weights.normal(generator, known.n_titles + 1, config.units, spread=SPREAD)
    made["links"] = ((slopes[1:] + slopes[0])[:, None, :] * heights[:, None]).reshape(made["links"].shape)
    share = (counts + DRAWN_IN * usual) / (counts.sum(axis=1, keepdims=True) + DRAWN_IN)
    made["visible"] = np.log(share).astype(np.float32).ravel()
    return made


@dataclass(frozen=True, eq=False)
class Batch:
    """steps: of Gibbs sampling. told: the ratings that are to be told from the histories; None in the first part."""

    histories: Histories
    steps: int
    told: Histories | None = None


@dataclass(frozen=True, eq=False)
class Course:
    """How the machine learns from histories, none of them empty."""

    config: Rbm.Config
    levels: np.ndarray
    known: Histories
    seed: int

    def batches(self, epoch: int) -> Iterator[Batch]:
        config, generator = self.config, seeds.generator(self.seed, f"ratings hidden in epoch {epoch}")
        steps = min(config.steps, 1 + epoch // config.grow)
        for part in minibatches(self.known, config.batch, seed=self.seed, epoch=epoch):
            if epoch < config.epochs:
                yield Batch(part.histories, steps)
            else:
                hidden = generator.random(len(part.histories.titles)) < config.hidden
                yield Batch(part.histories.keep_events(~hidden), 0, part.histories.keep_events(hidden))

    def loss(self, weights: Tensors, batch: Batch) -> Tensor:
        held = sum((weights[name] ** 2).sum() for name in ("links", "presence") if name in weights)
        apart = self._apart(weights, batch) if batch.told is None else self._untold(weights, batch, batch.told)
        return apart / len(batch.histories) + 0.5 * self.config.l2 * held

    def _untold(self, weights: Tensors, batch: Batch, told: Histories) -> Tensor:
        """Less the log likelihood of ratings given others, by the mean field of the hidden units."""
        torch, known = needs("torch"), batch.histories
        numbers = self._numbers(known, weights["links"])
        on = torch.sigmoid(activation(weights, known, numbers, len(self.levels)))
        logits = self._logits(weights, on, told)
        return torch.nn.functional.cross_entropy(logits, self._numbers(told, on), reduction="sum")

    def _numbers(self, known: Histories, like: Tensor) -> Tensor:
        return on_device(level_numbers(known.values, self.levels).astype(np.int64), like)

    def _apart(self, weights: Tensors, batch: Batch) -> Tensor:
        """Its gradient is that of contrastive divergence; its value says little."""
        torch, known = needs("torch"), batch.histories
        made = data = self._numbers(known, weights["links"])
        with torch.no_grad():
            for _ in range(batch.steps):
                on = torch.bernoulli(torch.sigmoid(activation(weights, known, made, len(self.levels))))
                chances = torch.softmax(self._logits(weights, on, known), dim=1)
                made = (chances.cumsum(dim=1) < torch.rand_like(chances[:, :1])).sum(dim=1)
                made = made.clamp(max=len(self.levels) - 1)
        return self.free_energy(weights, known, data) - self.free_energy(weights, known, made)

    def _logits(self, weights: Tensors, on: Tensor, asked: Histories) -> Tensor:
        """(events, levels), a few people at a time: the product over all titles is quicker than picking out links."""
        torch, count = needs("torch"), len(self.levels)
        rows, titles = (on_device(array.astype(np.int64), on) for array in (asked.row_numbers, asked.titles))
        people = max(1, NUMBERS_AT_ONCE // len(weights["visible"]))
        parts = []
        for at in range(0, len(on), people):
            made = (on[at : at + people] @ weights["links"].T + weights["visible"]).view(-1, self.known.n_titles, count)
            # Events stand in the order of their rows. A mask would have to wait until the device knows how many it has.
            here = slice(int(asked.offsets[at]), int(asked.offsets[min(at + people, len(on))]))
            parts.append(made[rows[here] - at, titles[here]])
        return torch.cat(parts).float()

    def free_energy(self, weights: Tensors, known: Histories, levels: Tensor) -> Tensor:
        """Of all people together."""
        units = on_device(known.titles.astype(np.int64), levels) * len(self.levels) + levels
        hidden = needs("torch").nn.functional.softplus(activation(weights, known, levels, len(self.levels))).sum()
        return -weights["visible"][units].sum() - hidden


def activation(weights: Tensors, known: Histories, levels: Tensor, count: int) -> Tensor:
    """(people, hidden), before the sigmoid. levels: int64 (events,), of the titles of `known`; count: how many."""
    layers = needs("torch").nn.functional
    titles, starts = (on_device(array.astype(np.int64), levels) for array in (known.titles, known.offsets[:-1]))
    made = weights["hidden"] + layers.embedding_bag(titles * count + levels, weights["links"], starts, mode="sum")
    if "presence" in weights:
        made = made + layers.embedding_bag(titles, weights["presence"], starts, mode="sum")
    return made


def _drawn(chances: np.ndarray, lots: np.ndarray) -> np.ndarray:
    """Of the last axis of `chances`, the place that each lot from 0 to 1 falls on."""
    places = (np.cumsum(chances, axis=-1) < lots[..., None]).sum(axis=-1)
    return np.minimum(places, chances.shape[-1] - 1)
