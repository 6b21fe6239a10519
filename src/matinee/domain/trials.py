"""Experiments of the house: what is asked, how the people of each arm are answered, and how far it has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

TrialKind = Literal["ab", "interleaving"]
"""ab: each person is answered by one arm. interleaving: each slate holds picks of both arms, so that everybody compares
them."""
TrialState = Literal["draft", "running", "stopped"]
TRIAL_STATES: tuple[TrialState, ...] = get_args(TrialState)
StopRule = Literal["fixed", "always"]
"""fixed: looked at once, when all planned people are complete. always: looked at whenever one likes."""


@dataclass(frozen=True)
class Arm:
    """How people of an arm are answered: as everybody is, but for what is named. weight: its part of the people. ranks:
    a model of the release. version: another version than the one that answers everybody; the rest is changed of that.
    sliders: where they stand when nobody moves them. explore: the share of places given to chance."""

    name: str
    weight: int = 1
    ranks: str | None = None
    version: str | None = None
    sliders: Mapping[str, float] = field(default_factory=dict)
    explore: float | None = None


@dataclass(frozen=True)
class Design:
    """What is written down before anybody is in it. arms: the control first. primary: the one metric that decides.
    guardrails: metrics, each with the share of the control's mean that may be lost. people: planned, of all arms.
    smallest: the effect on the primary metric for which that number was chosen. window: microseconds after the first
    slate that count. share: of all people that may be in it. least_ratings: that a person has given."""

    key: str
    question: str
    kind: TrialKind
    arms: tuple[Arm, ...]
    primary: str
    people: int
    smallest: float
    window: int
    others: tuple[str, ...] = ()
    guardrails: Mapping[str, float] = field(default_factory=dict)
    stop: StopRule = "always"
    alpha: float = 0.05
    power: float = 0.8
    share: float = 1.0
    least_ratings: int = 1


@dataclass(frozen=True)
class Trial:
    """An experiment as it is kept. design: as JSON says it. digest: of the design by which it began, None for a draft.
    seed: of the assignment. spans: buckets that it holds among all experiments. why: it ended. results: as they stood
    when it ended; of one that runs, as they were last looked at."""

    key: str
    state: TrialState
    design: Mapping[str, Any]
    seed: str
    made_at: int
    digest: str | None = None
    spans: Sequence[Sequence[int]] = ()
    begun_at: int | None = None
    ended_at: int | None = None
    why: str | None = None
    results: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Shown:
    """Whom a figure is of: people to whom a slate was drawn from `since` to before `until`, in one of the arms as
    slates carry them; None for any slate."""

    since: int
    until: int
    arms: tuple[str, ...] | None = None


Figure = Literal[
    "slates",
    "returned",
    "clicked",
    "dismissed",
    "answered",
    "satisfaction",
    "rated",
    "liked",
    "watched",
    "asked",
    "milliseconds",
    "failed",
]
"""What is counted of a person. slates: drawn. returned: slates drawn a day after the first or later. clicked,
dismissed: titles of slates. answered: times that they said how satisfied they were, satisfaction: the sum of it. rated,
liked: different titles. watched: titles. asked: requests for recommendations, with the sum of their milliseconds, and
how many of them failed."""
FIGURES: tuple[Figure, ...] = get_args(Figure)
