import pytest
from pydantic import ValidationError

from matinee.ops.gates.judged import COVERAGE, NOVELTY, RECALL
from matinee.ops.gates.rules import Rules


def test_unless_told_otherwise_the_gate_asks_what_the_documentation_says() -> None:
    rules = Rules()
    assert (rules.budget, rules.first, rules.floor, rules.margin) == (0.05, 0.01, 0.01, 0.01)
    assert set(rules.guards) == {RECALL, NOVELTY}
    assert set(rules.figures) == {COVERAGE}


@pytest.mark.parametrize("wrong", [{"budget": 0.0}, {"margin": 1.0}, {"floor": -0.1}, {"slower": 0.5}, {"unknown": 1}])
def test_rules_that_cannot_be_are_refused(wrong) -> None:
    with pytest.raises(ValidationError):
        Rules(**wrong)
