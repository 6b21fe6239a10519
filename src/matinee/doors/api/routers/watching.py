"""What admins see of how the house is: alerts, figures, and how far days are from what is usual."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.watching_shapes import (
    AlertSeen,
    AlertsSeen,
    DriftSeen,
    FeatureSeen,
    FigureSeen,
    FiguresSeen,
)
from matinee.kit.clock import DAY, iso
from matinee.services.operations import alerts
from matinee.services.operations.requests import ENDLESS

router = APIRouter(prefix="/admin", tags=["admin"])
Admin = Annotated[Visitor, Depends(Guard("admin"))]


@router.get("/alerts")
async def list_alerts(
    _: Admin,
    service: TheService,
    *,
    open_only: Annotated[bool, Query(alias="open", description="Those alone that have not ended.")] = False,
    cursor: Annotated[str | None, Query(pattern=r"^[0-9]{1,18}$")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> AlertsSeen:
    """What is or was not as it should be, the newest first."""
    before = int(cursor) if cursor else ENDLESS
    found = await service.storage.read(
        lambda tx: alerts.list_alerts(tx.operations, before=before, count=limit + 1, open_only=open_only)
    )
    more = str(found[limit - 1].id) if len(found) > limit else None
    return AlertsSeen(items=[AlertSeen.of(one) for one in found[:limit]], next=more)


@router.post("/alerts/{alert_id}/acknowledge")
async def acknowledge_alert(
    alert_id: Annotated[int, Path(ge=1, lt=2**63)],
    visitor: Annotated[Visitor, Depends(Guard("admin", weight="write"))],
    service: TheService,
) -> AlertSeen:
    """Say that you see to it. It stays open as long as it is found."""
    by = visitor.account.id
    return await service.storage.write(lambda tx: AlertSeen.of(alerts.acknowledge(tx.operations, alert_id, by=by)))


@router.get("/drift")
async def list_drift(_: Admin, service: TheService, days: Annotated[int, Query(ge=1, le=400)] = 28) -> DriftSeen:
    """What each of the last days came to, feature by feature, and how far it was from what is usual."""
    until = service.clock()
    found = await service.storage.read(
        lambda tx: tx.operations.watched.days(since=until - (days + 1) * DAY, until=until), long=True
    )
    return DriftSeen(items=[FeatureSeen.of(one) for one in found])


@router.get("/figures")
async def list_figures(_: Admin, service: TheService) -> FiguresSeen:
    """Figures of the house as they were last worked out: those of /metrics that do not count requests."""
    found, at = await service.storage.read(lambda tx: (tx.operations.figures.all(), tx.operations.figures.at()))
    return FiguresSeen(items=[FigureSeen.of(one) for one in found], at=None if at is None else iso(at))
