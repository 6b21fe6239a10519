"""Figures of people as two models leave them: most lists alike, and where they differ, zeros beside large ones."""

from dataclasses import replace

import numpy as np

from matinee.lab.evaluation.statistics import paired_t_test
from matinee.ops.gates.decide import Decision, decide
from matinee.ops.gates.judged import NOVELTY, PRIMARY, RECALL, JudgedModel
from matinee.ops.gates.ledger import Ledger
from matinee.ops.gates.rules import Rules
from tests.fixtures.loop import Notes, luck

DIFFER = 0.35
QUICK = Rules(resamples=100, fresher_after=None)
DAY = 86_400_000_000


def ndcg(chance: np.random.Generator, people: int) -> np.ndarray:
    return np.where(chance.random(people) < 0.5, 0.0, chance.beta(1.5, 4.0, people))


def rivals(chance: np.random.Generator, people: int) -> tuple[np.ndarray, np.ndarray]:
    """Two equally good models, of each person."""
    one = ndcg(chance, people)
    return one, np.where(chance.random(people) < DIFFER, ndcg(chance, people), one)


def swapped(chance: np.random.Generator, one: JudgedModel, other: JudgedModel) -> tuple[JudgedModel, JudgedModel]:
    """The two exchanged for random people: neither can be better, whatever they were."""
    turned = chance.random(len(one.people)) < 0.5
    return _mixed(one, other, turned), _mixed(other, one, turned)


def _mixed(one: JudgedModel, other: JudgedModel, turned: np.ndarray) -> JudgedModel:
    figures = {name: np.where(turned, other.per_person[name], values) for name, values in one.per_person.items()}
    return replace(one, split="split", per_person=figures, figures={}, seconds=None)


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


def decided(new: JudgedModel, old: JudgedModel, *, first: float = 0.01, **rules) -> Decision:
    ledger, made = fresh(QUICK.model_copy(update=rules), first=first)
    return decide(new, old, ledger, version="v2", rules=made)[0]


def ask_of_equals(
    one: JudgedModel,
    other: JudgedModel,
    told: str,
    *,
    alpha: float,
    trials: int,
    notes: Notes,
    naive_at_least: float = 0.2,
) -> None:
    """Row L1: how often the gate promotes one of two that are made equal again and again."""
    chance = notes.chance(1)
    shown = promoted = naive = 0
    for _ in range(trials):
        old, new = swapped(chance, one, other)
        ours, theirs = new.per_person[PRIMARY], old.per_person[PRIMARY]
        p = paired_t_test(ours, theirs, alternative="greater")
        shown += p < alpha
        naive += ours.mean() >= 1.01 * theirs.mean()
        if trials > 1_000 and p > 3 * alpha:
            continue  # the long form asks the whole gate only where its test could say yes
        made = decided(new, old, first=alpha)
        assert made.outcome != "refused", str(made)
        promoted += made.promotes
    told = f"{told}, level {alpha:g}"
    notes.rate("L1", f"{told}: the test alone says better", shown / trials, expected=alpha, trials=trials)
    high = luck(alpha, trials)[1]
    notes.check("L1", f"{told}: promoted", promoted / trials, trials=trials, high=high)
    notes.check(
        "L1", f"fault: 'a lift of 1 %' for a gate, {told}: promoted", naive / trials, trials=trials, low=naive_at_least
    )


def fresh(rules: Rules = QUICK, *, first: float | None = None) -> tuple[Ledger, Rules]:
    """An unused ledger, and rules that allow `first` at once."""
    if first is not None:
        rules = rules.model_copy(update={"first": first, "budget": min(5 * first, 0.49)})
    return Ledger(holdout="split", budget=rules.budget), rules
