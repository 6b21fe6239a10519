from pathlib import Path

import pytest

from matinee.domain.errors import BadArtifact
from matinee.ops.gates.rules import Rules
from matinee.ops.learning.holdout import (
    FILE,
    Holdout,
    first_holdout,
    held_out,
    is_used_up,
    next_holdout,
    read_holdout,
    write_holdout,
)

RULES = Rules()
KEYS = [f"member:{number}" for number in range(4000)]


def begun(people: int = 4000) -> Holdout:
    return first_holdout(people, at=7, rules=RULES)


@pytest.mark.parametrize(("people", "share"), [(4000, 0.1), (1500, 0.1), (1000, 0.15), (600, 0.25), (3, 0.25)])
def test_a_tenth_is_held_out_and_some_more_where_there_are_few(people: int, share: float) -> None:
    assert begun(people).epoch.share == share


def test_who_is_held_out_is_held_out_again_whoever_else_there_is() -> None:
    epoch = begun().epoch
    found = held_out(epoch, KEYS)
    assert 0.08 < found.mean() < 0.12
    assert held_out(epoch, KEYS[::-1]).tolist() == found[::-1].tolist()
    assert held_out(epoch, KEYS[:9]).tolist() == found[:9].tolist()


def test_the_next_epoch_holds_out_others_and_its_ledger_is_empty() -> None:
    first = begun()
    used = first.model_copy(update={"ledger": first.ledger.reserved("a", RULES), "trained_at": 5})
    other = next_holdout(used, 4000, at=9, rules=RULES)
    assert (other.epoch.number, other.trained_at, other.ledger.entries) == (2, 5, ())
    assert other.ledger.holdout == other.epoch.name != first.epoch.name
    both = held_out(first.epoch, KEYS) & held_out(other.epoch, KEYS)
    assert 0.005 < both.mean() < 0.02


def test_a_holdout_is_used_up_when_the_ledger_is_worn_out_or_small_losses_could_add_up() -> None:
    worn = fresher = begun()
    for number in range(40):
        ledger = worn.ledger.reserved(f"{number}", RULES).closed(f"{number}", "reject")
        worn = worn.model_copy(update={"ledger": ledger})
    assert is_used_up(worn, RULES)
    for number in range(RULES.fresher_at_most):
        assert not is_used_up(fresher, RULES)
        ledger = fresher.ledger.reserved(f"{number}", RULES).closed(f"{number}", "promote_as_fresher")
        fresher = fresher.model_copy(update={"ledger": ledger})
    assert is_used_up(fresher, RULES)


def test_it_is_kept_beside_the_versions_and_damage_is_found(tmp_path: Path) -> None:
    assert read_holdout(tmp_path) is None
    write_holdout(tmp_path, begun())
    assert read_holdout(tmp_path) == begun()
    path = tmp_path / FILE
    path.write_text(path.read_text().replace("epoch-1", "epoch-2"))
    with pytest.raises(BadArtifact, match="another holdout"):
        read_holdout(tmp_path)
    path.write_text("{")
    with pytest.raises(BadArtifact, match="no holdout"):
        read_holdout(tmp_path)
