"""Row L5: however many candidates a holdout judges, the chance of even one false promotion stays what was allowed."""

import numpy as np
import pytest

from matinee.domain.errors import BadInput
from matinee.ops.gates.ledger import WORN, Ledger, ledger_of
from matinee.ops.gates.rules import Rules
from tests.fixtures.loop import Notes, luck, sizes

RULES = Rules()
A_WEEK = 20


def allowed(rules: Rules, candidates: int) -> np.ndarray:
    """What each in turn may spend, 0 once the holdout is worn out."""
    ledger, made = ledger_of("h", rules), []
    for number in range(candidates):
        name = str(number)
        made.append(0.0 if ledger.worn_for(name, rules) else ledger.alpha_for(name, rules))
        ledger = ledger if ledger.worn_for(name, rules) else ledger.reserved(name, rules)
    return np.array(made)


@sizes(quick=100, long=500)
def test_of_the_holdouts_of_many_years_few_promote_what_is_no_better(trials: int, notes: Notes) -> None:
    """Twenty candidates a week that are no better, and a new holdout each week. The p-value of each is uniform."""
    p = notes.chance().random((trials * 52, A_WEEK))
    false = float((p < allowed(RULES, A_WEEK)).any(axis=1).mean())
    high = max(0.05, luck(0.05, len(p))[1])
    notes.check("L5", "holdouts with a false promotion", false, trials=len(p), high=high)
    fault = float((p < RULES.first).any(axis=1).mean())
    notes.check("L5", "fault: no ledger, 0.01 for each", fault, trials=len(p), low=0.1)
    worse = float((p < 0.05).any(axis=1).mean())
    notes.check("L5", "fault: no ledger, 0.05 for each", worse, trials=len(p), low=0.5)


def test_the_first_candidate_may_spend_the_first_part_and_all_together_no_more_than_the_budget() -> None:
    parts = allowed(RULES, 200)
    assert parts[0] == RULES.first
    assert (np.diff(parts) <= 0).all()
    assert parts.sum() <= RULES.budget
    assert parts[-1] == 0.0
    assert (parts > 0).sum() >= 20
    assert parts[parts > 0].min() >= WORN


def test_who_comes_again_has_the_same_again_and_spends_nothing_more() -> None:
    once = ledger_of("h", RULES).reserved("a", RULES).closed("a", "hold")
    again = once.reserved("b", RULES).reserved("a", RULES)
    assert again.alpha_for("a", RULES) == RULES.first
    assert again.spent == pytest.approx(RULES.first + 0.2 * (RULES.budget - RULES.first))
    assert [entry.outcome for entry in again.entries] == ["hold", None]


def test_a_ledger_is_kept_as_text_and_comes_back_the_same() -> None:
    ledger = ledger_of("h", RULES).reserved("a", RULES).closed("a", "promote")
    assert Ledger.model_validate_json(ledger.model_dump_json()) == ledger
    assert ledger.count("promote") == 1


def test_what_was_not_reserved_cannot_be_closed() -> None:
    with pytest.raises(BadInput, match="not reserved"):
        ledger_of("h", RULES).closed("a", "promote")
