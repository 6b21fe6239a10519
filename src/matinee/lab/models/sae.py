"""SAE: a stacked autoencoder that reads somebody's ratings and predicts those of all titles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from matinee.kit import seeds
from matinee.kit.extras import needs
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

PAIRS_AT_ONCE = 16384
ROUNDS = 10
"""In which the offsets of titles and people are told apart."""


class Sae(Recommender):
    """Reads somebody's ratings through narrow layers and predicts those of all titles; it predicts ratings only.

    A stacked autoencoder whose loss counts rated titles alone. Sedhain, Menon, Sanner and Xie, "AutoRec: Autoencoders
    Meet Collaborative Filtering" (WWW 2015); deep and with large dropout Kuchaiev and Ginsburg, "Training Deep
    AutoEncoders for Collaborative Filtering" (2017); from what is shown to what is hidden Strub, Gaudel and Mary,
    "Hybrid Recommender System based on Autoencoders" (2016).
    """

    class Config(ModelConfig):
        """layers: widths from the first to the last hidden layer; the narrowest is the place of a person.

        scaling: what the network sees of a rating. offsets: what is left of it when the offsets of title and person are
        taken away; scale: 0 at the lowest and 1 at the highest of the scale; person: 0 at the lowest and 1 at the
        highest that the person gave. presence: whether it also sees which titles were rated. hidden: share of a history
        that is hidden and has to be predicted. shown_weight: what a rating that is shown counts in the loss, a hidden
        one being 1. dropout: share of the last hidden layer. l2_title, l2_person: shrinkage of offsets, as a number of
        ratings.
        """

        grid: ClassVar[Grid] = {
            "hidden": (0.1, 0.3, 0.5),
            "dropout": (0.0, 0.3, 0.5, 0.7),
            "weight_decay": (0.0, 1e-5, 3e-5, 1e-4),
        }
        small: ClassVar[Mapping[str, Any]] = {
            "layers": (16,),
            "batch": 8,
            "epochs": 25,
            "rate": 0.01,
            "dropout": 0.0,
            "hidden": 0.6,
        }

        layers: tuple[int, ...] = Field((500,), min_length=1)
        activation: Literal["sigmoid", "selu", "silu"] = "selu"
        scaling: Literal["offsets", "scale", "person"] = "offsets"
        presence: bool = True
        hidden: float = Field(0.3, ge=0, lt=1)
        shown_weight: float = Field(0.0, ge=0, le=1)
        dropout: float = Field(0.5, ge=0, lt=1)
        l2_title: float = Field(2.0, gt=0)
        l2_person: float = Field(5.0, gt=0)
        optimiser: Literal["adam", "rmsprop"] = "adam"
        rate: float = Field(1e-3, gt=0)
        weight_decay: float = Field(0.0, ge=0)
        epochs: int = Field(60, ge=1)
        batch: int = Field(128, ge=1)
        patience: int | None = Field(None, ge=1)

    family: ClassVar[Family] = "network"
    ranks: ClassVar[bool] = False

    config: Config
    weights: Weights
    """float32, under the names of `shapes`."""
    frame: "Frame"

    def _fit(self, data: Dataset, context: FitContext) -> None:
        config = self.config
        self.frame = Frame.of(config, data)
        lesson = rating_lessons(self, data, context, stops=config.patience is not None)
        course = Course(config, self.frame, lesson.histories.rows(lesson.histories.lengths > 0), seed=context.seed)
        network = Network(
            self.name(),
            first(shapes(config, data.n_titles), context.generator("first weights")),
            loss=course.loss,
            batches=course.batches,
            hold=self._hold,
            judge=lesson.judge,
        )
        plan = Plan(
            epochs=config.epochs,
            rate=config.rate,
            optimiser=config.optimiser,
            weight_decay=config.weight_decay,
            patience=config.patience,
        )
        train(network, plan, context)

    def _hold(self, weights: Weights) -> None:
        self.weights = weights

    def _layers(self, histories: Histories) -> list[np.ndarray]:
        """float32 (people, width) of each hidden layer."""
        config, weights = self.config, self.weights
        amounts, held = self.frame.read(histories), presence_weights(config, histories.lengths)
        made = weights["read_bias"] + histories.matrix(amounts * held[histories.row_numbers]) @ weights["read"]
        if config.presence:
            made = made + histories.matrix(held[histories.row_numbers]) @ weights["presence"]
        act = {"sigmoid": functions.sigmoid, "selu": functions.selu, "silu": functions.silu}[config.activation]
        layers = [act(made)]
        for layer in range(1, len(config.layers)):
            layers.append(act(functions.linear(layers[-1], weights[f"deep{layer}"], weights[f"deep{layer}_bias"])))
        return layers

    def embed(self, histories: Histories) -> np.ndarray:
        """float32 (people, width): the narrowest hidden layer, the first of them where several are."""
        return self._layers(histories)[int(np.argmin(self.config.layers))]

    def _scores(self, histories: Histories) -> Scores:
        made = functions.linear(self._layers(histories)[-1], self.weights["write"], self.weights["write_bias"])
        lift, span = self.frame.of_people(histories)
        return self.frame.centre + lift[:, None] + span[:, None] * out(self.config, made)

    def predict_ratings(
        self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
    ) -> np.ndarray:
        last, (lift, span) = self._layers(histories)[-1], self.frame.of_people(histories)
        made = self.weights["write_bias"][titles]
        for first_pair in range(0, len(titles), PAIRS_AT_ONCE):
            part = slice(first_pair, first_pair + PAIRS_AT_ONCE)
            made[part] += np.einsum("ij,ij->i", last[rows[part]], self.weights["write"][titles[part]])
        rated = self.frame.centre[titles] + lift[rows] + span[rows] * out(self.config, made)
        return np.clip(rated, self.feedback.lowest, self.feedback.highest).astype(np.float32)

    def state(self) -> State:
        bounds = np.array([self.frame.lowest, self.frame.highest], dtype=np.float32)
        return {"centre": self.frame.centre, "bounds": bounds, **self.weights}

    def restore(self, state: State) -> None:
        count = len(self.titles)
        lowest, highest = taken(state, "bounds", shape=(2,)).tolist()
        self.frame = Frame(self.config, taken(state, "centre", shape=(count,)), lowest, highest)
        self.weights = {name: taken(state, name, shape=shape) for name, shape in shapes(self.config, count).items()}


@dataclass(frozen=True, eq=False)
class Frame:
    """Between ratings and what the network reads and writes: rating = centre[title] + lift + span * written.

    centre: float32 (titles,), zero but with offsets. lowest, highest: of the scale, or of the data where that has no
    end.
    """

    config: Sae.Config
    centre: np.ndarray
    lowest: float
    highest: float

    @classmethod
    def of(cls, config: Sae.Config, data: Dataset) -> "Frame":
        given, scale = data.histories, data.feedback
        endless = scale.step == 0
        lowest = float(given.values.min()) if endless else scale.lowest
        highest = max(float(given.values.max()) if endless else scale.highest, lowest + 1.0)
        if config.scaling != "offsets":
            return cls(config, np.zeros(data.n_titles, dtype=np.float32), lowest, highest)
        mean = given.values.mean(dtype=np.float64)
        counts = np.bincount(given.titles, minlength=data.n_titles)
        made = cls(config, np.full(data.n_titles, mean, dtype=np.float32), lowest, highest)
        for _ in range(ROUNDS):
            lift, _ = made.of_people(given)
            total = np.bincount(
                given.titles, weights=given.values - mean - lift[given.row_numbers], minlength=data.n_titles
            )
            made = cls(config, (mean + total / (counts + config.l2_title)).astype(np.float32), lowest, highest)
        return made

    def of_people(self, histories: Histories) -> tuple[np.ndarray, np.ndarray]:
        """Lift and span, float32 (people,) each."""
        people, rows, values = len(histories), histories.row_numbers, histories.values
        if self.config.scaling == "offsets":
            total = np.bincount(rows, weights=values - self.centre[histories.titles], minlength=people)
            lift = (total / (histories.lengths + self.config.l2_person)).astype(np.float32)
            return lift, np.ones(people, dtype=np.float32)
        lowest = np.full(people, self.lowest, dtype=np.float32)
        highest = np.full(people, self.highest, dtype=np.float32)
        if self.config.scaling == "person":
            rated = histories.lengths > 0
            starts = histories.offsets[:-1][rated]
            if len(starts):
                lowest[rated], highest[rated] = (f.reduceat(values, starts) for f in (np.minimum, np.maximum))
        return lowest, highest - lowest

    def read(self, histories: Histories, known: Histories | None = None) -> np.ndarray:
        """float32 (events,): what the network would have to write of each rating, as its person is known."""
        lift, span = self.of_people(histories if known is None else known)
        rows = histories.row_numbers
        left = histories.values - self.centre[histories.titles] - lift[rows]
        return left / np.where(span > 0, span, np.float32(1.0))[rows]


def presence_weights(config: Sae.Config, lengths: np.ndarray) -> np.ndarray:
    """float32 (people,): what each rating of a history is multiplied by, so that long ones are not louder."""
    if config.scaling != "offsets":
        return np.ones(len(lengths), dtype=np.float32)
    return (1.0 / np.sqrt(np.maximum(lengths, 1))).astype(np.float32)


def out(config: Sae.Config, made: np.ndarray) -> np.ndarray:
    return made if config.scaling == "offsets" else functions.sigmoid(made)


def shapes(config: Sae.Config, count: int) -> dict[str, tuple[int, ...]]:
    """Every weight by name: (outputs, inputs), but `read` and `presence` have a row a title."""
    widths = config.layers
    made: dict[str, tuple[int, ...]] = {"read": (count, widths[0]), "read_bias": (widths[0],)}
    if config.presence:
        made["presence"] = (count, widths[0])
    for layer in range(1, len(widths)):
        made |= {f"deep{layer}": (widths[layer], widths[layer - 1]), f"deep{layer}_bias": (widths[layer],)}
    return made | {"write": (count, widths[-1]), "write_bias": (count,)}


def first(wanted: dict[str, tuple[int, ...]], generator: np.random.Generator) -> Weights:
    """The weights before any learning."""
    return {
        name: first_weights.zeros(*shape) if len(shape) == 1 else first_weights.uniform(generator, *shape)
        for name, shape in wanted.items()
    }


@dataclass(frozen=True, eq=False)
class Batch:
    """shown: what the network sees. wanted: float32 (people, titles), what it is to write. weights: of each of these,
    zero where nothing was rated."""

    shown: Histories
    wanted: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True, eq=False)
class Course:
    """How the network learns from histories, none of them empty."""

    config: Sae.Config
    frame: Frame
    histories: Histories
    seed: int

    def batches(self, epoch: int) -> Iterator[Batch]:
        config, generator = self.config, seeds.generator(self.seed, f"ratings hidden in epoch {epoch}")
        for part in minibatches(self.histories, config.batch, seed=self.seed, epoch=epoch):
            rated = part.histories
            shown = generator.random(len(rated.titles)) >= config.hidden
            known = rated.keep_events(shown)
            counts = np.where(shown, np.float32(config.shown_weight if config.hidden else 1.0), np.float32(1.0))
            wanted, weights = (rated.matrix(data).toarray() for data in (self.frame.read(rated, known), counts))
            yield Batch(known, wanted, weights)

    def loss(self, weights: Tensors, batch: Batch) -> Tensor:
        made = written(self.config, self.frame, weights, batch.shown, learning=True)
        wanted, counts = (on_device(array, made) for array in (batch.wanted, batch.weights))
        return (counts * (made - wanted) ** 2).sum() / counts.sum().clamp(min=1.0)


def written(config: Sae.Config, frame: Frame, weights: Tensors, shown: Histories, *, learning: bool = False) -> Tensor:
    """float (people, titles): what the network writes, to be put into the frame."""
    torch = needs("torch")
    layers, like = torch.nn.functional, weights["read"]
    titles, starts = (on_device(array.astype(np.int64), like) for array in (shown.titles, shown.offsets[:-1]))
    held = presence_weights(config, shown.lengths)[shown.row_numbers]

    def bag(name: str, amounts: np.ndarray) -> Tensor:
        return layers.embedding_bag(
            titles, weights[name], starts, mode="sum", per_sample_weights=on_device(amounts, like)
        )

    made = weights["read_bias"] + bag("read", frame.read(shown) * held)
    if config.presence:
        made = made + bag("presence", held)
    act = {"sigmoid": torch.sigmoid, "selu": layers.selu, "silu": layers.silu}[config.activation]
    made = act(made)
    for layer in range(1, len(config.layers)):
        made = act(layers.linear(made, weights[f"deep{layer}"], weights[f"deep{layer}_bias"]))
    made = layers.linear(layers.dropout(made, config.dropout, learning), weights["write"], weights["write_bias"])
    return made if config.scaling == "offsets" else torch.sigmoid(made)
