"""Sequences of likes read by attention: what somebody will like, from what they liked and in which order."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from matinee.kit import topk
from matinee.kit.extras import needs
from matinee.lab.core import prior
from matinee.lab.core.answers import Scores, TopK
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.negatives import NONE_LEFT, uniform_negatives
from matinee.lab.nn import first_points, functions, ligr
from matinee.lab.nn.sequences import Cut, Pieces, padded, pieces_of_epoch, placed_in_order
from matinee.lab.nn.training import Network, Plan, Tensor, Tensors, Weights, on_device, train
from matinee.lab.nn.validation import lessons

DAY = 86_400
ALL_TITLES_UP_TO = 20_000
"""Titles that are all compared with the right one where `loss` is `auto`; where there are more, some are drawn."""
FIRST_LENGTH = np.float32(0.2)
"""Of the points of titles: what a history is read as is about 8 long, so that first scores spread over a few units."""
SCALE = np.float32(5.0)
"""Of the points where they are read."""
CELLS = 400_000
"""Numbers that a block of sequences holds in one layer while it is answered: about what a core's own cache takes."""


class Sasrec(Recommender):
    """A transformer that reads what somebody liked, one title after the other, and tells which titles follow.

    Kang and McAuley, "Self-Attentive Sequential Recommendation" (ICDM 2018), with gated blocks and a softmax over
    titles as in Tikhonovich et al., "eSASRec: Enhancing Transformer-based Recommendations in a Modular Fashion" (RecSys
    2025); with loss "gbce" that of Petrov and Macdonald, "gSASRec: Reducing Overconfidence in Sequential Recommendation
    Trained with Negative Sampling" (RecSys 2023). Titles have one point, by which they are read and scored; how
    popular a title is stands beside it as a number of its own.
    """

    class Config(ModelConfig):
        """factors: length of a point. layers, heads, widening: of the network. length: titles of a history that are
        read, the newest. order: `time` reads by time, `shuffled` in an order drawn anew each epoch, as is done wherever
        there are no times. window: how many of the next titles count as what follows, None for all of them. places:
        of a history from which an epoch looks ahead; drawn: titles that follow, for each place. loss: `softmax` over
        all titles, `sampled` over `negatives` titles, `gbce` with `calibration`, and `auto` softmax up to 20,000 titles
        and sampled beyond. half_life_days: how much older a place has to be to count half; None for all alike.
        patience: checks without a better one before it ends, None for all epochs."""

        grid: ClassVar[Grid] = {
            "order": ("time", "shuffled"),
            "window": (1, 20, None),
            "layers": (1, 2),
            "rate": (5e-4, 1e-3),
            "half_life_days": (None, 14.0, 60.0),
        }
        small: ClassVar[Mapping[str, Any]] = {
            "factors": 16,
            "layers": 1,
            "heads": 1,
            "widening": 2,
            "order": "shuffled",
            "window": None,
            "batch": 16,
            "rate": 0.01,
            "dropout": 0.0,
            "epochs": 25,
        }

        factors: int = Field(64, ge=1)
        layers: int = Field(1, ge=1)
        heads: int = Field(2, ge=1)
        widening: int = Field(2, ge=1)
        length: int = Field(100, ge=1)
        order: Literal["time", "shuffled"] = "time"
        window: int | None = Field(None, ge=1)
        places: int = Field(4, ge=1)
        drawn: int = Field(8, ge=1)
        loss: Literal["auto", "softmax", "sampled", "gbce"] = "auto"
        negatives: int = Field(256, ge=1)
        calibration: float = Field(0.75, ge=0, le=1)
        half_life_days: float | None = Field(None, gt=0)
        dropout: float = Field(0.3, ge=0, lt=1)
        epochs: int = Field(10, ge=1)
        rate: float = Field(1e-3, gt=0)
        batch: int = Field(32, ge=1)
        patience: int | None = Field(None, ge=1)

        @model_validator(mode="after")
        def _heads_share_the_factors(self) -> "Sasrec.Config":
            if self.factors % self.heads:
                raise ValueError("It should have heads that divide factors without a rest")
            return self

    family: ClassVar[Family] = "network"

    config: Config
    weights: Weights
    """`titles` (titles, factors), `popularity` (titles,) and those of lab.nn.ligr."""
    prior: np.ndarray
    """float32 (titles,), for empty histories."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        config = self.config
        self.prior = prior.popularity_prior(data.histories.likes(data.feedback))
        learned = lessons(self, data, context, stops=config.patience is not None, newest=True)
        liked = learned.histories.liked(data.feedback)
        network = Network(
            "sasrec",
            self._start(liked, context.generator("sasrec: first weights")),
            self._loss,
            lambda epoch: self._batches(liked, context.generator(f"sasrec: epoch {epoch}")),
            self._hold,
            learned.judge,
        )
        train(network, Plan(config.epochs, config.rate, patience=config.patience), context)

    def _start(self, liked: Histories, generator: np.random.Generator) -> Weights:
        config = self.config
        weights = weights_by_age(liked, config.half_life_days)
        likes = np.bincount(liked.titles, weights=weights, minlength=liked.n_titles)
        return {
            "titles": first_points.by_company(liked.likes(self.feedback), config.factors, generator=generator)
            * FIRST_LENGTH,
            "popularity": np.log((likes + 0.1) / (likes.sum() + 0.1)).astype(np.float32),
        } | self._blocks(generator, ordered=config.order == "time" and liked.times is not None)

    def _blocks(self, generator: np.random.Generator, *, ordered: bool) -> Weights:
        config = self.config
        return ligr.start(
            generator,
            layers=config.layers,
            factors=config.factors,
            heads=config.heads,
            widening=config.widening,
            ordered=ordered,
        )

    def _batches(self, liked: Histories, generator: np.random.Generator) -> Iterator[Pieces]:
        config = self.config
        drawn = min(config.drawn, config.window or config.drawn)
        cut = Cut(config.length, config.places, config.window, drawn, config.batch)
        ordered = placed_in_order(liked, timed=config.order == "time", generator=generator)
        weights = weights_by_age(ordered, config.half_life_days)
        for rows, pieces in pieces_of_epoch(ordered, cut, weights=weights, generator=generator):
            if self._compared() == "softmax":
                yield pieces
            else:
                absent = uniform_negatives(liked.rows(rows), config.negatives, generator=generator)
                yield replace(pieces, absent=absent.astype(np.int64))

    def _compared(self) -> str:
        if self.config.loss == "auto":
            return "softmax" if len(self.titles) <= ALL_TITLES_UP_TO else "sampled"
        return self.config.loss

    def _loss(self, tensors: Tensors, pieces: Pieces) -> Tensor:
        torch, config = needs("torch"), self.config
        points = tensors["titles"]
        read = points[on_device(pieces.titles, points)] * float(SCALE)
        made = ligr.learned(
            tensors,
            torch.nn.functional.dropout(read, config.dropout),
            pieces.asked,
            layers=config.layers,
            heads=config.heads,
            dropout=config.dropout,
        )
        popularity, weights = tensors["popularity"], on_device(pieces.weights, points)
        following = on_device(pieces.following, points)
        right = (torch.einsum("bqd,bqkd->bqk", made, points[following]) + popularity[following]).float()
        if self._compared() == "softmax":
            at = np.nonzero(pieces.weights.any(axis=2))
            rows, places = (on_device(index, points) for index in at)
            every = (made[rows, places] @ points.T + popularity).float().logsumexp(1, keepdim=True)
            return (weights[rows, places] * (every - right[rows, places])).mean()
        absent = on_device(pieces.absent, points)
        wrong = (made @ points[absent].transpose(1, 2) + popularity[absent][:, None]).float()
        wrong = wrong.masked_fill(absent[:, None] == NONE_LEFT, -torch.inf)
        each = self._sampled(right, wrong) if self._compared() == "sampled" else self._gbce(right, wrong)
        return (weights * each).sum() / max(np.count_nonzero(pieces.weights), 1)

    def _sampled(self, right: Tensor, wrong: Tensor) -> Tensor:
        """(b, q, k). The titles drawn stand for all titles, each for as many as it takes."""
        others = wrong.logsumexp(2, keepdim=True) + float(np.log(len(self.titles) / self.config.negatives))
        return right.logaddexp(others) - right

    def _gbce(self, right: Tensor, wrong: Tensor) -> Tensor:
        """(b, q, k). With the share `drawn` of the wrong titles and t = calibration, the probability of a right one is
        raised to drawn * (t * (1 - 1 / drawn) + 1 / drawn), so that scores are not overconfident at t = 1."""
        functional = needs("torch").nn.functional
        drawn = min(self.config.negatives / max(len(self.titles) - 1, 1), 1.0)
        power = drawn * (self.config.calibration * (1.0 - 1.0 / drawn) + 1.0 / drawn)
        against = functional.softplus(wrong).sum(2, keepdim=True)
        return (power * functional.softplus(-right) + against) / (self.config.negatives + 1)

    def _hold(self, weights: Weights) -> None:
        self.weights = weights

    def _scores(self, histories: Histories) -> Scores:
        liked = histories.liked(self.feedback)
        ordered = placed_in_order(liked, timed="0.distance" in self.weights)
        lengths = np.minimum(ordered.lengths, self.config.length)
        starts = ordered.offsets[1:] - lengths
        points = self.weights["titles"]
        made = np.tile(self.prior, (len(histories), 1))
        for rows in _alike(lengths, self.config.factors):
            titles = padded(ordered, starts[rows], lengths[rows])
            read = ligr.answered(
                self.weights,
                points[titles] * SCALE,
                lengths[rows, None] - 1,
                layers=self.config.layers,
                heads=self.config.heads,
            )
            made[rows] = read[:, 0] @ points.T + self.weights["popularity"]
        return made

    def similar(self, titles: np.ndarray, k: int) -> TopK:
        """By the cosine of the points."""
        points = functions.normalise(self.weights["titles"])
        near = points[titles] @ points.T
        near[np.arange(len(near)), titles] = -np.inf
        return TopK(*topk.best(near, k, topk.tie_keys(len(self.titles))))

    def state(self) -> State:
        return {"prior": self.prior, **self.weights}

    def restore(self, state: State) -> None:
        self.prior = taken(state, "prior", shape=(len(self.titles),))
        shapes = {"titles": (len(self.titles), self.config.factors), "popularity": (len(self.titles),)}
        blocks = self._blocks(np.random.default_rng(), ordered="0.distance" in state)
        shapes |= {name: array.shape for name, array in blocks.items()}
        self.weights = {name: taken(state, name, shape=shape) for name, shape in shapes.items()}


def weights_by_age(histories: Histories, half_life_days: float | None) -> np.ndarray | None:
    """float32 (events,), 1 for the newest and half as much for each half-life of age; None where all count alike."""
    if half_life_days is None or histories.times is None or not len(histories.times):
        return None
    age = (histories.times.max() - histories.times) / (half_life_days * DAY)
    return np.exp2(-age).astype(np.float32)


def _alike(lengths: np.ndarray, factors: int) -> Iterator[np.ndarray]:
    """The rows that are not empty, cut into blocks of nearly one length."""
    order = np.argsort(lengths, kind="stable")
    order = order[lengths[order] > 0]
    first = 0
    while first < len(order):
        waiting = lengths[order[first:]]
        alike = np.searchsorted(waiting, max(1.25 * waiting[0], waiting[0] + 4), side="right")
        fitting = np.searchsorted(waiting * np.arange(1, len(waiting) + 1), CELLS // factors, side="right")
        last = first + max(1, min(int(alike), int(fitting)))
        yield order[first:last]
        first = last
