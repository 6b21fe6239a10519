"""What admins see of the house at work: jobs, requests, and what slates came to."""

import asyncio
import secrets
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import AwareDatetime

from matinee.domain.accounts import Visitor
from matinee.domain.errors import NotFound
from matinee.domain.jobs import JobState
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.operations_shapes import (
    DaySeen,
    DaysSeen,
    HourSeen,
    HoursSeen,
    JobAsked,
    JobSeen,
    JobsSeen,
    RequestSeen,
    RequestsSeen,
    TailSeen,
)
from matinee.doors.worker.duties import duties_of
from matinee.kit.clock import DAY, as_moment, midnight
from matinee.services.operations import jobs, requests, retention, tail
from matinee.services.operations.requests import ENDLESS, Wanted
from matinee.wiring.transaction import Transaction

router = APIRouter(prefix="/admin", tags=["admin"])
Admin = Annotated[Visitor, Depends(Guard("admin"))]
Moment = Annotated[AwareDatetime, Query(description="With its zone.", examples=["2026-03-01T12:00:00Z"])]
Cursor = Annotated[str | None, Query(pattern=r"^[0-9]{1,18}$")]
Count = Annotated[int, Query(ge=1, le=200)]
FEWEST_DAYS, MOST_DAYS = 1, 400
MOST_TAIL_DAYS = 90
PLAIN = r"^[ -~]*$"
"""What a database can be asked for: no control characters, which PostgreSQL does not take."""


@router.get("/jobs")
async def list_jobs(
    _: Admin,
    service: TheService,
    *,
    name: Annotated[str | None, Query(max_length=64, pattern=PLAIN)] = None,
    state: JobState | None = None,
    cursor: Cursor = None,
    limit: Count = 50,
) -> JobsSeen:
    """What is done beside the requests, the newest first."""
    before = int(cursor) if cursor else ENDLESS
    found = await service.storage.read(
        lambda tx: jobs.list_jobs(tx.operations, before=before, count=limit + 1, name=name, state=state)
    )
    more = str(found[limit - 1].id) if len(found) > limit else None
    return JobsSeen(items=[JobSeen.of(job) for job in found[:limit]], next=more)


@router.post("/jobs/{job_name}", status_code=202)
async def run_job(
    job_name: Annotated[str, Path(max_length=64)],
    _: Annotated[Visitor, Depends(Guard("admin", weight="write"))],
    service: TheService,
    request: Request,
) -> JobAsked:
    """Have a job done now, once whoever does jobs looks the next time. Its lines in the log carry the id of this
    request."""
    names = [duty.name for duty in duties_of(service.settings)]
    if job_name not in names:
        raise NotFound("there is no such job", remedy=f"There are: {', '.join(names)}")
    slot = f"asked:{secrets.token_hex(8)}"
    asked = {jobs.REQUEST: request.state.request_id}

    def put_down(tx: Transaction) -> JobAsked:
        jobs.put_down(tx.operations, job_name, slot, arguments=asked)
        return JobAsked(name=job_name, slot=slot)

    return await service.storage.write(put_down)


@router.get("/requests")
async def list_requests(
    _: Admin,
    service: TheService,
    *,
    since: Moment | None = None,
    until: Moment | None = None,
    route: Annotated[str | None, Query(max_length=128, pattern=PLAIN, examples=["/api/v1/recommendations"])] = None,
    status: Annotated[
        Literal["ok", "refused", "failed"] | None, Query(description="Below 400; 400 to 499; 500 on.")
    ] = None,
    account_id: Annotated[str | None, Query(pattern=r"^[0-9a-f]{24}$")] = None,
    slower_than: Annotated[float, Query(ge=0, le=1e9, description="Milliseconds.")] = 0,
    cursor: Cursor = None,
    limit: Count = 50,
) -> RequestsSeen:
    """Requests that were answered, the newest first, as long as they are kept."""
    lowest, highest = {"ok": (0, 399), "refused": (400, 499), "failed": (500, 999), None: (0, 999)}[status]
    wanted = Wanted(
        since=as_moment(since) if since else 0,
        until=as_moment(until) if until else ENDLESS,
        route=route,
        status_from=lowest,
        status_to=highest,
        account=account_id,
        slower_than=slower_than,
    )
    before = int(cursor) if cursor else ENDLESS
    found = await service.storage.read(
        lambda tx: requests.list_requests(tx.operations, wanted, before=before, count=limit + 1), long=True
    )
    more = str(found[limit - 1][0]) if len(found) > limit else None
    return RequestsSeen(items=[RequestSeen.of(line) for _, line in found[:limit]], next=more)


@router.get("/requests/hours")
async def list_request_hours(
    _: Admin, service: TheService, day: Annotated[date, Query(description="In UTC.", examples=["2026-03-01"])]
) -> HoursSeen:
    """What the requests of one day came to, hour by hour; it outlives the requests themselves."""
    begin = midnight(day)
    found = await service.storage.read(
        lambda tx: requests.list_hours(tx.operations, since=begin, until=begin + DAY), long=True
    )
    return HoursSeen(items=[HourSeen.of(hour) for hour in found])


@router.get("/exposures/days")
async def list_exposure_days(
    _: Admin, service: TheService, days: Annotated[int, Query(ge=FEWEST_DAYS, le=MOST_DAYS)] = 30
) -> DaysSeen:
    """What was shown in each of the last days and what came of it, by model, recipe, source and arm."""
    until = service.clock()
    found = await service.storage.read(
        lambda tx: retention.list_days(tx.operations, since=until - days * DAY, until=until), long=True
    )
    return DaysSeen(items=[DaySeen.of(day) for day in found])


@router.get("/exposures/tail")
async def show_long_tail(
    _: Admin, service: TheService, days: Annotated[int, Query(ge=FEWEST_DAYS, le=MOST_TAIL_DAYS)] = 30
) -> TailSeen:
    """How much of what was shown in the last days, today among them, lay outside the fifth of the titles that most
    people rated, and how many titles were shown at all. Counts those who agree to statistics."""
    standing = await service.recommending.models.standing()
    shown = await service.storage.read(lambda tx: tail.shown_titles(tx.operations, days=days), long=True)
    found = await asyncio.to_thread(tail.tail_of, shown, ids=standing.index.ids, fame=standing.index.fame)
    return TailSeen.of(found)
