"""Simulated arms of experiments in which nothing was done, and what is usually wrong with how they are looked at."""

from collections.abc import Callable, Iterator

import numpy as np
from scipy import special

from matinee.lab.trials.metrics import Kind, Metric, samples_of
from matinee.lab.trials.samples import Sample

Draw = Callable[[np.random.Generator, tuple[int, int]], np.ndarray]


def normal(chance: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    return chance.standard_normal(shape)


def some_ones(chance: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    return (chance.random(shape) < 0.3).astype(np.float64)


def spending(chance: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Mostly nothing, and now and then very much."""
    return np.where(chance.random(shape) < 0.3, np.exp(1.5 * chance.standard_normal(shape)), 0.0)


def clicks_of_slates(chance: np.random.Generator, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """People who like to click do so on all their slates, so that the slates of one go together."""
    slates = 1 + chance.poisson(8, shape)
    clicks = chance.binomial(slates, chance.beta(1, 4, shape))
    return clicks.astype(np.float64), slates.astype(np.float64)


DRAWS: dict[str, Draw] = {"mean": normal, "proportion": some_ones, "capped": spending}


def split_sizes(chance: np.random.Generator, people: int, trials: int) -> Iterator[tuple[int, int, int]]:
    """How many trials, and the sizes of their arms: a coin for each person, as by the hash."""
    batch = max(1, min(trials, 2_000_000 // people, trials // 20 or 1))
    for first in range(0, trials, batch):
        ours = int(chance.binomial(people, 0.5))
        yield min(batch, trials - first), ours, people - ours


def null_samples(kind: Kind, chance: np.random.Generator, people: int, trials: int) -> Iterator[list[Sample]]:
    """Treatment and control of many experiments at a time."""
    metric = Metric(kind, kind)
    for batch, ours, theirs in split_sizes(chance, people, trials):
        if kind == "ratio":
            one, other = (clicks_of_slates(chance, (batch, size)) for size in (ours, theirs))
            yield samples_of(metric, [one[0], other[0]], [one[1], other[1]])
        else:
            yield samples_of(metric, [DRAWS[kind](chance, (batch, size)) for size in (ours, theirs)])


def over_events(clicks: np.ndarray, slates: np.ndarray) -> Sample:
    """A fault: as if each slate were a person of its own."""
    shown = slates.sum(axis=-1)
    rate = clicks.sum(axis=-1) / shown
    return Sample(shown, rate, rate * (1 - rate))


def so_far(values: np.ndarray, treated: np.ndarray) -> tuple[Sample, Sample]:
    """Treatment and control after each person. values: (trials, people). treated: bool, of the same shape."""
    made = []
    for arm in (treated, ~treated):
        n = np.maximum(np.cumsum(arm, axis=1), 2)
        total, squares = np.cumsum(values * arm, axis=1), np.cumsum(values**2 * arm, axis=1)
        made.append(Sample(n, total / n, np.maximum(squares - total**2 / n, 0) / (n - 1)))
    return made[0], made[1]


def z_of(treatment: Sample, control: Sample) -> np.ndarray:
    """p of a plain test, for one look."""
    error = np.sqrt(np.asarray(treatment.variance / treatment.n + control.variance / control.n))
    away = np.abs(np.asarray(treatment.mean - control.mean)) / np.maximum(error, 1e-12)
    return 2 * special.ndtr(-away)
