"""LightGCN: titles as points that are smoothed over the graph of likes; a person is what their titles make of them."""

import warnings
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import numpy as np
from pydantic import Field
from scipy import sparse

from matinee.domain.reasons import Reason
from matinee.kit import topk
from matinee.kit.extras import needs
from matinee.lab.core import prior
from matinee.lab.core.answers import Scores, TopK
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.sharing_out import reasons
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.nn import first_weights
from matinee.lab.nn.bags import at_titles, summed
from matinee.lab.nn.first_points import by_company
from matinee.lab.nn.functions import normalise
from matinee.lab.nn.puzzles import Puzzle, Puzzles, picking_loss
from matinee.lab.nn.training import Network, Plan, Tensor, Tensors, Weights, on_device, train
from matinee.lab.nn.validation import lessons

Points = Any
"""An array or a tensor, (titles, factors)."""
POINTS, SHARPNESS, BIAS = "points", "sharpness", "bias"
REST = "how many people liked it, and what was learned beside the points"


class LightGcn(Recommender):
    """Points of titles, smoothed over who likes what; a person stands at the sum of the points of their titles.

    He, Deng, Wang, Li, Zhang and Wang, "LightGCN: Simplifying and Powering Graph Convolution Network for
    Recommendation" (SIGIR 2020), with the titles' side alone learned: the first point of a person is the sum of the
    first points of their titles, each divided by the square root of the lengths of both their lists. So smoothing runs
    from titles to titles, and whoever has a history has a point. Points begin near those that the same people liked,
    and each title has an offset beside its point, which spares the points the telling of what is popular.
    """

    class Config(ModelConfig):
        """factors: length of a point. layers: times the points are smoothed; the mean of all stages counts. hidden:
        largest share of a history that has to be found from the rest. power: a person with n titles to find weighs
        n ** power. spread: mean length of the first points. l2: pull of points to zero. candidates: titles drawn for a
        batch beside those sought; a smaller catalogue is told apart whole. patience: checks without gain before it
        ends; None runs on."""

        grid: ClassVar[Grid] = {
            "factors": (32, 64, 128),
            "layers": (1, 2),
            "hidden": (0.3, 0.5, 0.7),
            "spread": (2.0, 3.0, 4.0),
            "l2": (0.0, 1e-5, 3e-5),
            "rate": (0.005, 0.01, 0.02),
        }
        small: ClassVar[Mapping[str, Any]] = {
            "factors": 8,
            "layers": 1,
            "hidden": 0.5,
            "epochs": 30,
            "batch": 16,
            "rate": 0.05,
        }

        factors: int = Field(64, ge=1)
        layers: int = Field(1, ge=0)
        hidden: float = Field(0.5, gt=0, lt=1)
        power: float = Field(0.5, ge=0, le=1)
        spread: float = Field(3.0, gt=0)
        candidates: int = Field(10_000, ge=1)
        l2: float = Field(1e-5, ge=0)
        rate: float = Field(0.01, gt=0)
        epochs: int = Field(12, ge=1)
        batch: int = Field(100, ge=1)
        patience: int | None = Field(None, ge=1)

    family: ClassVar[Family] = "network"

    config: Config
    points: np.ndarray
    """float32 (titles, factors), smoothed."""
    pull: np.ndarray
    """float32 (titles,): what a title counts in a history, 1 over the square root of how many like it."""
    bias: np.ndarray
    """float32 (titles,): how much likelier a title is than its points say, whoever asks."""
    prior: np.ndarray
    """float32 (titles,)"""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        config = self.config
        self.prior = prior.popularity_prior(data.histories.likes(data.feedback))
        taught = lessons(self, data, context, stops=config.patience is not None)
        likes = taught.histories.liked(data.feedback)
        liked = np.bincount(likes.titles, minlength=data.n_titles)
        self.pull = (1.0 / np.sqrt(np.maximum(liked, 1))).astype(np.float32)
        edges = likes.matrix(counts(likes, self.pull))
        everything = np.arange(data.n_titles, dtype=np.int32)
        puzzles = Puzzles(likes, config.batch, config.hidden, everything, config.candidates, context.seed)
        smooth = smoothing_of_tensors(edges)

        def loss(tensors: Tensors, puzzle: Puzzle) -> Tensor:
            points = final_points(tensors, smooth, config.layers)
            people = summed(points, puzzle.known, on_device(counts(puzzle.known, self.pull), points))
            logits = people @ at_titles(points, puzzle.columns).T + at_titles(tensors[BIAS], puzzle.columns)
            lost = picking_loss(logits, puzzle, rarity=puzzles.rarity, power=config.power)
            return lost + config.l2 * (tensors[POINTS] ** 2).sum()

        def hold(weights: Weights) -> None:
            self.points = final_points_of_arrays(weights, edges, config.layers)
            self.bias = weights[BIAS]

        generator = context.generator("lightgcn: first points")
        near = by_company(likes.matrix(np.ones_like(likes.values)), config.factors, generator=generator)
        start = {
            POINTS: near * np.float32(config.spread),
            SHARPNESS: first_weights.zeros(1),
            BIAS: np.log((liked + 0.5) / (np.median(liked) + 0.5)).astype(np.float32),
        }
        plan = Plan(epochs=config.epochs, rate=config.rate, patience=config.patience)
        train(Network("lightgcn", start, loss, puzzles.of_epoch, hold, taught.judge), plan, context)

    def _scores(self, histories: Histories) -> Scores:
        likes = histories.liked(self.feedback)
        made = (likes.matrix(counts(likes, self.pull)) @ self.points) @ self.points.T
        made += self.bias
        made[likes.lengths == 0] = 0.0
        made += self.prior
        return made

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        """The score is a sum over the titles of the history and what is learned of the title itself: it adds up."""
        likes = history.liked(self.feedback)
        part = counts(likes, self.pull)[:, None] * (self.points[likes.titles] @ self.points[titles].T)
        itself = self.prior + self.bias if len(likes.titles) else self.prior
        return reasons(titles, likes.titles, part, rest=itself[titles], rest_name=REST)

    def similar(self, titles: np.ndarray, k: int) -> TopK:
        """By the cosine of the points."""
        points = normalise(self.points)
        near = points[titles] @ points.T
        near[np.arange(len(near)), titles] = -np.inf
        return TopK(*topk.best(near, k, topk.tie_keys(len(self.titles))))

    def state(self) -> State:
        return {"points": self.points, "pull": self.pull, "bias": self.bias, "prior": self.prior}

    def restore(self, state: State) -> None:
        count = len(self.titles)
        self.points = taken(state, "points", shape=(count, self.config.factors))
        self.pull = taken(state, "pull", shape=(count,))
        self.bias = taken(state, "bias", shape=(count,))
        self.prior = taken(state, "prior", shape=(count,))


