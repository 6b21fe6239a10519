"""What whoever runs the service can look at afterwards: requests, hours of requests, days of slates."""

from collections.abc import Sequence
from dataclasses import dataclass

from matinee.kit.clock import DAY

BOUNDS = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
"""Milliseconds that the classes of an hour end at; whatever took longer is in one more."""

LATELY, USUALLY = 7 * DAY, 28 * DAY
"""The last days, in which a title can be on the rise, and those before, against which that is seen."""


@dataclass(frozen=True)
class TitleLately:
    """How many different people liked or watched a title in the days LATELY before `at`, and in the days USUALLY before
    those."""

    title_id: int
    people: int
    before: int
    at: int


@dataclass(frozen=True)
class RequestLine:
    """One request that was answered. route: with the names of what stands in it, never what somebody typed. account:
    the key of whoever asked."""

    at: int
    request_id: str
    method: str
    route: str
    status: int
    milliseconds: float
    account: str | None = None
    code: str | None = None


@dataclass(frozen=True)
class RequestHour:
    """classes: how many took as long as each of BOUNDS at most, and longer than all of them."""

    hour: int
    method: str
    route: str
    status: int
    count: int
    milliseconds: float
    slowest: float
    classes: Sequence[int]

    def quantile(self, share: float) -> float:
        """Milliseconds within which so many were answered: the bound of the class in which they come together; of the
        last class the slowest."""
        wanted, reached = share * self.count, 0
        for bound, count in zip(BOUNDS, self.classes, strict=False):
            reached += count
            if reached >= wanted:
                return float(min(bound, self.slowest))
        return self.slowest


@dataclass(frozen=True)
class TitleShown:
    """How many slates of one day held a title."""

    day: int
    title_id: int
    slates: int


@dataclass(frozen=True)
class ExposureDay:
    """What one model, by one way, showed on one day, and what came of it; of those who agree to statistics.

    titles: places that were filled. people: who were shown anything. satisfaction: the sum of the answers.
    """

    day: int
    model_version: str
    recipe: str
    source: str
    arm: str
    people: int
    slates: int
    showings: int
    titles: int
    clicked: int
    dismissed: int
    rated: int
    watched: int
    answers: int
    satisfaction: float
