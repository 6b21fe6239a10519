"""What goes in and out about experiments."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from matinee.domain.trials import Design, StopRule, Trial, TrialKind, TrialState
from matinee.doors.api.model_shapes import VERSION
from matinee.doors.api.shapes import Asked
from matinee.kit.clock import DAY, iso
from matinee.services.trials.designs import LONGEST, MOST_ARMS, read_design
from matinee.services.trials.measures import Measure
from matinee.services.trials.sizes import Size

KEY = r"^[a-z0-9][a-z0-9-]{0,31}$"
Word = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[ -~]*$")]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")]
Share = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
MOST_PEOPLE = 10**9


class ArmAsked(Asked):
    """What is left out is as for everybody."""

    weight: int = Field(default=1, ge=1, le=10_000, description="Its part of the people, beside those of the others.")
    ranks: Word | None = Field(default=None, description="A model of the release.", examples=["ease"])
    version: Annotated[str, StringConstraints(pattern=VERSION)] | None = Field(
        default=None,
        description="Another version than the one that answers everybody, by which these people are answered.",
        examples=["v0003-27a09422f77b"],
    )
    sliders: dict[Word, Annotated[float, Field(ge=-1, le=1)]] = Field(
        default={}, description="Where they stand when nobody moves them.", examples=[{"new": 0.4}]
    )
    explore: Annotated[float, Field(ge=0, le=0.5)] | None = Field(
        default=None, description="The share of places given to chance."
    )


class PlanAsked(Asked):
    """What an experiment asks, and when it ends; it cannot be changed once it has begun."""

    key: Annotated[str, StringConstraints(pattern=KEY)] = Field(examples=["newer-first"])
    question: Sentence = Field(examples=["Do people click more when newer titles come first?"])
    kind: TrialKind = "ab"
    arms: dict[Word, ArmAsked] = Field(
        min_length=2,
        max_length=MOST_ARMS,
        description="By name, the control first.",
        examples=[{"control": {}, "newer": {"sliders": {"new": 0.4}}}],
    )
    primary: Word = Field(description="The one metric that decides.", examples=["clicks_per_slate"])
    people: int = Field(ge=4, le=MOST_PEOPLE, description="Planned, of all arms together.", examples=[400])
    smallest: float = Field(
        gt=0, le=1e9, description="The effect on the primary metric for which that number was chosen.", examples=[0.05]
    )
    days: float = Field(gt=0, le=LONGEST, description="After somebody's first slate, that count.", examples=[7])
    others: list[Word] = Field(default=[], max_length=20, examples=[["likes"]])
    guardrails: dict[Word, Annotated[float, Field(gt=0, lt=1)]] = Field(
        default={}, description="Metrics, with the share of the control's mean that may be lost.",
        examples=[{"milliseconds": 0.2}],
    )  # fmt: skip
    stop: StopRule = Field(default="always", description="Looked at whenever one likes, or once at the end.")
    alpha: float = Field(default=0.05, gt=0, lt=0.5)
    power: float = Field(default=0.8, gt=0, lt=1)
    share: Share = Field(default=1.0, description="Of all people, that may be in it.")
    least_ratings: int = Field(default=1, ge=0, le=10_000, description="That a person has given.")

    def design(self) -> Design:
        return read_design(self.model_dump(exclude_none=True))


class StopAsked(Asked):
    why: Sentence = Field(default="stopped by hand", examples=["The page breaks on phones."])


class ExperimentSeen(BaseModel):
    key: str
    state: TrialState
    question: str
    kind: TrialKind
    plan: dict[str, Any] = Field(description="As it was given; frozen once the experiment has begun.")
    digest: str | None = Field(description="Of the plan by which it began.")
    made_at: str
    begun_at: str | None
    ended_at: str | None
    why: str | None = Field(description="It ended.")
    outcome: str | None = Field(description="As it was last looked at.", examples=["better"])
    words: list[str] = Field(description="The verdict, as it was last looked at.")

    @classmethod
    def of(cls, trial: Trial) -> "ExperimentSeen":
        results = trial.results or {}
        return cls(
            key=trial.key,
            state=trial.state,
            question=trial.design["question"],
            kind=trial.design["kind"],
            plan=dict(trial.design),
            digest=trial.digest,
            made_at=iso(trial.made_at),
            begun_at=None if trial.begun_at is None else iso(trial.begun_at),
            ended_at=None if trial.ended_at is None else iso(trial.ended_at),
            why=trial.why,
            outcome=results.get("outcome"),
            words=results.get("words", []),
        )


class ExperimentsSeen(BaseModel):
    items: list[ExperimentSeen]
    next: str | None = None


class SampleRatioSeen(BaseModel):
    p: float
    mismatch: bool = Field(description="More or fewer people came to an arm than should have: nothing can be believed.")


class FindingSeen(BaseModel):
    metric: str
    arm: str
    role: Literal["primary", "other"]
    control_mean: float
    mean: float
    difference: float
    low: float | None = Field(description="null where too few people are complete for an interval.")
    high: float | None
    lift: float | None
    p: float
    p_family: float = Field(description="Adjusted for all that is asked together.")
    better: bool
    found: bool
    variance_kept: float = Field(description="What is left of the variance by what was known of people before.")


class GuardrailSeen(BaseModel):
    metric: str
    arm: str
    margin: float
    control_mean: float | None
    mean: float | None
    p_harm: float
    p_safe: float
    state: Literal["harmed", "no_worse", "open"]


class PreferenceSeen(BaseModel):
    second: str
    mean: float = Field(description="From -1 to 1; above 0 where picks of the second arm are clicked more.")
    low: float
    high: float
    p: float
    clicks: dict[str, float]


class PointSeen(BaseModel):
    at: str
    arm: str
    people: int = Field(description="Complete by then, of this arm and the control.")
    difference: float = Field(description="Of the primary metric.")
    low: float
    high: float


class ResultsSeen(BaseModel):
    key: str
    kind: TrialKind
    at: str
    design: str | None = Field(description="Digest of the plan.")
    outcome: str
    arm: str | None = Field(description="The best of those that are better.")
    stop: bool = Field(description="Whether it ends here, by its plan.")
    words: list[str]
    planned: int
    people: dict[str, int] = Field(description="Whose windows are over.")
    came: dict[str, int]
    crossed: int = Field(description="People who were seen in more than one arm.")
    sample_ratio: SampleRatioSeen | None
    findings: list[FindingSeen]
    guardrails: list[GuardrailSeen]
    preference: PreferenceSeen | None = Field(description="Of an experiment that interleaves.")
    course: list[PointSeen] = Field(
        default=[],
        description="What was known at moments since it began, the oldest first; the intervals hold together.",
    )

    @classmethod
    def of(cls, results: Mapping[str, Any]) -> "ResultsSeen":
        course = [{**one, "at": iso(one["at"])} for one in results.get("course", [])]
        return cls.model_validate({**results, "at": iso(results["at"]), "course": course})


class MetricSeen(BaseModel):
    name: str
    kind: Literal["mean", "proportion", "ratio", "capped"]
    higher_is_better: bool
    words: str

    @classmethod
    def of(cls, measure: Measure) -> "MetricSeen":
        metric = measure.metric
        return cls(name=metric.name, kind=metric.kind, higher_is_better=metric.higher_is_better, words=measure.words)


class MetricsSeen(BaseModel):
    items: list[MetricSeen]
    next: str | None = None


class SizeSeen(BaseModel):
    metric: str
    mean: float = Field(description="Of people of this house, lately.")
    variance: float
    known_of: int = Field(description="People by whom that is known.")
    effect: float = Field(description="The smallest that is found as surely as was asked for.")
    people: int = Field(description="Needed, of two arms together.")
    days: float | None = Field(description="Until so many have come and their windows are over.")

    @classmethod
    def of(cls, metric: str, size: Size) -> "SizeSeen":
        known = size.baseline
        return cls(
            metric=metric,
            mean=known.mean,
            variance=known.variance,
            known_of=known.people,
            effect=size.effect,
            people=size.people,
            days=size.days,
        )


def window_of(days: float) -> int:
    return round(days * DAY)
