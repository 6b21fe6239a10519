"""SLIM: a sparse linear model between titles."""

from typing import ClassVar

import numpy as np
from pydantic import Field
from scipy import sparse

from matinee.domain.errors import BadConfig
from matinee.domain.reasons import Reason
from matinee.kit import topk
from matinee.lab.core import prior
from matinee.lab.core.answers import Scores, TopK
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.gram import gram
from matinee.lab.core.inverses import inverse_of_positive
from matinee.lab.core.likes_times import likes_times
from matinee.lab.core.pruning import liked_titles, spread_out
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.sharing_out import reasons
from matinee.lab.core.state import State, sparse_state, sparse_taken, taken
from matinee.lab.core.threads import blas_threads, spread
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories

COLUMNS_AT_ONCE = 256
PULL = 5.0
"""How strongly the two halves of the splitting are held together, in mean likes of a title; it decides how soon the
rounds settle, not where."""
BEYOND = 1.6
"""How far each round goes on past its answer; between 1.5 and 1.8 the rounds settle soonest."""


class Slim(Recommender):
    """Few weights between titles, by which every history is best told from its other titles.

    scores = history @ weights, where the weights have a zero diagonal and minimise, for each title,
    1/2 sum of (length of the person's history / mean)^-length_power * (what is left)^2
    + 1/2 sum of l2 * (likes of the other title / mean)^l2_power * weight^2 + l1 * sum of |weight|.
    Xia Ning and George Karypis, "SLIM: Sparse Linear Methods for Top-N Recommender Systems" (ICDM 2011). Solved for
    many titles at once by alternating directions: Harald Steck, Maria Dimakopoulou, Nickolai Riabov and Tony Jebara,
    "ADMM SLIM: Sparse Recommendations for Many Users" (WSDM 2020). An l2 that grows with a title's likes is what
    dropout amounts to: Harald Steck, "Autoencoders that don't overfit towards the Identity" (NeurIPS 2020).
    """

    class Config(ModelConfig):
        """l1, l2: in units of likes; more l1 leaves fewer weights. l2_power: 0 holds all titles alike, 1 in proportion
        to their likes. length_power: 0 counts each like alike, 1 each person. only_positive: no title speaks against
        another, as in the first paper. epochs: rounds at most; fewer where the weights have settled within `tolerance`,
        a share of their size. dislike_weight: what a dislike in a history counts against, a like being 1; training
        knows only likes."""

        grid: ClassVar[Grid] = {
            "l1": (0.5, 1.0, 2.0, 5.0),
            "l2": (100.0, 200.0, 400.0, 800.0, 4000.0, 16000.0),
            "l2_power": (0.0, 0.5),
        }

        l1: float = Field(1.0, ge=0)
        l2: float = Field(300.0, gt=0)
        l2_power: float = Field(0.5, ge=0, le=1)
        length_power: float = Field(0.3, ge=0, le=1)
        only_positive: bool = False
        epochs: int = Field(50, ge=1)
        tolerance: float = Field(0.02, gt=0)
        dislike_weight: float = Field(0.0, ge=0)

    family: ClassVar[Family] = "linear"

    config: Config
    weights: sparse.csr_matrix
    """float32 (titles of the history, titles scored)."""
    prior: np.ndarray
    """float32 (titles,)"""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        likes = data.histories.likes(data.feedback)
        self.prior = prior.popularity_prior(likes)
        liked = liked_titles(likes)
        products = gram(_by_length(likes, self.config.length_power)[:, liked], threads=context.threads)
        context.check_time("slim: products of titles")
        weights = _solved(products, self.config, context)
        self.weights = spread_out(weights, liked, data.n_titles)

    def _scores(self, histories: Histories) -> Scores:
        weight = self.config.dislike_weight
        return self.prior + likes_times(self.weights, histories, self.feedback, dislike_weight=weight)

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        signal = history.likes(self.feedback, dislike_weight=self.config.dislike_weight)
        part = self.weights[signal.indices][:, titles].toarray() * signal.data[:, None]
        return reasons(titles, signal.indices, part, rest=self.prior[titles], rest_name=prior.NAME)

    def similar(self, titles: np.ndarray, k: int) -> TopK:
        """By the weight with which liking one title raises the other."""
        near = self.weights[titles].toarray()
        near[np.arange(len(near)), titles] = -np.inf
        return TopK(*topk.best(near, k, topk.tie_keys(len(self.titles))))

    def state(self) -> State:
        return {"prior": self.prior, **sparse_state(self.weights, prefix="weights")}

    def restore(self, state: State) -> None:
        count = len(self.titles)
        self.prior = taken(state, "prior", shape=(count,))
        self.weights = sparse_taken(state, prefix="weights", shape=(count, count))


