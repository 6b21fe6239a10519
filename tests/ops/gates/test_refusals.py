"""Row L4: comparisons that mean nothing are refused by name, and nothing is promoted."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from matinee.ops.gates import decide as gate
from matinee.ops.gates.decide import decide
from matinee.ops.gates.judged import NOVELTY, PRIMARY, RECALL, JudgedModel
from matinee.ops.gates.refusals import refusal_of
from tests.fixtures.loop import Notes, sizes
from tests.ops.gates.pairs import decided, fresh, judged, rivals


def figures(model: JudgedModel, **changed: np.ndarray) -> dict[str, np.ndarray]:
    names = {"primary": PRIMARY, "recall": RECALL, "novelty": NOVELTY}
    return dict(model.per_person) | {names[name]: values for name, values in changed.items()}


def with_a(value: float, model: JudgedModel) -> dict[str, np.ndarray]:
    spoilt = model.per_person[PRIMARY].copy()
    spoilt[7] = value
    return figures(model, primary=spoilt)


def short(model: JudgedModel, people: int) -> JudgedModel:
    parts = {name: values[:people] for name, values in model.per_person.items()}
    return replace(model, people=model.people[:people], per_person=parts, events=np.ones(people, dtype=np.int64))


Spoil = Callable[[JudgedModel, JudgedModel], tuple[JudgedModel, JudgedModel]]
CASES: dict[str, tuple[str, Spoil]] = {
    "the same model": ("identical", lambda new, old: (replace(old, label="new"), old)),
    "the same model, people in another order": ("identical", lambda new, old: (
        replace(old, people=old.people[::-1], per_person={n: v[::-1] for n, v in old.per_person.items()}), old)),
    "other people": ("other_people", lambda new, old: (replace(new, people=new.people + 1), old)),
    "a person twice": ("other_people", lambda new, old: (replace(new, people=np.minimum(new.people, 398)), old)),
    "fewer people": ("other_people", lambda new, old: (short(new, 300), old)),
    "not a number": ("not_finite", lambda new, old: (replace(new, per_person=with_a(np.nan, new)), old)),
    "endless": ("not_finite", lambda new, old: (new, replace(old, per_person=with_a(np.inf, old)))),
    "nobody": ("nobody", lambda new, old: (short(new, 0), short(old, 0))),
    "hardly anybody": ("too_few", lambda new, old: (short(new, 5), short(old, 5))),
    "leaked ratings": ("leak", lambda new, old: (replace(new, leaks=("target in training",)), old)),
    "one person is most": ("one_person", lambda new, old: (
        replace(new, events=np.where(new.people == 3, 3_600, 1)), old)),
    "older events": ("older_snapshot", lambda new, old: (
        replace(new, learned_until=5), replace(old, learned_until=6))),
    "another split": ("other_split", lambda new, old: (replace(new, split="else"), old)),
    "other titles": ("other_titles", lambda new, old: (replace(new, titles="else"), old)),
    "another pool": ("other_pool", lambda new, old: (replace(new, pool="else"), old)),
    "no figures": ("no_figures", lambda new, old: (replace(new, per_person={}), old)),
    "figures of others": ("no_figures", lambda new, old: (
        replace(new, per_person=figures(new, recall=np.zeros(3))), old)),
    "a champion that finds nothing": ("no_base", lambda new, old: (
        new, replace(old, per_person=figures(old, primary=np.zeros(400))))),
}  # fmt: skip


TAKEN_IN = (
    "a person twice",
    "fewer people",
    "hardly anybody",
    "leaked ratings",
    "one person is most",
    "older events",
    "other titles",
    "another pool",
)
"""Cases that nothing but the refusal keeps from being promoted."""


def better_one() -> tuple[JudgedModel, JudgedModel]:
    theirs, ours = rivals(np.random.default_rng(1), 400)
    return judged("new", np.minimum(ours + 0.1, 1.0)), judged("old", theirs)


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_compared_is_refused_by_name_however_much_better_it_looks(case: str) -> None:
    name, spoil = CASES[case]
    ledger, rules = fresh()
    decision, after = decide(*spoil(*better_one()), ledger, version="v2", rules=rules)
    assert (decision.outcome, decision.reason) == ("refused", name)
    assert not decision.promotes
    assert len(str(decision)) > 30
    assert after == ledger, "nothing was looked at, so nothing is spent"


@sizes(quick=1, long=1)
def test_all_of_them_are_refused_and_the_same_without_the_fault_is_promoted(trials: int, notes: Notes) -> None:
    refused = sum(refusal_of(*spoil(*better_one())) is not None for _, spoil in CASES.values())
    notes.check("L4", "degenerate comparisons refused by name", refused / len(CASES), trials=len(CASES), low=1.0)
    assert decided(*better_one()).outcome == "promote"


@sizes(quick=1, long=1)
def test_a_gate_that_refuses_nothing_promotes_what_means_nothing(
    trials: int, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault that row L4 is for. Of the other cases the figures cannot be compared at all."""
    monkeypatch.setattr(gate, "refusal_of", lambda *_: None)
    promoted = sum(decided(*CASES[name][1](*better_one())).promotes for name in TAKEN_IN)
    told = "fault: nothing is refused, share of those that look better: promoted"
    notes.check("L4", told, promoted / len(TAKEN_IN), trials=len(TAKEN_IN), low=1.0)


def test_a_ledger_of_another_holdout_is_refused() -> None:
    ledger, rules = fresh()
    other = ledger.model_copy(update={"holdout": "else"})
    assert decide(*better_one(), other, version="v2", rules=rules)[0].reason == "other_holdout"
