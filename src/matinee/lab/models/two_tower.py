"""Two towers: one makes a vector of a title from its id and what is known of it, one a vector of a person's history."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from pydantic import Field
from scipy import sparse

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
from matinee.lab.data.title_features.features import title_features
from matinee.lab.nn import first_weights
from matinee.lab.nn.bags import at_titles, attention, attention_of_arrays, summed
from matinee.lab.nn.first_points import by_company
from matinee.lab.nn.functions import linear, normalise, relu
from matinee.lab.nn.puzzles import Puzzle, Puzzles, picking_loss
from matinee.lab.nn.training import Network, Plan, Tensor, Tensors, Weights, train
from matinee.lab.nn.validation import lessons

AGES = 12
"""Steps of age that are told apart in a history: the newest like, the two before, the four before those, and so on."""


class TwoTower(Recommender):
    """Vectors of titles, from id and features, and of people, from their history, lie close where they go together.

    Covington, Adams and Sargin, "Deep Neural Networks for YouTube Recommendations" (RecSys 2016), for the person made
    of a pooled history; Yi et al., "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations"
    (RecSys 2019), for the towers, the length of one, the sharpness and the softmax corrected for what was drawn;
    Volkovs, Yu and Poutanen, "DropoutNet: Addressing Cold Start in Recommender Systems" (NIPS 2017), for hiding ids in
    training, which makes a title that nobody has liked stand where its features say.
    """

    class Config(ModelConfig):
        """factors: length of a vector. width: units of the layer between the pooled history and the person. hidden:
        largest share of a history that has to be found from the rest; newest: the latest likes rather than any. power:
        a person with n titles to find weighs n ** power. bare: share of titles whose ids are left out in a batch, so
        that their features have to do. sharpness: of the softmax, to begin with. l2: pull of the vectors of ids to
        zero. candidates: titles drawn for a batch beside those sought; a smaller catalogue is told apart whole.
        patience: checks without gain before it ends; None runs on."""

        grid: ClassVar[Grid] = {
            "factors": (32, 64),
            "hidden": (0.5, 0.8),
            "sharpness": (5.0, 8.0, 12.0, 20.0),
            "l2": (1e-4, 3e-4, 1e-3),
            "rate": (0.001, 0.002, 0.003),
            "batch": (50, 100, 200),
        }
        small: ClassVar[Mapping[str, Any]] = {
            "factors": 16,
            "width": 8,
            "hidden": 0.5,
            "sharpness": 5.0,
            "epochs": 40,
            "batch": 16,
            "rate": 0.03,
        }

        factors: int = Field(64, ge=1)
        width: int = Field(256, ge=1)
        hidden: float = Field(0.8, gt=0, lt=1)
        newest: bool = False
        power: float = Field(0.5, ge=0, le=1)
        bare: float = Field(0.1, ge=0, lt=1)
        sharpness: float = Field(20.0, gt=0)
        l2: float = Field(0.0, ge=0)
        rate: float = Field(0.003, gt=0)
        epochs: int = Field(30, ge=1)
        batch: int = Field(500, ge=1)
        candidates: int = Field(10_000, ge=1)
        patience: int | None = Field(None, ge=1)

    family: ClassVar[Family] = "network"

    config: Config
    learned: State
    """By the names of `_shapes`."""
    prior: np.ndarray
    """float32 (titles,)"""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        config, torch = self.config, needs("torch")
        self.prior = prior.popularity_prior(data.histories.likes(data.feedback))
        taught = lessons(self, data, context, stops=config.patience is not None)
        likes = taught.histories.liked(data.feedback)
        facts, among = title_features(data).matrix, np.unique(likes.titles)
        puzzles = Puzzles(
            likes, config.batch, config.hidden, among, config.candidates, context.seed, newest=config.newest
        )

        def loss(tensors: Tensors, puzzle: Puzzle) -> Tensor:
            ids = tensors["ids"]
            kept = torch.rand(len(ids), 1, device=ids.device) >= config.bare
            vectors = title_vectors(tensors, facts, ids * kept)
            people = person_vectors(tensors, vectors, puzzle.known)
            logits = logits_of(tensors, vectors, people, puzzle.columns)
            lost = picking_loss(logits, puzzle, rarity=puzzles.rarity, power=config.power)
            return lost + config.l2 * (ids**2).sum()

        def hold(weights: Weights) -> None:
            self.learned = answering(weights, facts)

        start = self._first(likes, facts, context.generator("two_tower: first weights"))
        plan = Plan(epochs=config.epochs, rate=config.rate, patience=config.patience)
        train(Network("two_tower", start, loss, puzzles.of_epoch, hold, taught.judge), plan, context)

    def _first(self, likes: Histories, facts: sparse.csr_matrix, generator: np.random.Generator) -> Weights:
        """The id of a title that nobody likes says nothing; where it has features it is taken to be as popular as the
        middle one."""
        config = self.config
        liked = np.bincount(likes.titles, minlength=likes.n_titles)
        spread = 1.0 / np.sqrt(config.factors)
        known = (liked > 0) | (np.diff(facts.indptr) > 0)
        middle = np.median(liked[liked > 0]) if liked.any() else 1.0
        counts = np.where(liked > 0, liked, np.where(known, middle, 0.5))
        ids = by_company(likes.matrix(np.ones_like(likes.values)), config.factors, generator=generator)
        return {
            "ids": ids * (liked > 0)[:, None].astype(np.float32),
            "features": first_weights.normal(generator, facts.get_shape()[1], config.factors, spread=spread / 2),
            "history": first_weights.zeros(likes.n_titles, config.factors),
            "pull": first_weights.zeros(likes.n_titles),
            "ages": first_weights.zeros(AGES),
            "inner": first_weights.uniform(generator, config.width, config.factors),
            "inner_bias": first_weights.zeros(config.width),
            "outer": first_weights.uniform(generator, config.factors, config.width) * np.float32(0.1),
            "bias": np.log(counts / middle).astype(np.float32),
            "sharpness": np.log([config.sharpness]).astype(np.float32),
        }

    def _people(self, likes: Histories) -> np.ndarray:
        """float32 (people, factors)"""
        own = self.learned
        pull = own["pull"][likes.titles]
        if likes.times is not None:
            pull = pull + own["ages"][ages(likes)]
        people = likes.matrix(attention_of_arrays(pull, likes)) @ own["entries"]
        return normalise(people + linear(relu(linear(people, own["inner"], own["inner_bias"])), own["outer"]))

    def _scores(self, histories: Histories) -> Scores:
        likes = histories.liked(self.feedback)
        made = self._people(likes) @ self.learned["vectors"].T
        made += self.learned["bias"]
        made[likes.lengths == 0] = 0.0
        made += self.prior
        return made

    def similar(self, titles: np.ndarray, k: int) -> TopK:
        """By the cosine of the vectors."""
        vectors = normalise(self.learned["vectors"])
        near = vectors[titles] @ vectors.T
        near[np.arange(len(near)), titles] = -np.inf
        return TopK(*topk.best(near, k, topk.tie_keys(len(self.titles))))

    def state(self) -> State:
        return {**self.learned, "prior": self.prior}

    def restore(self, state: State) -> None:
        count = len(self.titles)
        self.learned = {name: taken(state, name, shape=shape) for name, shape in _shapes(self.config, count).items()}
        self.prior = taken(state, "prior", shape=(count,))


def answering(weights: Weights, facts: sparse.csr_matrix) -> State:
    """What is needed to answer, by the names of `_shapes`: the titles' tower is walked through once for all."""
    vectors = normalise(weights["ids"] + facts @ weights["features"])
    kept = {name: weights[name] for name in ("pull", "ages", "inner", "inner_bias", "outer", "bias")}
    return {"vectors": vectors * np.exp(weights["sharpness"]), "entries": vectors + weights["history"], **kept}


