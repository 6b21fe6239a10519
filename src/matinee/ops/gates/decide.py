"""The gate: whether a candidate may take the champion's place, with the reason in words."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from matinee.ops.gates.evidence import SURE, Evidence, GuardFigure, evidence_of
from matinee.ops.gates.judged import PRIMARY, JudgedModel
from matinee.ops.gates.ledger import Ledger
from matinee.ops.gates.refusals import Refusal, refusal_of
from matinee.ops.gates.rules import Rules

Outcome = Literal["promote", "promote_as_fresher", "reject", "hold", "refused"]
"""hold: nothing is known against it, and not enough for it; the champion stays. refused: the comparison means
nothing."""
Verdict = tuple[Outcome, str, tuple[str, ...]]
USUAL = Rules()


class Decision(BaseModel):
    """reason: a short name that does not change. words: the same for people. alpha: what the ledger allowed, 0 where
    nothing was looked at. approval: a person has the last word."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    candidate: str
    champion: str
    outcome: Outcome
    reason: str
    words: tuple[str, ...]
    alpha: float = 0.0
    evidence: Evidence | None = None
    approval: bool = False

    @property
    def promotes(self) -> bool:
        return self.outcome in {"promote", "promote_as_fresher"}

    def __str__(self) -> str:
        return " ".join(self.words)


def decide(
    candidate: JudgedModel, champion: JudgedModel, ledger: Ledger, *, version: str, rules: Rules = USUAL
) -> tuple[Decision, Ledger]:
    """version: the candidate's fingerprint, by which the ledger knows it. The ledger that comes back is to be kept in
    place of the one that was given."""
    refused = refusal_of(candidate, champion)
    if refused is None and not all(rules.safe_by in one.per_person for one in (candidate, champion)):
        refused = Refusal("no_figures", f"There is no {rules.safe_by} of each person of both models.")
    if refused is None and ledger.holdout != candidate.split:
        refused = Refusal("other_holdout", "The ledger is of another holdout than the one that was judged on.")
    if refused is not None:
        return _decision(candidate, champion, ("refused", refused.code, (refused.words,))), ledger
    if ledger.worn_for(version, rules):
        told = f"The holdout has judged {len(ledger.entries)} candidates and is worn out: make a new one."
        return _decision(candidate, champion, ("hold", "worn_out", (told,))), ledger
    kept = ledger.reserved(version, rules)
    alpha = kept.alpha_for(version, rules)
    found = evidence_of(candidate, champion, alpha=alpha, rules=rules)
    newer = candidate.learned_until - champion.learned_until
    fresher = (
        rules.fresher_after is not None
        and newer >= rules.fresher_after
        and ledger.count("promote_as_fresher") < rules.fresher_at_most
    )
    verdict = _verdict(found, alpha=alpha, rules=rules, fresher=fresher)
    made = _decision(candidate, champion, verdict, alpha=alpha, evidence=found, rules=rules)
    return made, kept.closed(version, made.outcome)


def _verdict(found: Evidence, *, alpha: float, rules: Rules, fresher: bool) -> Verdict:
    size = f"{PRIMARY} {found.candidate_mean:.4f} against {found.champion_mean:.4f}, {_lift(found)}"
    better = found.p < alpha and found.low > 0
    deeper = found.safe_by != PRIMARY
    shown_worse = found.p_worse < rules.guard_alpha and (deeper or found.p_safe >= SURE)
    safe = found.p_safe < SURE and not shown_worse
    if found.harmed:
        return "reject", "guardrail", (*(_guard_words(one) for one in found.harmed), f"Of the rest: {size}.")
    if (better and found.lift >= rules.floor) or (fresher and safe):
        if found.doubtful:
            told = (*(_guard_words(one) for one in found.doubtful), f"Of the rest: {size}.")
            return "hold", "guardrail_open", told
        if better and found.lift >= rules.floor:
            told = f"Better: {size}; p = {found.p:.2g} where {alpha:.2g} is allowed."
            return "promote", "better", (told, *_told(found))
        lost = f"less than {rules.margin:.1%}"
        if deeper:
            lost += f" of {found.safe_by} ({found.safe_change:+.1%})"
        told = f"Fresher, not worse: it learned from later events and has lost {lost}: {size}."
        return "promote_as_fresher", "fresher", (told, *_told(found))
    if shown_worse:
        return "reject", "worse", (f"Worse: {size}; p = {found.p_worse:.2g}.",)
    return _not_promoted(found, size, alpha=alpha, rules=rules)


def _not_promoted(found: Evidence, size: str, *, alpha: float, rules: Rules) -> Verdict:
    """Of one that is neither shown to be better, or no worse, nor to be worse."""
    if found.p < alpha and found.low > 0:
        return "reject", "below_floor", (f"Better by less than {rules.floor:.1%}, not worth the change: {size}.",)
    if found.smallest > rules.floor:
        weak = f"{found.people:,} people show a lift of {found.smallest:.1%} with a chance of {rules.power:.0%}"
        told = (
            f"Not shown: {size}; p = {found.p:.2g} where {alpha:.2g} is allowed.",
            f"Underpowered: {weak}; one of {rules.floor:.1%} would most likely be missed. The champion stays.",
        )
        return "hold", "underpowered", told
    return "reject", "no_gain", (f"No gain: {size}; a lift of {rules.floor:.1%} would most likely have shown.",)


def _lift(found: Evidence) -> str:
    return f"{found.lift:+.1%} (95% interval {found.low:+.1%} to {found.high:+.1%}, {found.people:,} people)"


def _told(found: Evidence) -> tuple[str, ...]:
    """Guardrails of which too few people were asked to show anything."""
    return tuple(_guard_words(one) for one in found.guards if one.state == "open")


def _guard_words(one: GuardFigure) -> str:
    if one.state == "harmed":
        if one.p_harm is None:
            return f"{one.what} is harmed: {one.change:+.1%} where {one.margin:.1%} is allowed."
        left = f"nothing shows that no more than the {one.margin:.1%} that are allowed were lost"
        return f"{one.what} is harmed: {one.change:+.1%}, p = {one.p_harm:.2g}, and {left}."
    if one.resolves:
        return f"{one.what} is not shown to have lost less than {one.margin:.1%}: {one.change:+.1%}."
    return f"{one.what}: {one.change:+.1%}, no harm shown, of {one.people:,} people, too few to rule it out."


def _decision(
    candidate: JudgedModel,
    champion: JudgedModel,
    verdict: Verdict,
    *,
    alpha: float = 0.0,
    evidence: Evidence | None = None,
    rules: Rules = USUAL,
) -> Decision:
    outcome, reason, words = verdict
    promotes = outcome in {"promote", "promote_as_fresher"}
    return Decision(
        candidate=candidate.label,
        champion=champion.label,
        outcome=outcome,
        reason=reason,
        words=words,
        alpha=alpha,
        evidence=evidence,
        approval=rules.approval and promotes,
    )
