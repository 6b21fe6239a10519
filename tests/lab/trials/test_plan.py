from dataclasses import replace

import pytest

from matinee.domain.errors import BadConfig
from matinee.lab.trials.metrics import Metric
from matinee.lab.trials.plan import Guardrail, Plan

PLAN = Plan(
    name="rows",
    weights={"control": 5_000, "new": 3_000, "newer": 2_000},
    primary=Metric("watched", "mean"),
    people=10_000,
    smallest=0.1,
    window=7 * 86_400_000_000,
    others=(Metric("clicks", "ratio"),),
    guardrails=(Guardrail(Metric("stayed", "proportion")),),
)


def test_the_digest_changes_with_anything_that_is_changed() -> None:
    changes = [
        {"people": 9_999}, {"alpha": 0.1}, {"stop": "fixed"}, {"primary": Metric("watched", "capped")},
        {"weights": dict(sorted(PLAN.weights.items(), reverse=True))}, {"others": ()}, {"smallest": 0.2},
        {"guardrails": (Guardrail(Metric("stayed", "proportion"), margin=0.05),)},
    ]  # fmt: skip
    digests = {replace(PLAN, **change).digest for change in changes}
    assert len(digests | {PLAN.digest}) == len(changes) + 1
    assert replace(PLAN).digest == PLAN.digest


def test_the_people_of_an_arm_and_the_control_are_their_part_of_all() -> None:
    assert [PLAN.people_of(arm) for arm in ("new", "newer")] == [8_000, 7_000]
    assert PLAN.arms == ("control", "new", "newer")
    assert [metric.name for metric in PLAN.metrics] == ["watched", "clicks", "stayed"]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"weights": {"control": 1}}, "two arms"),
        ({"weights": {"control": 1, "new": 0}}, "two arms"),
        ({"people": 5}, "above 0"),
        ({"smallest": 0.0}, "above 0"),
        ({"alpha": 0.7}, "alpha 0.7"),
        ({"others": (Metric("watched", "mean"),)}, "named twice"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused(change, what: str) -> None:
    with pytest.raises(BadConfig, match=what):
        replace(PLAN, **change)
    with pytest.raises(BadConfig, match="margin"):
        Guardrail(Metric("stayed", "proportion"), margin=0.0)