def title_vectors(tensors: Tensors, facts: sparse.csr_matrix, ids: Tensor) -> Tensor:
    """(titles, factors), in torch, each of length 1. ids: the vectors of ids, or what is left of them."""
    torch = needs("torch")
    if not facts.nnz:
        return torch.nn.functional.normalize(ids)
    parts = facts.indices.astype(np.int64), facts.indptr[:-1].astype(np.int64), facts.data
    columns, starts, data = (torch.as_tensor(part, device=ids.device) for part in parts)
    made = torch.nn.functional.embedding_bag(columns, tensors["features"], starts, mode="sum", per_sample_weights=data)
    return torch.nn.functional.normalize(ids + made)


def person_vectors(tensors: Tensors, vectors: Tensor, known: Histories) -> Tensor:
    """(people, factors), in torch, each of length 1. vectors: of titles."""
    torch = needs("torch")
    pull = at_titles(tensors["pull"], known.titles)
    if known.times is not None:
        pull = pull + at_titles(tensors["ages"], ages(known))
    people = summed(vectors + tensors["history"], known, attention(pull, known))
    inner = torch.relu(people @ tensors["inner"].T + tensors["inner_bias"])
    return torch.nn.functional.normalize(people + inner @ tensors["outer"].T)


def logits_of(tensors: Tensors, vectors: Tensor, people: Tensor, columns: np.ndarray) -> Tensor:
    """(people, columns), in torch: what `_scores` computes in numpy, without the prior, for some titles."""
    return people @ at_titles(vectors, columns).T * tensors["sharpness"].exp() + at_titles(tensors["bias"], columns)


def ages(likes: Histories) -> np.ndarray:
    """int64 (events,): the step of age of each like."""
    newer = likes.offsets[1:][likes.row_numbers] - 1 - np.arange(len(likes.titles))
    return np.minimum(np.log2(newer + 1).astype(np.int64), AGES - 1)


def _shapes(config: TwoTower.Config, titles: int) -> dict[str, tuple[int, ...]]:
    return {
        "vectors": (titles, config.factors),
        "entries": (titles, config.factors),
        "pull": (titles,),
        "bias": (titles,),
        "ages": (AGES,),
        "inner": (config.width, config.factors),
        "inner_bias": (config.width,),
        "outer": (config.factors, config.width),
    }
