"""Rows L1 to L3 by simulation, each with the fault that it must catch, and each outcome with its reason in words. Two
models of a real data set are in test_real_rivals.py, many candidates of one holdout in test_many_candidates.py."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from matinee.ops.gates.decide import Decision, decide
from matinee.ops.gates.evidence import evidence_of
from matinee.ops.gates.judged import DEEP, NOVELTY, PRIMARY, RECALL
from tests.fixtures.loop import Notes, luck, sizes
from tests.ops.gates.pairs import DAY, DIFFER, ask_of_equals, decided, fresh, judged, ndcg, rivals


@sizes(quick=200, long=5_000)
@pytest.mark.parametrize("alpha", [0.05, 0.01])
def test_a_candidate_that_is_no_better_is_promoted_as_rarely_as_promised(
    alpha: float, trials: int, notes: Notes
) -> None:
    """Made figures of two rivals, exchanged for random people, so that neither is better."""
    one, other = (judged(name, values) for name, values in zip("ab", rivals(notes.chance(), 1_000), strict=True))
    ask_of_equals(one, other, "no better", alpha=alpha, trials=trials, notes=notes)


def lifted(chance: np.random.Generator, values: np.ndarray, lift: float) -> np.ndarray:
    """A rival that is better by `lift` of the mean, spread over those whose lists differ."""
    differ = chance.random(len(values)) < DIFFER
    again = np.where(differ, ndcg(chance, len(values)), values)
    return again + differ * lift * MEAN / DIFFER


MEAN = 0.5 * 1.5 / 5.5
"""Of `ndcg`, over many people."""


@sizes(quick=120, long=2_000)
def test_a_candidate_that_is_better_by_what_can_be_detected_is_promoted_four_times_in_five(
    trials: int, notes: Notes
) -> None:
    chance = notes.chance(1)
    many = ndcg(chance, 200_000)
    spread = (lifted(chance, many, 0.0) - many).std()
    # The stated smallest effect for 1,500 people at 0.01, from the spread of the many; and that which is just shown.
    effect, bare = ((2.3263 + beyond) * spread / np.sqrt(1_500) / MEAN for beyond in (0.8416, 0.0))
    promoted, fault, stated = 0, 0, []
    for _ in range(trials):
        theirs = ndcg(chance, 1_500)
        made = decided(judged("new", lifted(chance, theirs, effect)), judged("old", theirs))
        promoted += made.outcome == "promote"
        fault += decided(judged("new", lifted(chance, theirs, bare)), judged("old", theirs)).outcome == "promote"
        stated.append(made.evidence.smallest if made.evidence else np.nan)
    low, high = luck(0.8, trials)
    told = f"better by {effect:.1%}, 1,500 people: promoted"
    notes.check("L2", told, promoted / trials, trials=trials, low=min(low, 0.77), high=max(high, 0.83))
    told = f"fault: the smallest effect without its power, {bare:.1%}: promoted"
    notes.check("L2", told, fault / trials, trials=trials, high=0.7)
    off = float(np.median(stated)) / effect
    notes.check("L2", "stated smallest effect by the true one, median", off, trials=trials, low=0.93, high=1.07)


def people_for(loss: float, alpha: float, chance: np.random.Generator) -> int:
    """How many show such a loss with a chance of 95 %, one-sided."""
    many = ndcg(chance, 100_000)
    spread = (lifted(chance, many, 0.0) - many).std()
    return int(np.ceil(((stats.norm.isf(alpha) + stats.norm.isf(0.05)) * spread / (loss * MEAN)) ** 2))


@sizes(quick=20, long=2_000)
def test_a_candidate_that_harms_everybody_is_promoted_hardly_ever(trials: int, notes: Notes) -> None:
    chance = notes.chance(2)
    people = people_for(0.03, 0.01, chance)
    promoted = 0
    for _ in range(trials):
        theirs = ndcg(chance, people)
        new = judged("new", lifted(chance, theirs, -0.03), learned_until=9 * DAY)
        promoted += decided(new, judged("old", theirs), fresher_after=DAY).promotes
    notes.check(
        "L3",
        "worse by 3 %, and fresher, people for a power of 95 %: promoted",
        promoted / trials,
        trials=trials,
        high=0.001,
    )


@sizes(quick=20, long=1_000)
def test_a_candidate_that_harms_newcomers_alone_is_stopped(trials: int, notes: Notes) -> None:
    """Nothing lost on the whole, a tenth lost by newcomers, whom the others outweigh; it is even shown to be better."""
    chance = notes.chance(3)
    newcomers = people_for(0.1, 0.05 / 3, chance)
    people = 4 * newcomers
    cold = np.arange(people) < newcomers
    stopped = unguarded = 0
    for _ in range(trials):
        theirs = ndcg(chance, people)
        ours = np.where(cold, lifted(chance, theirs, -0.1), lifted(chance, theirs, 0.1))
        new, old = judged("new", ours, slices={"cold": cold}), judged("old", theirs)
        stopped += not decided(new, old).promotes
        unguarded += decided(replace(new, slices={}), old).promotes
    told = "newcomers, a quarter of people for a power of 95 %, lose 10 %: stopped"
    notes.check("L3", told, stopped / trials, trials=trials, low=0.9)
    notes.check("L3", "fault: the same without slices: promoted", unguarded / trials, trials=trials, low=0.5)


def pair(change: float = 1.0, *, people: int = 4_000, noise: float = 0.02, seed: int = 5, **more):
    chance = np.random.default_rng(seed)
    theirs = chance.uniform(0.2, 0.4, people)
    new = judged("new", change * theirs + chance.normal(0, noise, people), **more)
    return new, judged("old", theirs)


FRESHER = pair(1.0, learned_until=2 * DAY)


@pytest.mark.parametrize(
    ("outcome", "reason", "made", "rules", "words"),
    [
        ("promote", "better", pair(1.03), {}, "Better: ndcg@10"),
        ("reject", "worse", pair(0.95), {"guards": {}}, "Worse: ndcg@10"),
        ("reject", "guardrail", pair(0.95), {}, "recall@50 is harmed"),
        ("reject", "below_floor", pair(1.005), {}, "Better by less than 1.0%"),
        ("reject", "no_gain", pair(1.0), {}, "No gain"),
        ("hold", "underpowered", pair(1.0, people=100, noise=0.2), {"guards": {}}, "Underpowered: 100 people"),
        ("promote_as_fresher", "fresher", FRESHER, {"fresher_after": DAY}, "Fresher, not worse"),
        ("reject", "no_gain", pair(1.0, learned_until=DAY // 2), {"fresher_after": DAY}, "No gain"),
        ("reject", "no_gain", FRESHER, {"fresher_after": DAY, "fresher_at_most": 0}, "No gain"),
    ],
)  # fmt: skip
def test_each_outcome_has_its_reason(outcome: str, reason: str, made, rules, words: str) -> None:
    decision = decided(*made, **rules)
    assert (decision.outcome, decision.reason) == (outcome, reason)
    assert words in str(decision)
    assert decision.promotes == outcome.startswith("promote")


def with_deep(made, change: float):
    """The pair with lists of a hundred, which differ less from person to person than those of ten do."""
    new, old = made
    theirs = np.random.default_rng(8).uniform(0.3, 0.5, len(old.people))
    deep = {"new": theirs * change, "old": theirs}
    return tuple(replace(one, per_person={**one.per_person, DEEP: deep[one.label]}) for one in (new, old))


@pytest.mark.parametrize(
    ("ten", "hundred", "outcome", "reason", "words"),
    [
        (1.0, 1.01, "promote_as_fresher", "fresher", "has lost less than 5.0% of ndcg@100 (+1.0%)"),
        (1.0, 0.9, "hold", "underpowered", "Underpowered"),
        (0.7, 1.01, "reject", "worse", "Worse: ndcg@10"),
    ],
)
def test_few_people_show_by_longer_lists_that_nothing_was_lost(
    ten: float, hundred: float, outcome: str, reason: str, words: str
) -> None:
    made = pair(ten, people=150, noise=0.2, learned_until=2 * DAY)
    rules = {"fresher_after": DAY, "margin": 0.05, "guards": {}}
    assert decided(*made, **rules).reason != "fresher", "lists of ten do not show it"
    decision = decided(*with_deep(made, hundred), **rules, safe_by=DEEP)
    assert (decision.outcome, decision.reason) == (outcome, reason)
    assert words in str(decision)


def test_what_is_asked_for_and_was_not_measured_is_refused() -> None:
    decision = decided(*FRESHER, safe_by=DEEP)
    assert (decision.outcome, decision.reason) == ("refused", "no_figures")
    assert DEEP in str(decision)


def test_a_guardrail_in_doubt_holds_back_what_is_better() -> None:
    new, old = pair(1.03)
    recall = old.per_person[RECALL] * 0.9885 + np.random.default_rng(1).normal(0, 0.03, 4_000)
    new = replace(new, per_person={PRIMARY: new.per_person[PRIMARY], RECALL: recall, NOVELTY: old.per_person[NOVELTY]})
    decision = decided(new, old, guards={RECALL: 0.0125}, guard_alpha=1e-60)
    assert (decision.outcome, decision.reason) == ("hold", "guardrail_open")
    assert "recall@50 is not shown to have lost less than 1.2%" in str(decision)


def test_a_slow_or_large_model_is_stopped_however_good_it_is() -> None:
    new, old = pair(1.2, seconds=0.2)
    decision = decided(new, replace(old, seconds=0.1))
    assert (decision.outcome, decision.reason) == ("reject", "guardrail")
    assert "seconds of an answer is harmed: +100.0% where 50.0% is allowed" in str(decision)


def test_a_worn_holdout_holds_and_a_person_has_the_last_word_where_asked_for() -> None:
    ledger, rules = fresh()
    for number in range(60):
        ledger = ledger.reserved(f"v{number}", rules) if not ledger.worn_for(f"v{number}", rules) else ledger
    decision, after = decide(*pair(1.05), ledger, version="new one", rules=rules)
    assert (decision.outcome, decision.reason) == ("hold", "worn_out")
    assert after == ledger
    asked = decided(*pair(1.05), approval=True)
    assert asked.promotes
    assert asked.approval
    assert not decided(*pair(0.95), approval=True).approval


def test_the_ledger_remembers_and_a_decision_is_kept_as_text() -> None:
    ledger, rules = fresh()
    decision, after = decide(*pair(1.05), ledger, version="v2", rules=rules)
    assert [(entry.candidate, entry.alpha, entry.outcome) for entry in after.entries] == [("v2", 0.01, "promote")]
    assert Decision.model_validate_json(decision.model_dump_json()) == decision
    again, same = decide(*pair(1.05), after, version="v2", rules=rules)
    assert (again, same) == (decision, after)
    assert decision.evidence == evidence_of(*pair(1.05), alpha=0.01, rules=rules)
