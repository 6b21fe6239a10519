"""What admins see of alerts, figures and days that were watched."""

from pydantic import BaseModel, Field

from matinee.domain.alerts import Alert, AlertLevel, WatchedFeature
from matinee.domain.life import HouseFigure
from matinee.kit.clock import iso


def _iso(moment: int | None) -> str | None:
    return None if moment is None else iso(moment)


class AlertSeen(BaseModel):
    id: int
    key: str = Field(description="What it is about; one is open of each.", examples=["drift:stars"])
    level: AlertLevel
    message: str = Field(examples=["what people do has changed: 'stars'"])
    action: str = Field(description="What to do.")
    runbook: str = Field(description="The page among the runbooks that tells more.", examples=["feature-drift"])
    value: float | None = Field(description="What was seen.")
    limit: float | None = Field(description="What it may be.")
    begun_at: str
    last_at: str = Field(description="When it was last found.")
    ended_at: str | None = Field(description="When it was first found no more.")
    acknowledged_at: str | None
    acknowledged_by: str | None = Field(description="The name of the admin.")

    @classmethod
    def of(cls, alert: Alert) -> "AlertSeen":
        return cls(
            id=alert.id,
            **vars(alert.finding),
            begun_at=iso(alert.begun_at),
            last_at=iso(alert.last_at),
            ended_at=_iso(alert.ended_at),
            acknowledged_at=_iso(alert.acknowledged_at),
            acknowledged_by=alert.acknowledged_by,
        )


class AlertsSeen(BaseModel):
    items: list[AlertSeen]
    next: str | None = Field(description="Send it as `cursor` to get those that follow.")


class FeatureSeen(BaseModel):
    day: str = Field(examples=["2026-03-01"])
    feature: str = Field(examples=["stars"])
    counts: list[float] = Field(description="Events in each bin; one title or person counts for its share at most.")
    mean: float | None
    std: float | None
    skew: float | None
    kurtosis: float | None
    sparsity: float | None = Field(description="The share that is missing or zero.")
    score: float | None = Field(description="Population stability index; null where there is nothing to compare.")
    limit: float | None = Field(description="What it may be by luck.")
    drifted: bool

    @classmethod
    def of(cls, one: WatchedFeature) -> "FeatureSeen":
        return cls(**{**vars(one), "day": iso(one.day)[:10], "counts": list(one.counts), "drifted": one.drifted})


class DriftSeen(BaseModel):
    items: list[FeatureSeen]
    next: str | None = None


class FigureSeen(BaseModel):
    name: str = Field(examples=["matinee_catalogue_coverage_ratio"])
    labels: dict[str, str]
    value: float

    @classmethod
    def of(cls, one: HouseFigure) -> "FigureSeen":
        return cls(name=one.name, labels=dict(one.labels), value=one.value)


class FiguresSeen(BaseModel):
    items: list[FigureSeen]
    at: str | None = Field(description="When they were worked out; null where they have not been yet.")
    next: str | None = None
