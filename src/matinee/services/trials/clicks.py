"""Whether people who are answered by a version on trial click less than the others: a guardrail that is looked at again
and again, within a budget of false alarms.

Figures of each person are of the time right after their first slate, so that they do not change any more once they are
read, which the always-valid test needs.
"""

from collections.abc import Mapping
from dataclasses import replace

from matinee.domain.trials import Shown
from matinee.kit.clock import HOUR, MINUTE
from matinee.lab.trials.analysis import Watched, analyse
from matinee.lab.trials.buckets import BUCKETS
from matinee.lab.trials.plan import Guardrail, Plan
from matinee.services.trials.context import TrialsContext
from matinee.services.trials.measures import MEASURES
from matinee.services.trials.readings import readings_of

ALPHA = 0.004
"""The chance that a version which loses no clicks is ever said to: as for each other reason to take one back."""
WINDOW, LATE = HOUR, 10 * MINUTE
"""Of each person, from the first slate on; and how long a click may take to be told."""
PEOPLE = 1_000
"""At which number the test is at its sharpest."""
MARGIN = 0.05


def fewer_clicks(ctx: TrialsContext, shares: Mapping[str, float], *, since: int) -> str | None:
    """Why the version on trial is to be taken back, in words; None where nothing is shown. shares: of the people, by
    the arm that slates carry, the usual one first. since: when the trial began."""
    plan = _plan(shares)
    quick = replace(ctx, rules=replace(ctx.rules, late=LATE))
    made = analyse(plan, readings_of(quick, plan, Shown(since, ctx.now + 1, plan.arms)))
    harmed = [one for one in made.guardrails if one.state == "harmed"]
    return _words(harmed[0], made.people) if harmed else None


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


def _words(one: Watched, people: tuple[int, ...]) -> str:
    counted = f"{people[1]:,} people, and {people[0]:,} others"
    return f"{one.mean:.3g} clicks a slate where others click {one.control_mean:.3g} ({counted}, p = {one.p_harm:.2g})"
