"""Figures of people as two models leave them: most lists alike, and where they differ, zeros beside large ones."""

from dataclasses import replace

import numpy as np

from matinee.ops.gates.judged import NOVELTY, PRIMARY, RECALL, JudgedModel
from matinee.ops.gates.ledger import Ledger
from matinee.ops.gates.rules import Rules

DIFFER = 0.35
QUICK = Rules(resamples=100, fresher_after=None)
DAY = 86_400_000_000


def ndcg(chance: np.random.Generator, people: int) -> np.ndarray:
    return np.where(chance.random(people) < 0.5, 0.0, chance.beta(1.5, 4.0, people))


def rivals(chance: np.random.Generator, people: int) -> tuple[np.ndarray, np.ndarray]:
    """Two equally good models, of each person."""
    one = ndcg(chance, people)
    return one, np.where(chance.random(people) < DIFFER, ndcg(chance, people), one)


def swapped(chance: np.random.Generator, one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same, with the two exchanged for random people: neither can be better, whatever they were."""
    turned = chance.random(len(one)) < 0.5
    return np.where(turned, other, one), np.where(turned, one, other)


def judged(label: str, values: np.ndarray, **more) -> JudgedModel:
    """recall follows the primary metric; novelty is alike for all."""
    plain = JudgedModel(
        label=label,
        split="split",
        titles="titles",
        pool="pool",
        people=np.arange(len(values)),
        per_person={PRIMARY: values, RECALL: np.minimum(2 * values, 1.0), NOVELTY: np.full(len(values), 5.0)},
        events=np.ones(len(values), dtype=np.int64),
    )
    return replace(plain, **more)


def fresh(rules: Rules = QUICK, *, first: float | None = None) -> tuple[Ledger, Rules]:
    """An unused ledger, and rules that allow `first` at once."""
    if first is not None:
        rules = rules.model_copy(update={"first": first, "budget": min(5 * first, 0.49)})
    return Ledger(holdout="split", budget=rules.budget), rules
