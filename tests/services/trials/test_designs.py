import json
from typing import Any

import pytest

from matinee.domain.errors import BadInput
from matinee.kit.clock import DAY
from matinee.services.trials.designs import (
    arm_label,
    buckets_of_arms,
    digest_of,
    labels_of,
    plan_of,
    read_design,
    said_of,
)
from tests.services.trials.plans import PLAN, plan


def test_a_plan_comes_back_from_what_is_kept_of_it() -> None:
    arms = {"control": {}, "newer": {"sliders": {"new": 0.4}, "version": "v0003-27a09422f77b"}}
    made = plan(arms=arms, guardrails={"milliseconds": 0.2}, others=["likes"], stop="fixed", share=0.5)
    assert read_design(json.loads(json.dumps(said_of(made)))) == made
    assert (made.window, made.arms[1].sliders, made.kind) == (7 * DAY, {"new": 0.4}, "ab")


def test_the_digest_tells_every_change_and_the_order_of_the_arms() -> None:
    said = said_of(plan())
    turned = said | {"arms": dict(reversed(said["arms"].items()))}
    others = [said | {"people": 401}, said | {"question": "another"}, turned]
    assert len({digest_of(one) for one in [said, *others]}) == 4
    assert digest_of(json.loads(json.dumps(said))) == digest_of(said)
    gone = {name: part for name, part in said.items() if name != "arms"}
    assert len({digest_of(one) for one in (said, gone, said | {"arms": []})}) == 3


def test_all_buckets_are_shared_out_by_the_weights() -> None:
    three = plan(arms={"a": {}, "b": {}, "c": {"weight": 2}})
    assert buckets_of_arms(three) == {"a": 2500, "b": 2500, "c": 5000}
    assert buckets_of_arms(plan(arms={"a": {}, "b": {}, "c": {}})) == {"a": 3334, "b": 3333, "c": 3333}
    assert plan_of(three).arms == ("a", "b", "c")


def test_slates_of_one_experiment_carry_its_key() -> None:
    assert labels_of(plan()) == ("newer-first:control", "newer-first:newer")
    both = plan(kind="interleaving", primary="clicked")
    assert labels_of(both) == ("newer-first:both",) == (arm_label(both, "newer"),)
    longest = plan(key="k" * 32, arms={"a" * 24: {}, "b": {}})
    assert max(map(len, labels_of(longest))) <= 64


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"key": "Newer First"}, "key"),
        ({"key": None}, "key"),
        ({"question": " "}, "question"),
        ({"surprise": 1}, "surprise"),
        ({"people": "many"}, "people"),
        ({"people": True}, "people"),
        ({"people": 2}, "plan of"),
        ({"kind": "raffle"}, "kind"),
        ({"stop": "soon"}, "stop"),
        ({"days": 0}, "days"),
        ({"days": 91}, "days"),
        ({"share": 0}, "share"),
        ({"share": 1.2}, "share"),
        ({"least_ratings": -1}, "least_ratings"),
        ({"smallest": 0}, "plan of"),
        ({"alpha": 0.7}, "plan of"),
        ({"arms": {"control": {}}}, "arms"),
        ({"arms": {"control": {}, "New": {}}}, "arms.New"),
        ({"arms": {"control": {}, "new": 3}}, "arms"),
        ({"arms": {"control": {}, "new": {"slider": {}}}}, "arms.new.slider"),
        ({"arms": {"control": {}, "new": {"sliders": {"loud": 0.5}}}}, "arms.new"),
        ({"arms": {"control": {}, "new": {"sliders": {"new": "very"}}}}, "arms.new.sliders.new"),
        ({"arms": {"control": {}, "new": {"sliders": {"new": 1.5}}}}, "slider"),
        ({"arms": {"control": {}, "new": {"explore": 0.9}}}, "arms.new"),
        ({"arms": {"control": {}, "new": {"weight": 0}}}, "arms.new"),
        ({"arms": {"control": {}, "new": {"version": "the newest"}}}, "arms.new.version"),
        ({"primary": "joy"}, "primary"),
        ({"others": ["joy"]}, "others"),
        ({"others": "likes"}, "others"),
        ({"others": [3]}, "others"),
        ({"guardrails": {"joy": 0.1}}, "guardrails"),
        ({"guardrails": {"likes": "little"}}, "guardrails.likes"),
        ({"guardrails": {"likes": 2}}, "guardrail"),
        ({"others": ["clicks_per_slate"]}, "plan of"),
        ({"kind": "interleaving"}, "primary"),
        ({"kind": "interleaving", "primary": "clicked", "others": ["likes"]}, "primary"),
        ({"kind": "interleaving", "primary": "clicked", "arms": {"a": {}, "b": {}, "c": {}}}, "arms"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(more: dict[str, Any], where: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_design(PLAN | more)
    assert (refused.value.where or "").startswith(where)