def counts(likes: Histories, pull: np.ndarray) -> np.ndarray:
    """float32 (events,): what each like counts, in the graph and in a person."""
    lengths = np.maximum(likes.lengths, 1).astype(np.float32)
    return pull[likes.titles] / np.sqrt(lengths)[likes.row_numbers]


def smoothed(points: Points, smooth: Callable[[Points], Points], layers: int) -> Points:
    """The mean of the points as they are, smoothed once, twice, ...; of arrays or of tensors."""
    stages = [points]
    for _ in range(layers):
        stages.append(smooth(stages[-1]))
    return sum(stages[1:], stages[0]) / len(stages)


def final_points(tensors: Tensors, smooth: Callable[[Tensor], Tensor], layers: int) -> Tensor:
    """(titles, factors), in torch, with the sharpness of the softmax laid into their lengths."""
    return smoothed(tensors[POINTS], smooth, layers) * (0.5 * tensors[SHARPNESS]).exp()


def final_points_of_arrays(weights: Weights, edges: sparse.csr_matrix, layers: int) -> np.ndarray:
    """`final_points` without torch."""
    made = smoothed(weights[POINTS], lambda points: edges.T @ (edges @ points), layers)
    return np.ascontiguousarray(made * np.exp(np.float32(0.5) * weights[SHARPNESS]))


def smoothing_of_tensors(edges: sparse.csr_matrix) -> Callable[[Tensor], Tensor]:
    """points -> edges' edges points, in torch; its own derivative, which spares torch the transposing of a gradient.

    The graph goes to the device of the first points that it is asked for, and stays there as long as the function.
    """
    torch = needs("torch")
    graph = [_sparse_tensor(torch, sparse.csr_matrix(matrix)) for matrix in (edges, edges.T)]

    def once(points: Tensor, across: Tensor, back: Tensor) -> Tensor:
        with torch.autocast(points.device.type, enabled=False):
            return back @ (across @ points.float())

    class Smoothing(torch.autograd.Function):
        # A class lives until garbage is collected: what it held on to would stay on the device after the fit.
        @staticmethod
        def forward(kept: Any, points: Tensor, across: Tensor, back: Tensor) -> Tensor:
            kept.graph = across, back
            return once(points, across, back)

        @staticmethod
        def backward(kept: Any, gradient: Tensor) -> tuple[Tensor, None, None]:
            return once(gradient.contiguous(), *kept.graph), None, None

    def smooth(points: Tensor) -> Tensor:
        graph[:] = [matrix.to(points.device) for matrix in graph]
        return Smoothing.apply(points, *graph)

    return smooth


def _sparse_tensor(torch: Any, matrix: sparse.csr_matrix) -> Tensor:
    parts = matrix.indptr.astype(np.int64), matrix.indices.astype(np.int64), matrix.data
    with warnings.catch_warnings():
        # torch calls this layout new; nothing but one product is asked of it here.
        warnings.simplefilter("ignore")
        return torch.sparse_csr_tensor(*(torch.from_numpy(part) for part in parts), matrix.shape)
