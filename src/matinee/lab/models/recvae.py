"""RecVAE and Mult-VAE: a network that reads what somebody liked as a cloud of tastes, and tells likes from it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
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
from matinee.lab.nn.validation import lessons

LAYER_EPSILON = 0.1
WIDE_LOG_VARIANCE = 10.0
SHARES = (0.15, 0.75, 0.1)
"""Of the composite prior: the standard normal, what the encoder said a round ago, and a wide normal."""
OLD = ("old_mean", "old_log_variance")
"""Of every person of the training, from a round ago: state of the training, no part of the model."""
PEOPLE_AT_ONCE = 2048


class Recvae(Recommender):
    """Reads what somebody liked as a cloud of tastes and tells from it what else they would like.

    recvae: Shenbin, Alekseev, Tutubalina, Malykh and Nikolenko, "RecVAE: a New Variational Autoencoder for Top-N
    Recommendations with Implicit Feedback" (WSDM 2020). mult-vae: Liang, Krishnan, Hoffman and Jebara, "Variational
    Autoencoders for Collaborative Filtering" (WWW 2018). Both tell likes by a multinomial over all titles.
    """

    class Config(ModelConfig):
        """kind: the deep form or the plain one. hidden, latent: widths. layers: of the encoder of recvae. dropout: the
        share of a history that is not shown. epochs: passes over the people, in recvae rounds of `encoder_epochs`
        passes for the encoder and one for the decoder. gamma: pull to the prior in recvae, for each title of a history.
        beta: that of mult-vae, for each history, reached after `anneal` epochs. patience: epochs or rounds without a
        better value before it ends."""

        grid: ClassVar[Grid] = {
            "gamma": (0.0025, 0.0035, 0.005, 0.0075, 0.01, 0.02),
            "dropout": (0.3, 0.5, 0.7),
            "latent": (100, 200),
        }
        small: ClassVar[Mapping[str, Any]] = {
            "hidden": 24,
            "latent": 8,
            "layers": 2,
            "batch": 16,
            "epochs": 10,
            "rate": 0.02,
        }

        kind: Literal["recvae", "mult-vae"] = "recvae"
        hidden: int = Field(600, ge=1)
        latent: int = Field(200, ge=1)
        layers: int = Field(5, ge=1)
        dropout: float = Field(0.5, ge=0, lt=1)
        gamma: float = Field(0.005, ge=0)
        encoder_epochs: int = Field(3, ge=1)
        beta: float = Field(0.2, ge=0)
        anneal: int = Field(20, ge=1)
        epochs: int = Field(22, ge=1)
        rate: float = Field(1e-3, gt=0)
        batch: int = Field(100, ge=1)
        patience: int | None = Field(None, ge=1)

        @property
        def steps_an_epoch(self) -> int:
            return self.encoder_epochs + 1 if self.kind == "recvae" else 1

    family: ClassVar[Family] = "network"

    config: Config
    weights: Weights
    """float32, under the names of `shapes`."""
    prior: np.ndarray
    """float32 (titles,)"""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        config = self.config
        self.prior = prior.popularity_prior(data.histories.likes(data.feedback))
        lesson = lessons(self, data, context, stops=config.patience is not None)
        likes = lesson.histories.liked(data.feedback)
        likes = likes.rows(likes.lengths > 0)
        start = first(shapes(config, data.n_titles), likes, context.generator("first weights"))
        course, every = Course(config, likes, seed=context.seed), config.steps_an_epoch
        network = Network(self.name(), start, course.loss, course.batches, self._hold, lesson.judge)
        if config.kind == "recvae":
            said = {name: first_weights.zeros(len(likes), config.latent) for name in OLD}
            network = replace(network, start=start | said, learning=course.learning, before=course.remember)
        plan = Plan(config.epochs * every, config.rate, clip=None, patience=config.patience, check_every=every)
        train(network, plan, context)

    def _hold(self, weights: Weights) -> None:
        self.weights = {name: array for name, array in weights.items() if name not in OLD}

    def _scores(self, histories: Histories) -> Scores:
        mean = self.embed(histories)
        if self.config.kind == "mult-vae":
            mean = np.tanh(functions.linear(mean, self.weights["widen"], self.weights["widen_bias"]))
        return functions.linear(mean, self.weights["write"], self.weights["write_bias"] + self.prior)

    def embed(self, histories: Histories) -> np.ndarray:
        """float32 (people, latent): where the taste of each person lies."""
        weights, likes = self.weights, histories.likes(self.feedback)
        lengths = np.diff(likes.indptr)
        likes.data *= np.repeat(_lengthening(lengths), lengths)
        made = likes @ weights["read"] + weights["read_bias"]
        if self.config.kind == "mult-vae":
            made = np.tanh(made)
        else:
            above = np.zeros_like(made)
            for layer in range(self.config.layers):
                if layer:
                    above = above + made
                    made = functions.linear(made, weights[f"deep{layer}"], weights[f"deep{layer}_bias"]) + above
                scale, shift = weights[f"norm{layer}_scale"], weights[f"norm{layer}_shift"]
                made = functions.layer_norm(functions.silu(made), scale, shift, epsilon=np.float32(LAYER_EPSILON))
        return functions.linear(made, weights["mean"], weights["mean_bias"])

    def state(self) -> State:
        return {"prior": self.prior, **self.weights}

    def restore(self, state: State) -> None:
        count = len(self.titles)
        self.prior = taken(state, "prior", shape=(count,))
        self.weights = {name: taken(state, name, shape=shape) for name, shape in shapes(self.config, count).items()}


def shapes(config: Recvae.Config, count: int) -> dict[str, tuple[int, ...]]:
    """Every weight by name: (outputs, inputs), but `read` has a row a title, of which a history picks a few."""
    hidden, latent, deep = config.hidden, config.latent, config.kind == "recvae"
    made: dict[str, tuple[int, ...]] = {"read": (count, hidden), "read_bias": (hidden,)}
    for layer in range(config.layers if deep else 0):
        if layer:
            made |= {f"deep{layer}": (hidden, hidden), f"deep{layer}_bias": (hidden,)}
        made |= {f"norm{layer}_scale": (hidden,), f"norm{layer}_shift": (hidden,)}
    for name in ("mean", "log_variance"):
        made |= {name: (latent, hidden), f"{name}_bias": (latent,)}
    if not deep:
        made |= {"widen": (hidden, latent), "widen_bias": (hidden,)}
    return made | {"write": (count, latent if deep else hidden), "write_bias": (count,)}


def first(wanted: dict[str, tuple[int, ...]], likes: Histories, generator: np.random.Generator) -> Weights:
    """The weights before any learning; the last offsets tell titles by how often they were liked, which is quick."""
    made = {}
    for name, shape in wanted.items():
        if name.endswith("_scale"):
            made[name] = first_weights.ones(*shape)
        elif len(shape) == 1:
            made[name] = first_weights.zeros(*shape)
        else:
            made[name] = first_weights.uniform(generator, *shape)
    counts = np.bincount(likes.titles, minlength=likes.n_titles) + 1.0
    made["write_bias"] = np.log(counts / counts.sum()).astype(np.float32)
    return made


@dataclass(frozen=True, eq=False)
class Batch:
    """rows: of the people of the training. shown: what the encoder sees of the likes, which are all to be told. weight:
    pull to the prior. decoding: whether the decoder learns, and the encoder only reads."""

    rows: np.ndarray
    shown: Histories
    likes: Histories
    weight: float = 0.0
    decoding: bool = False


@dataclass(frozen=True, eq=False)
class Course:
    """How the network learns from likes, in which every person has one at least."""

    config: Recvae.Config
    likes: Histories
    seed: int

    def decoding(self, epoch: int) -> bool:
        """Whether this pass is the one of its round in which the decoder learns."""
        return self.config.kind == "recvae" and epoch % (self.config.encoder_epochs + 1) == self.config.encoder_epochs

    def learning(self, epoch: int) -> Collection[str]:
        names = shapes(self.config, self.likes.n_titles)
        return [name for name in names if name.startswith("write") == self.decoding(epoch)]

    def batches(self, epoch: int) -> Iterator[Batch]:
        config, generator = self.config, seeds.generator(self.seed, f"likes not shown in epoch {epoch}")
        count = -(-len(self.likes) // config.batch)
        for step, part in enumerate(minibatches(self.likes, config.batch, seed=self.seed, epoch=epoch)):
            if self.decoding(epoch):
                yield Batch(part.rows, part.histories, part.histories, decoding=True)
                continue
            keep = generator.random(len(part.histories.titles)) >= config.dropout
            weight = config.gamma
            if config.kind == "mult-vae":
                weight = config.beta * min(1.0, (epoch + step / count) / config.anneal)
            yield Batch(part.rows, part.histories.keep_events(keep), part.histories, weight)

    def remember(self, epoch: int, weights: Tensors) -> None:
        """Puts down what the encoder says of everybody, once its part of a round is over."""
        if epoch and not self.decoding(epoch):
            return
        for rows in np.array_split(np.arange(len(self.likes)), -(-len(self.likes) // PEOPLE_AT_ONCE)):
            part = self.likes.rows(rows)
            for name, said in zip(OLD, encoded(self.config, weights, part, part.lengths), strict=True):
                weights[name][int(rows[0]) : int(rows[-1]) + 1] = said

    def loss(self, weights: Tensors, batch: Batch) -> Tensor:
        """Less the evidence lower bound, from one sample of the cloud a person."""
        torch, config = needs("torch"), self.config
        with torch.set_grad_enabled(not batch.decoding):
            # A history is brought to length 1 before any of it is hidden, and what is shown makes up for that.
            share = 1.0 if batch.decoding else 1.0 - config.dropout
            mean, log_variance = encoded(config, weights, batch.shown, batch.likes.lengths, share=share)
            point = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        told = _told(decoded(config, weights, point, learning=batch.decoding or config.kind != "recvae"), batch.likes)
        if batch.decoding:
            return -told.mean()
        if config.kind == "mult-vae":
            pull = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum(dim=1)
            return -(told - batch.weight * pull).mean()
        old = [weights[name].detach()[on_device(batch.rows, mean)] for name in OLD]
        pull = (_log_normal(point, mean, log_variance) - log_prior(point, *old)).sum(dim=1)
        lengths = on_device(batch.likes.lengths.astype(np.float32), mean)
        return -(told - batch.weight * lengths * pull).mean()


def encoded(
    config: Recvae.Config, weights: Tensors, shown: Histories, lengths: np.ndarray, *, share: float = 1.0
) -> tuple[Tensor, Tensor]:
    """Mean and log variance (people, latent) of histories of likes. share: of each, how much is shown."""
    torch = needs("torch")
    layers, like = torch.nn.functional, weights["read"]
    amounts = np.repeat(_lengthening(lengths) / np.float32(share), shown.lengths)
    made = weights["read_bias"] + layers.embedding_bag(
        on_device(shown.titles.astype(np.int64), like),
        like,
        on_device(shown.offsets[:-1], like),
        mode="sum",
        per_sample_weights=on_device(amounts, like),
    )
    if config.kind == "mult-vae":
        made = torch.tanh(made)
    else:
        above = torch.zeros_like(made)
        for layer in range(config.layers):
            if layer:
                above = above + made
                made = layers.linear(made, weights[f"deep{layer}"], weights[f"deep{layer}_bias"]) + above
            scale, shift = weights[f"norm{layer}_scale"], weights[f"norm{layer}_shift"]
            made = layers.layer_norm(layers.silu(made), scale.shape, scale, shift, LAYER_EPSILON)
    return tuple(layers.linear(made, weights[name], weights[f"{name}_bias"]) for name in ("mean", "log_variance"))  # pyright: ignore


def decoded(config: Recvae.Config, weights: Tensors, point: Tensor, *, learning: bool = True) -> Tensor:
    """Logits (people, titles)."""
    torch = needs("torch")
    if config.kind == "mult-vae":
        point = torch.tanh(torch.nn.functional.linear(point, weights["widen"], weights["widen_bias"]))
    write, bias = weights["write"], weights["write_bias"]
    return torch.nn.functional.linear(point, write if learning else write.detach(), bias if learning else bias.detach())


def _told(logits: Tensor, likes: Histories) -> Tensor:
    """float (people,): the log likelihood of everything that each person liked."""
    torch = needs("torch")
    wanted = torch.zeros(logits.shape, device=logits.device)
    wanted[tuple(on_device(places.astype(np.int64), logits) for places in (likes.row_numbers, likes.titles))] = 1
    return (torch.log_softmax(logits.float(), dim=1) * wanted).sum(dim=1)


def _log_normal(point: Tensor, mean: Tensor, log_variance: Tensor) -> Tensor:
    return -0.5 * (log_variance + np.log(2 * np.pi) + (point - mean) ** 2 / log_variance.exp())


def log_prior(point: Tensor, old_mean: Tensor, old_log_variance: Tensor) -> Tensor:
    """Of the composite prior of recvae, each number by itself."""
    torch = needs("torch")
    none = torch.zeros_like(point)
    parts = ((none, none), (old_mean, old_log_variance), (none, none + WIDE_LOG_VARIANCE))
    made = [np.log(share) + _log_normal(point, *part) for share, part in zip(SHARES, parts, strict=True)]
    return torch.logsumexp(torch.stack(made), dim=0)


def _lengthening(lengths: np.ndarray) -> np.ndarray:
    """float32: what each entry of a row of so many ones is divided by to bring the row to length 1."""
    return (1.0 / np.sqrt(np.maximum(lengths, 1))).astype(np.float32)
