"""What a report on the house is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matinee.domain.alerts import Alert
from matinee.domain.life import HouseFigure
from matinee.domain.watching import ExposureDay


@dataclass(frozen=True)
class DayOfRequests:
    """p95: milliseconds, the bound of a class."""

    day: int
    count: int
    failed: int
    p95: float


@dataclass(frozen=True)
class Volume:
    """Of the span of a report."""

    ratings: int = 0
    watches: int = 0
    visits: int = 0
    visit_seconds: float | None = None
    active: int = 0


@dataclass(frozen=True)
class HouseFacts:
    """since, until: the span, in microseconds. days: of slates, added up. figures: of the house, as they were last
    worked out. registry: versions, roles and their changes, as `ops.registry.told` has them; None where there are
    none. watch_value: what one watch is worth."""

    since: int
    until: int
    volume: Volume
    requests: Sequence[DayOfRequests]
    days: Sequence[ExposureDay]
    figures: Sequence[HouseFigure]
    alerts: Sequence[Alert]
    watch_value: float = 0.0
    registry: Mapping[str, Any] | None = None
    jobs: Mapping[str, int] = field(default_factory=dict)
