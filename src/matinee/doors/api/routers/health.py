"""Whether it lives, whether it can answer, and what it counts."""

import hmac
from typing import Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from matinee.domain.errors import NotSignedIn, Unreachable
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.metrics import MEDIA
from matinee.kit.memory import resident_mib
from matinee.version import __version__

health = APIRouter(prefix="/health", tags=["health"], dependencies=[Depends(Guard("anyone", weight="unlimited"))])
metrics = APIRouter(tags=["health"], dependencies=[Depends(Guard("anyone", weight="unlimited"))])


class Alive(BaseModel):
    status: Literal["alive"] = "alive"


class Ready(BaseModel):
    status: Literal["ready", "degraded"]
    version: str = Field(examples=["0.1.0"])
    storage: Literal["ok"] = "ok"
    limits: Literal["ok", "each worker counts alone"]
    memory_mib: float = Field(description="What the answering process holds.", examples=[182.5])


@health.get("/live")
async def live() -> Alive:
    """Whether the process answers at all. Says nothing of what it stands on: a restart would not mend that."""
    return Alive()


@health.get("/ready")
async def ready(service: TheService) -> Ready:
    """Whether it can do its work: 503 where the storage does not answer or has the tables of another version.

    Without Redis it goes on, degraded: each worker counts limits for itself.
    """
    await service.storage.check()
    try:
        await service.limits.check()
    except Unreachable:
        return Ready(
            status="degraded", version=__version__, limits="each worker counts alone", memory_mib=resident_mib()
        )
    return Ready(status="ready", version=__version__, limits="ok", memory_mib=resident_mib())


@metrics.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def read_metrics(request: Request, service: TheService) -> Response:
    """Counts and times for Prometheus, of all workers. Asks for a bearer token where the settings name one."""
    wanted = service.settings.metrics_token
    if wanted is not None:
        said = request.headers.get("Authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(said, f"Bearer {wanted.get_secret_value()}".encode()):
            raise NotSignedIn("the metrics ask for a token", remedy="Send the one of MATINEE_METRICS_TOKEN as bearer")
    return Response(request.app.state.metrics.render(), media_type=MEDIA)
