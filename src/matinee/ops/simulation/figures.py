"""What a simulated house came to, day by day and decision by decision, beside the world's truth."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict
from scipy import stats

LAST_DAYS = 10
"""The days in which people are to be happier, or the last third where there are fewer."""
HALFWAY = 0.5
"""The share of the way from popularity to the oracle that a house is to have gone."""
MARGIN = 0.05
"""A loss of true satisfaction below this share is none; that is also what the gate lets a fresher model lose."""
RULES = ("house", "frozen", "popular", "oracle")


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Visit(_Told):
    """The true satisfaction that four slates bring to one person at one moment, each in the life that the person had
    under its rule. frozen: of the first model; None where there was none to ask."""

    day: int
    person: int
    house: float
    frozen: float | None
    popular: float
    oracle: float


class Day(_Told):
    """Means over visits. None where nobody came. version: that answers at the end of the day."""

    day: int
    people: int
    visits: int
    house: float | None = None
    frozen: float | None = None
    popular: float | None = None
    oracle: float | None = None
    version: str | None = None


class Truth(_Told):
    """What a candidate is truly worth to the people, had they never been shown anything, beside what the champion is.
    low, high: the 95 % interval of the difference, over people."""

    people: int
    champion: float
    candidate: float
    low: float
    high: float

    @property
    def lift(self) -> float:
        return (self.candidate - self.champion) / abs(self.champion) if self.champion else 0.0


class Decided(_Told):
    """state, outcome, reason, words: as the house says them. harm: which of the injected harms it was made under."""

    day: int
    training: int
    state: str
    version: str | None
    champion: str | None
    outcome: str | None
    reason: str | None
    words: str
    truth: Truth | None
    harm: str | None = None

    @property
    def right(self) -> bool | None:
        """None where nothing was decided, or the truth is not known. A model that was put live must not be worse by
        more than MARGIN; one that was kept out must not be better by more than that."""
        if self.truth is None or self.outcome in {None, "refused"}:
            return None
        if self.state == "promoted":
            return self.truth.lift > -MARGIN
        return self.truth.lift < MARGIN


class Harm(_Told):
    """within: days in which it was to be caught. caught: after how many it was, or None. how: in words."""

    name: str
    day: int
    within: int
    caught: int | None
    how: str

    @property
    def in_time(self) -> bool:
        return self.caught is not None and self.caught <= self.within


class Run(_Told):
    """terms: of the world, settled before. settled: their fingerprint, written down before the first day."""

    terms: dict[str, Any]
    settled: str
    days: list[Day]
    visits: list[Visit]
    decisions: list[Decided]
    harms: list[Harm]
    requests: int
    failed: int
    faults: list[str]
    figures: dict[str, Any] = {}
    unhappy: list[str] = []


def day_of(day: int, visits: Sequence[Visit], *, people: int, version: str | None) -> Day:
    means = {rule: _mean([getattr(visit, rule) for visit in visits]) for rule in RULES}
    return Day(day=day, people=people, visits=len(visits), version=version, **means)


def last_days(days: int) -> int:
    """The first of the days that count in the end."""
    return days - min(LAST_DAYS, max(1, days // 3))


def gain(visits: Sequence[Visit], *, over: str) -> tuple[float | None, float | None, int]:
    """By how much the house was better at the same moments, per person, the chance of so much by luck, and of how many
    people that is the mean."""
    gained: dict[int, list[float]] = {}
    for visit in visits:
        other = getattr(visit, over)
        if other is not None:
            gained.setdefault(visit.person, []).append(visit.house - other)
    means = np.array([np.mean(one) for one in gained.values()])
    if len(means) < 2:
        return (float(means.mean()) if len(means) else None), None, len(means)
    if np.ptp(means) == 0:
        return float(means.mean()), 0.0 if means[0] > 0 else 1.0, len(means)
    found: Any = stats.ttest_1samp(means, 0.0, alternative="greater")
    return float(means.mean()), float(found.pvalue), len(means)


def figures_of(run: Run) -> dict[str, Any]:
    """The last line of a run."""
    first = last_days(len(run.days))
    last = [visit for visit in run.visits if visit.day >= first]
    means = {rule: _mean([getattr(visit, rule) for visit in last]) for rule in RULES}
    over_frozen, p_frozen, people = gain(last, over="frozen")
    over_popular, p_popular, _ = gain(last, over="popular")
    over_all, p_all, _ = gain(run.visits, over="frozen")
    judged = [one for one in run.decisions if one.right is not None]
    return {
        "last_days": len(run.days) - first,
        "people": people or len({visit.person for visit in last}),
        **{rule: _rounded(value) for rule, value in means.items()},
        "over_frozen": _rounded(over_frozen),
        "p_frozen": _rounded(p_frozen),
        "over_frozen_all_days": _rounded(over_all),
        "p_frozen_all_days": _rounded(p_all),
        "over_popular": _rounded(over_popular),
        "p_popular": _rounded(p_popular),
        "way_to_oracle": _rounded(_way(means)),
        "promoted": sum(one.state == "promoted" for one in run.decisions),
        "kept_out": sum(one.state == "kept_out" for one in run.decisions),
        "stopped": sum(one.state in {"stopped", "failed"} for one in run.decisions),
        "judged": len(judged),
        "right": sum(bool(one.right) for one in judged),
        "harms": len(run.harms),
        "caught": sum(one.in_time for one in run.harms),
        "requests": run.requests,
        "failed": run.failed,
    }


def complaints(run: Run) -> list[str]:
    """Why the house did not pass, nothing where it did."""
    said, found = [], figures_of(run)
    if found["over_frozen"] is not None and found["over_frozen"] <= 0:
        said.append("people did not end happier than with the frozen model")
    if found["over_frozen"] is None and any(visit.frozen is not None for visit in run.visits):
        said.append("nobody came in the last days")
    if run.failed:
        said.append(f"{run.failed} requests failed")
    late = [harm for harm in run.harms if not harm.in_time]
    said += [f"the harm '{harm.name}' was not caught within {harm.within} days" for harm in late]
    return said


def _way(means: dict[str, float | None]) -> float | None:
    """How far the house came from popularity to the oracle."""
    house, popular, oracle = means["house"], means["popular"], means["oracle"]
    if house is None or popular is None or oracle is None or oracle <= popular:
        return None
    return (house - popular) / (oracle - popular)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    return float(np.mean(known)) if known else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
