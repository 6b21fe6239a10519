"""What an operator asks of a new model before it may answer people."""

from pydantic import BaseModel, ConfigDict, Field

from matinee.ops.gates.judged import COVERAGE, NOVELTY, PRIMARY, RECALL


class Rules(BaseModel):
    """budget: chance of even one false promotion on a holdout, over all its candidates. first: at most for the first
    of them. floor: the relative lift below which a better model is not worth the change. margin: the relative loss
    that still counts as no worse. safe_by: the metric of which no more than that may be lost; lists of a hundred tell
    more of few people than lists of ten do. guard_alpha: false alarms of the guardrails of one candidate. guards:
    metrics per person that must not fall, beside the slices, each with its margin. figures: of all lists together,
    with the share of the champion's figure that must be left. slower, larger: how many times as slow and as large the
    candidate may be, and never mind below quick_seconds. slice_people: slices of fewer are not asked. fresher_after:
    microseconds by which a candidate must have learned from later events to be promoted for it; None never promotes
    for it. fresher_at_most: how often on one holdout, so that losses below the margin do not add up unseen. approval:
    a person has the last word on every promotion."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    budget: float = Field(default=0.05, gt=0, lt=0.5)
    first: float = Field(default=0.01, gt=0, lt=0.5)
    floor: float = Field(default=0.01, ge=0, lt=1)
    margin: float = Field(default=0.01, gt=0, lt=1)
    safe_by: str = PRIMARY
    guard_alpha: float = Field(default=0.05, gt=0, lt=0.5)
    guards: dict[str, float] = Field(default_factory=lambda: {RECALL: 0.01, NOVELTY: 0.1})
    figures: dict[str, float] = Field(default_factory=lambda: {COVERAGE: 0.9})
    slower: float = Field(default=1.5, ge=1)
    larger: float = Field(default=1.5, ge=1)
    quick_seconds: float = Field(default=0.005, ge=0)
    slice_people: int = Field(default=200, ge=2)
    fresher_after: int | None = Field(default=86_400_000_000, ge=1)
    fresher_at_most: int = Field(default=5, ge=0)
    power: float = Field(default=0.8, gt=0, lt=1)
    approval: bool = False
    resamples: int = Field(default=2_000, ge=100)
    seed: int = 0
