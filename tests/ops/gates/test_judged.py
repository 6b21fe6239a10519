from dataclasses import replace

import numpy as np
import pytest

from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Split
from matinee.lab.evaluation.chance import Constant, popularity
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.gates.decide import decide
from matinee.ops.gates.judged import DEEP, NOVELTY, PRIMARY, RECALL, from_result, judged_on, leaks_of
from matinee.ops.gates.ledger import ledger_of
from matinee.ops.gates.rules import Rules
from matinee.ops.runs.bench import bench
from matinee.ops.runs.specs import read_specs


@pytest.fixture(scope="module")
def split() -> Split:
    return make_split(checkerboard(people=240).data, "weak", seed=4)


def test_a_model_is_judged_for_everybody_of_the_stage_with_what_it_costs(split: Split) -> None:
    stage = split.final
    made = judged_on(Constant(), stage, label="none", mebibytes=3.0)
    assert {name: len(values) for name, values in made.per_person.items()} == dict.fromkeys(
        (PRIMARY, DEEP, RECALL, NOVELTY), len(stage.task)
    )
    assert made.seconds is not None
    assert 0 < made.seconds < 5
    assert made.mebibytes == 3.0
    assert set(made.figures) == {"coverage@10", "gini@10"}
    assert set(made.slices) == {"short", "cold", "warm", "heavy"}
    assert leaks_of(split) == ()


def test_two_models_on_one_stage_can_be_compared_and_on_two_they_cannot(split: Split) -> None:
    old, new = judged_on(Constant(), split.final, label="none"), judged_on(
        popularity(split.final), split.final, label="popular"
    )  # fmt: skip
    rules = Rules(resamples=100)
    decision, _ = decide(new, old, ledger_of(new.split, rules), version="v2", rules=rules)
    assert decision.outcome != "refused"
    tuning = judged_on(popularity(split.tuning), split.tuning, label="popular")
    assert decide(tuning, old, ledger_of(tuning.split, rules), version="v3", rules=rules)[0].outcome == "refused"


def test_what_bench_left_behind_can_be_put_to_the_gate(split: Split) -> None:
    result = bench(split, read_specs(["popular", "item_knn"], protocol="weak"), context=FitContext()).result
    old, new = (from_result(result, label) for label in ("popular", "item_knn"))
    assert new.figures["coverage@10"] > 0
    assert set(new.per_person) == {PRIMARY, DEEP, RECALL}
    np.testing.assert_array_equal(new.people, result.people)
    rules = Rules(resamples=100)
    decision, _ = decide(new, old, ledger_of(new.split, rules), version="v2", rules=rules)
    assert decision.promotes, str(decision)
    swapped, _ = decide(old, new, ledger_of(new.split, rules), version="v2", rules=rules)
    assert swapped.outcome == "reject"
    assert decide(replace(new, leaks=("x",)), old, ledger_of(new.split, rules), version="v2")[0].reason == "leak"
