"""What admins see of jobs, requests and slates."""

from pydantic import BaseModel, Field

from matinee.domain.jobs import Job, JobState
from matinee.domain.watching import ExposureDay, RequestHour, RequestLine
from matinee.kit.clock import iso
from matinee.services.operations.tail import Tail


def _iso(moment: int | None) -> str | None:
    return None if moment is None else iso(moment)


class JobSeen(BaseModel):
    id: int
    name: str = Field(examples=["requests"])
    slot: str = Field(description="What makes it this one: the span of its schedule, or what it was asked for.")
    state: JobState
    due_at: str
    attempts: int
    begun_at: str | None
    ended_at: str | None
    said: str | None = Field(description="What came of it.", examples=["2 hours added up, 0 requests forgotten"])

    @classmethod
    def of(cls, job: Job) -> "JobSeen":
        return cls(
            id=job.id,
            name=job.name,
            slot=job.slot,
            state=job.state,
            due_at=iso(job.due_at),
            attempts=job.attempts,
            begun_at=_iso(job.begun_at),
            ended_at=_iso(job.ended_at),
            said=job.said,
        )


class JobsSeen(BaseModel):
    items: list[JobSeen]
    next: str | None = Field(description="Send it as `cursor` to get those that follow.")


class JobAsked(BaseModel):
    name: str
    slot: str


class RequestSeen(BaseModel):
    at: str
    request_id: str = Field(description="As the answer carried it, and as it stands in the log.")
    method: str
    route: str
    status: int
    milliseconds: float
    account_id: str | None = Field(description="Of those who agree to statistics.")
    code: str | None

    @classmethod
    def of(cls, line: RequestLine) -> "RequestSeen":
        return cls(
            at=iso(line.at),
            request_id=line.request_id,
            method=line.method,
            route=line.route,
            status=line.status,
            milliseconds=line.milliseconds,
            account_id=line.account,
            code=line.code,
        )


class RequestsSeen(BaseModel):
    items: list[RequestSeen]
    next: str | None = Field(description="Send it as `cursor` to get those that follow.")


class HourSeen(BaseModel):
    hour: str
    method: str
    route: str
    status: int
    count: int
    mean_ms: float
    p50_ms: float = Field(description="Half were answered within it, to the next bound of the classes.")
    p95_ms: float
    p99_ms: float
    slowest_ms: float

    @classmethod
    def of(cls, hour: RequestHour) -> "HourSeen":
        return cls(
            hour=iso(hour.hour),
            method=hour.method,
            route=hour.route,
            status=hour.status,
            count=hour.count,
            mean_ms=round(hour.milliseconds / hour.count, 3),
            p50_ms=hour.quantile(0.5),
            p95_ms=hour.quantile(0.95),
            p99_ms=hour.quantile(0.99),
            slowest_ms=hour.slowest,
        )


class HoursSeen(BaseModel):
    items: list[HourSeen]
    next: str | None = None


class DaySeen(BaseModel):
    day: str = Field(examples=["2026-03-01"])
    model_version: str
    recipe: str
    source: str
    arm: str | None
    people: int
    slates: int
    showings: int
    titles: int = Field(description="Places that were filled.")
    clicked: int
    dismissed: int
    rated: int
    watched: int
    satisfaction: float | None = Field(description="The mean of the answers, from 1 to 5.")
    answers: int

    @classmethod
    def of(cls, day: ExposureDay) -> "DaySeen":
        counts = {name: getattr(day, name) for name in ("people", "slates", "showings", "titles", "clicked", "answers")}
        return cls(
            day=iso(day.day)[:10],
            model_version=day.model_version,
            recipe=day.recipe,
            source=day.source,
            arm=day.arm or None,
            dismissed=day.dismissed,
            rated=day.rated,
            watched=day.watched,
            satisfaction=round(day.satisfaction / day.answers, 3) if day.answers else None,
            **counts,
        )


class DaysSeen(BaseModel):
    items: list[DaySeen]
    next: str | None = None


class TailDaySeen(BaseModel):
    day: str = Field(examples=["2026-03-01"])
    places: int = Field(description="That were filled on slates.")
    outside: int = Field(description="Those of them with a title outside the popular fifth.")
    titles: int = Field(description="Different ones.")


class TailSeen(BaseModel):
    catalogue: int = Field(description="All titles.")
    popular: int = Field(description="The fifth of them that most people rated.")
    titles: int = Field(description="Different ones that were shown at least once.")
    places: int
    outside: int
    items: list[TailDaySeen]

    @classmethod
    def of(cls, tail: Tail) -> "TailSeen":
        days = [
            TailDaySeen(day=iso(one.day)[:10], places=one.places, outside=one.outside, titles=one.titles)
            for one in tail.days
        ]
        return cls(
            catalogue=tail.catalogue,
            popular=tail.popular,
            titles=tail.titles,
            places=tail.places,
            outside=tail.outside,
            items=days,
        )
