"""One chain of Gibbs sampling through myfm, its draws collapsed as they come."""

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from scipy import sparse

from matinee.kit.extras import needs
from matinee.lab.core.factorisation.design import Block, Design
from matinee.lab.core.factorisation.samples import Samples

Task = Literal["regression", "probit"]
Watch = Callable[[int, float], None]
"""Told the number of each draw and the noise in it, in the units of the values."""
PRIORS = {
    "alpha_0": 1.0,
    "beta_0": 1.0,
    "gamma_0": 1.0,
    "mu_0": 0.0,
    "reg_0": 1.0,
    "fit_w0": True,
    "fit_linear": True,
}
"""Those that myfm takes where nothing is said: weak ones."""
_FIRST_SPREAD = 0.1


def run_chain(
    design: Design,
    *,
    task: Task,
    factors: int,
    burn_in: int,
    samples: int,
    keep: int,
    seed: int,
    levels: np.ndarray,
    watch: Watch,
) -> Samples:
    """`keep` of the `samples` draws after the first `burn_in`, evenly spaced, the last among them.

    levels: float64, every value there is, sorted; a probit draws the cuts between them. Priors are those of myfm: one
    normal distribution for each field and factor, itself drawn. An exception of `watch` ends the chain.
    """
    gibbs = needs("myfm.gibbs")
    config = gibbs.ConfigBuilder()
    config.set_n_iter(burn_in + samples)
    config.set_n_kept_samples(1)
    config.set_group_index([group for group, (_, width) in enumerate(design.fields) for _ in range(width)])
    config.set_task_type(gibbs.TaskType.ORDERED if task == "probit" else gibbs.TaskType.REGRESSION)
    for name, value in PRIORS.items():
        getattr(config, f"set_{name}")(value)
    middle = float(design.values.mean()) if task == "regression" else 0.0
    wanted = design.values - middle  # the prior draws the score of nothing at all towards zero
    if task == "probit":
        config.set_cutpoint_groups([(len(levels), list(range(len(wanted))))])
        wanted = np.searchsorted(levels, design.values).astype(np.float64)
    collapse = Collapse(
        design, count=min(keep, samples), factors=factors, cuts=len(levels) - 1 if task == "probit" else 0
    )
    kept = set((burn_in + samples - 1 - np.arange(len(collapse.made)) * samples // len(collapse.made)).tolist())

    def each(number: int, machine: Any, priors: Any, _: Any) -> bool:
        watch(number, _noise(task, machine, priors, levels))
        if number in kept:
            collapse.take(machine, priors, task=task)
        return False

    gibbs.create_train_fm(
        factors,
        _FIRST_SPREAD,
        sparse.csr_matrix((len(wanted), 0), dtype=np.float64),
        [gibbs.RelationBlock(block.events.tolist(), block.rows) for block in design.blocks],
        wanted,
        seed,
        config.build(),
        each,
    )
    collapse.made.base[:] += np.float32(middle)
    return collapse.made.rounded()


class Collapse:
    """Takes draws of the whole machine, one after the other, and keeps what has to do with titles, words and days."""

    def __init__(self, design: Design, *, count: int, factors: int, cuts: int) -> None:
        self.design, self.taken = design, 0
        self.seen, self.words = design.columns("seen"), _words(design)
        titles = len(design.blocks[1])
        self.made = Samples.empty(
            count,
            factors,
            titles=titles,
            seen=titles if self.seen.stop else 0,
            words=len(design.words),
            days=len(design.days) + 1 if len(design.days) else 0,
            cuts=cuts,
        )

    def take(self, machine: Any, priors: Any, *, task: Task) -> None:
        """machine, priors: as myfm hands them to a callback."""
        made, now = self.made, self.taken
        weights, vectors = np.asarray(machine.w), np.asarray(machine.V)
        start = self.design.blocks[0].width
        made.titles[:, now], made.title_scores[:, now] = _whole(self.design.blocks[1], weights, vectors, start=start)
        for name, columns in (("seen", self.seen), ("words", self.words)):
            getattr(made, name)[:, now] = vectors[columns]
            getattr(made, f"{name.removesuffix('s')}_scores")[:, now] = weights[columns]
        if len(made.days):
            share = np.bincount(self.design.blocks[2].events) / len(self.design.values)
            columns = self.design.columns("day")
            made.days[:, now] = np.vstack([vectors[columns], share @ vectors[columns]])
            made.day_scores[:, now] = np.append(weights[columns], share @ weights[columns])
        group = self.design.group("person")
        made.base[now] = machine.w0
        made.person_mean[now] = np.append(priors.mu_w[group], priors.mu_V[group])
        made.person_precision[now] = np.append(priors.lambda_w[group], priors.lambda_V[group])
        made.noise[now] = 1.0 if task == "probit" else priors.alpha
        if task == "probit":
            made.cuts[now] = machine.cutpoints[0]
        self.taken += 1


def _words(design: Design) -> slice:
    """Where what people told stands: behind all else of the people."""
    end = design.blocks[0].width
    return slice(end - len(design.words), end)


def _whole(block: Block, weights: np.ndarray, vectors: np.ndarray, *, start: int) -> tuple[np.ndarray, np.ndarray]:
    """The vector of each row of a block whose columns begin at `start`, and its number: its weights, and the products
    of the pairs among its own features."""
    columns = slice(start, start + block.width)
    vector = block.rows @ vectors[columns]
    squares = block.rows.multiply(block.rows) @ (vectors[columns] ** 2).sum(axis=1)
    return vector, block.rows @ weights[columns] + ((vector**2).sum(axis=1) - squares) / 2.0


def _noise(task: Task, machine: Any, priors: Any, levels: np.ndarray) -> float:
    """One standard deviation of a rating about its score, in the units of the ratings."""
    if task == "regression":
        return float(priors.alpha) ** -0.5
    cuts = np.asarray(machine.cutpoints[0])
    middles = (levels[1:] + levels[:-1]) / 2.0
    width = float(cuts[-1] - cuts[0])
    return float(middles[-1] - middles[0]) / width if width > 0.0 else 1.0
