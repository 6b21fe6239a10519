"""Whether people who are answered by a version on trial click less than the others, or are lost: a guardrail that is
looked at again and again, within a budget of false alarms.

Figures of each person are of the time right after their first slate, so that they do not change any more once they are
read, which the always-valid test needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from matinee.domain.trials import Shown
from matinee.kit.clock import HOUR, MINUTE
from matinee.lab.trials.analysis import Analysis, Watched, analyse
from matinee.lab.trials.buckets import BUCKETS
from matinee.lab.trials.plan import Guardrail, Plan
from matinee.lab.trials.ratios import SampleRatio, sample_ratio
from matinee.services.trials.context import TrialsContext
from matinee.services.trials.measures import MEASURES
from matinee.services.trials.readings import readings_of

ALPHA = 0.004
"""The chance that a version which loses no clicks is ever said to: as for each other reason to take one back. That
people are said to be lost where none are has the chance `lab.trials.ratios.SUSPICIOUS` beside it."""
WINDOW, LATE = HOUR, 10 * MINUTE
"""Of each person, from the first slate on; and how long a click may take to be told."""
PEOPLE = 1_000
"""At which number the test is at its sharpest."""
MARGIN = 0.05


@dataclass(frozen=True)
class Judged:
    """harm: why the version on trial is to be taken back, in words. doubt: why nothing can be said of its clicks.
    Neither where all is well, or nothing is shown yet."""

    harm: str | None = None
    doubt: str | None = None


def judge_canary(ctx: TrialsContext, shares: Mapping[str, float], *, since: int) -> Judged:
    """The version on trial by its people. shares: of the people, by the arm that slates carry, the usual one first.
    since: when the trial began."""
    plan = _plan(shares)
    quick = replace(ctx, rules=replace(ctx.rules, late=LATE))
    return judged(analyse(plan, readings_of(quick, plan, Shown(since, ctx.now + 1, plan.arms))))


def judged(made: Analysis) -> Judged:
    """Where the groups are not what chance would make them their clicks are not compared. That people of one side are
    lost is a harm by itself, unless they were seen on both sides and may be those who lack."""
    if made.ratio.mismatch and _lacks_still(made.ratio, made.crossed):
        return Judged(harm=f"people are lost: {_came(made.ratio)}")
    if made.broken:
        return Judged(doubt=f"{made.crossed:,} people were answered by both, {_came(made.ratio)}")
    harmed = [one for one in made.guardrails if one.state == "harmed"]
    return Judged(harm=f"clicks: {_words(harmed[0], made.people)}" if harmed else None)


def _lacks_still(ratio: SampleRatio, crossed: int) -> bool:
    """Whether the groups are uneven even if all who were seen on both sides belong to that which lacks people, as far
    as it lacks any."""
    counts, shares = np.array(ratio.counts, dtype=np.float64), np.array(ratio.expected)
    short = int(np.argmin(counts - shares * counts.sum()))
    lacking = (shares[short] * counts.sum() - counts[short]) / (1 - shares[short])
    counts[short] += min(float(crossed), lacking)
    return sample_ratio(counts, shares, sequential=ratio.method == "sequential").mismatch


def _plan(shares: Mapping[str, float]) -> Plan:
    clicks, slates = MEASURES["clicks_per_slate"].metric, MEASURES["slates"].metric
    return Plan(
        name="a version on trial",
        weights={arm: max(1, round(share * BUCKETS)) for arm, share in shares.items()},
        primary=slates,
        people=PEOPLE,
        smallest=1.0,
        window=WINDOW,
        guardrails=(Guardrail(clicks, MARGIN),),
        alpha=ALPHA,
    )


def _came(ratio: SampleRatio) -> str:
    others, tried = ratio.counts
    wanted = f"where {ratio.expected[1]:.1%} of all were to come to it (p = {ratio.p:.2g})"
    return f"{tried:,} came to it and {others:,} to the other, {wanted}"


def _words(one: Watched, people: tuple[int, ...]) -> str:
    counted = f"{people[1]:,} people, and {people[0]:,} others"
    return f"{one.mean:.3g} clicks a slate where others click {one.control_mean:.3g} ({counted}, p = {one.p_harm:.2g})"
