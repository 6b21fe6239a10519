import numpy as np
import pytest
from scipy import stats

from matinee.ops.gates.evidence import evidence_of
from matinee.ops.gates.judged import COVERAGE
from tests.ops.gates.pairs import QUICK, judged, rivals


def test_the_figures_are_of_the_same_people_in_whatever_order_they_come() -> None:
    theirs, ours = rivals(np.random.default_rng(2), 500)
    turned = np.random.default_rng(3).permutation(500)
    plain = evidence_of(judged("new", ours), judged("old", theirs), alpha=0.01, rules=QUICK)
    old = judged("old", theirs)
    mixed = judged(
        "old", theirs, people=old.people[turned], per_person={n: v[turned] for n, v in old.per_person.items()}
    )
    found = evidence_of(judged("new", ours), mixed, alpha=0.01, rules=QUICK)
    assert (found.p, found.lift, found.smallest) == pytest.approx((plain.p, plain.lift, plain.smallest))
    assert plain.p == pytest.approx(stats.ttest_rel(ours, theirs, alternative="greater").pvalue)
    assert plain.lift == pytest.approx(ours.mean() / theirs.mean() - 1)
    assert plain.low < plain.lift < plain.high
    assert plain.p + plain.p_worse == pytest.approx(1.0)


def test_a_slice_is_asked_only_where_it_has_enough_people_and_is_not_everybody() -> None:
    theirs, ours = rivals(np.random.default_rng(4), 500)
    people = np.arange(500)
    slices = {"few": people < 50, "cold": people < 250, "all": people >= 0}
    found = evidence_of(judged("new", ours, slices=slices), judged("old", theirs), alpha=0.01, rules=QUICK)
    assert [one.what for one in found.guards] == ["recall@50", "novelty@10", "ndcg@10 of 'cold'"]
    assert found.guards[2].people == 250


def test_harm_to_a_slice_is_seen_and_what_too_few_people_cannot_show_is_said_to_be_so() -> None:
    theirs, ours = rivals(np.random.default_rng(5), 3_000)
    cold = np.arange(3_000) < 1_000
    hurt = np.where(cold, 0.8 * ours, ours)
    found = evidence_of(judged("new", hurt, slices={"cold": cold}), judged("old", theirs), alpha=0.01, rules=QUICK)
    by_name = {one.what: one for one in found.guards}
    assert by_name["ndcg@10 of 'cold'"].state == "harmed"
    assert by_name["novelty@10"].state == "no_worse"
    assert "ndcg@10 of 'cold'" in [one.what for one in found.harmed]


@pytest.mark.parametrize(("people", "resolves"), [(4_000, True), (400, False)])
def test_an_open_guardrail_is_a_doubt_only_where_so_many_people_could_have_settled_it(
    people: int, resolves: bool
) -> None:
    chance = np.random.default_rng(6)
    theirs = chance.uniform(0.2, 0.3, people)
    noise = chance.normal(0, 0.01, people)
    ours = theirs * 0.9965 + noise - noise.mean()
    close = QUICK.model_copy(update={"guards": {"recall@50": 0.004}, "guard_alpha": 1e-9})
    found = evidence_of(judged("new", ours), judged("old", theirs), alpha=0.01, rules=close)
    assert [(one.state, one.resolves) for one in found.guards] == [("open", resolves)]
    assert len(found.doubtful) == resolves


def test_costs_and_figures_of_all_lists_are_held_against_their_bounds() -> None:
    theirs, ours = rivals(np.random.default_rng(7), 300)

    def states(seconds: float, mebibytes: float, coverage: float) -> list[str]:
        new = judged("new", ours, seconds=seconds, mebibytes=mebibytes, figures={COVERAGE: coverage})
        old = judged("old", theirs, seconds=0.010, mebibytes=100.0, figures={COVERAGE: 0.5})
        return [one.state for one in evidence_of(new, old, alpha=0.01, rules=QUICK).guards[-3:]]

    assert states(0.014, 140.0, 0.46) == ["no_worse"] * 3
    assert states(0.016, 160.0, 0.44) == ["harmed"] * 3
    quick = judged("new", ours, seconds=0.004)
    slow = judged("old", theirs, seconds=0.0001)
    assert evidence_of(quick, slow, alpha=0.01, rules=QUICK).guards[-1].state == "no_worse"


def test_the_smallest_lift_is_the_larger_the_less_is_allowed() -> None:
    theirs, ours = rivals(np.random.default_rng(8), 1_000)
    strict, loose = (
        evidence_of(judged("new", ours), judged("old", theirs), alpha=alpha, rules=QUICK).smallest
        for alpha in (0.01, 0.05)
    )
    assert strict > loose > 0.03