def _by_length(likes: sparse.csr_matrix, power: float) -> sparse.csr_matrix:
    """The same likes, those of long histories made smaller, so that their squares weigh (length / mean)^-power."""
    lengths = np.diff(likes.indptr)
    if not power or not likes.nnz:
        return likes
    made = likes.copy()
    made.data *= np.repeat((np.maximum(lengths, 1) / lengths.mean()) ** (-power / 2), lengths).astype(np.float32)
    return made


def _solved(products: np.ndarray, config: Slim.Config, context: FitContext) -> sparse.csr_matrix:
    """float32 (titles, titles). products: float32, between the columns of likes; used up."""
    count = len(products)
    if not count:
        return sparse.csr_matrix((0, 0), dtype=np.float32)
    own = np.diag(products).copy()
    held = config.l2 * (own / own.mean()) ** config.l2_power + PULL * own.mean()
    products[np.diag_indices(count)] += held
    try:
        with blas_threads(context.threads):
            inverse = inverse_of_positive(products)
    except np.linalg.LinAlgError as error:
        raise BadConfig(
            "the matrix cannot be inverted in single precision",
            where=f"setting 'l2' of model 'slim': {config.l2:g}",
            remedy="Choose a larger l2",
        ) from error
    # Titles of like popularity settle at like speed, so that none waits long for the others of its block.
    order = np.argsort(-own, kind="stable")
    blocks = [order[first : first + COLUMNS_AT_ONCE] for first in range(0, count, COLUMNS_AT_ONCE)]
    found: dict[int, sparse.csr_matrix] = {}

    def solve(place: int) -> None:
        context.check_time("slim: weights")
        found[place] = sparse.csr_matrix(_columns(inverse, held, blocks[place], config, pull=PULL * own.mean()))

    spread(solve, context.track(range(len(blocks)), label="slim"), threads=context.threads)
    made = sparse.csr_matrix(sparse.hstack([found[place] for place in range(len(blocks))], format="csr"))
    return sparse.csr_matrix(made[:, np.argsort(order)], dtype=np.float32)


def _columns(
    inverse: np.ndarray, held: np.ndarray, columns: np.ndarray, config: Slim.Config, *, pull: float
) -> np.ndarray:
    """float32 (titles, columns): the weights towards some titles, by alternating directions.

    One half keeps to the data and to the zero diagonal (`free`), the other to few and, if wanted, positive weights
    (`kept`); `apart` adds up how far they disagree. inverse: of products + held, where held is l2 and `pull` together.
    """
    places = np.arange(len(columns))
    towards = inverse[:, columns]
    at_start = -towards * held[columns]
    at_start[columns, places] += 1.0
    alone = inverse[columns, columns]
    kept, apart = np.zeros_like(at_start), np.zeros_like(at_start)
    least = np.float32(config.l1 / pull)
    for _ in range(config.epochs):
        free = inverse @ (kept - apart)
        free *= np.float32(pull)
        free += at_start
        free -= towards * (free[columns, places] / alone)
        moved = np.float32(BEYOND) * free + np.float32(1.0 - BEYOND) * kept + apart
        before = kept
        kept = np.maximum(moved - least, 0.0)
        if not config.only_positive:
            kept += np.minimum(moved + least, 0.0)
        kept[columns, places] = 0.0
        apart = moved - kept
        size = np.linalg.norm(kept)
        if max(np.linalg.norm(kept - before), np.linalg.norm(free - kept)) <= config.tolerance * size:
            break
    return kept
