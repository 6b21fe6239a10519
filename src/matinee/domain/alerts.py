"""What whoever runs the house should know: that something is not as it was, and what to do about it."""

from dataclasses import dataclass
from typing import Literal, get_args

AlertLevel = Literal["info", "warning", "critical"]
ALERT_LEVELS: tuple[AlertLevel, ...] = get_args(AlertLevel)


@dataclass(frozen=True)
class Finding:
    """Something that does not hold. key: what it is about; there is one open alert a key. value, limit: what was seen,
    and what it may be. action: what to do. runbook: the page of the documentation that tells more."""

    key: str
    level: AlertLevel
    message: str
    action: str
    runbook: str
    value: float | None = None
    limit: float | None = None


@dataclass(frozen=True)
class Alert:
    """A finding, and what became of it. last_at: when it was last found. ended_at: when it was first found no more.
    acknowledged_by: the name of an admin. told_at: when it was told elsewhere; 0 where it need not be."""

    id: int
    finding: Finding
    begun_at: int
    last_at: int
    ended_at: int | None = None
    acknowledged_at: int | None = None
    acknowledged_by: str | None = None
    told_at: int | None = None


@dataclass(frozen=True)
class WatchedFeature:
    """What one feature came to on one day. counts: events in each of its bins. score, limit: how far that is from what
    is usual, and how far it may be by luck; None where there is nothing yet to compare with."""

    day: int
    feature: str
    counts: tuple[float, ...]
    mean: float | None = None
    std: float | None = None
    skew: float | None = None
    kurtosis: float | None = None
    sparsity: float | None = None
    score: float | None = None
    limit: float | None = None

    @property
    def drifted(self) -> bool:
        return self.score is not None and self.limit is not None and self.score > self.limit
