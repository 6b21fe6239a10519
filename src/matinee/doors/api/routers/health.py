"""Whether it lives, whether it can answer, and what it counts."""

import hmac
from typing import Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from matinee.domain.errors import NotSignedIn, Overloaded, Unreachable
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.metrics import MEDIA, figures_of_house
from matinee.kit.memory import resident_mib
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.recommender import Recommender
from matinee.services.recommending.bound import Bound
from matinee.version import __version__

health = APIRouter(prefix="/health", tags=["health"], dependencies=[Depends(Guard("anyone", weight="unlimited"))])
metrics = APIRouter(tags=["health"], dependencies=[Depends(Guard("anyone", weight="unlimited"))])


Use = Literal["ranks", "rates"]


class Alive(BaseModel):
    status: Literal["alive"] = "alive"


class Serving(BaseModel):
    version: str = Field(examples=["v0003-27a09422f77b"])
    recipe: str = Field(description="Digest of the recipe.")
    models: list[str] = Field(description="All of the release.", examples=[["ease", "popular", "svd", "weighted"]])
    uses: dict[str, list[Use]] = Field(
        description="What each can do: those that rank titles can be asked for, those that rate say what stars to "
        "expect.",
        examples=[{"ease": ["ranks"], "svd": ["rates"]}],
    )
    titles: int = Field(description="That the models know.", examples=[1994])
    in_catalogue: int = Field(description="Of them, those that the catalogue has.", examples=[1994])
    mib: float = Field(description="Of its folder; what workers map they share.", examples=[4.6])


class Ready(BaseModel):
    status: Literal["ready", "degraded"]
    version: str = Field(examples=["0.1.0"])
    storage: Literal["ok"] = "ok"
    limits: Literal["ok", "each worker counts alone"]
    release: Serving | None = Field(description="None where answers come from popularity alone.")
    fault: str | None = Field(description="Why the newest release cannot be used.")
    memory_mib: float = Field(description="What the answering process holds.", examples=[182.5])


@health.get("/live")
async def live() -> Alive:
    """Whether the process answers at all. Says nothing of what it stands on: a restart would not mend that."""
    return Alive()


@health.get("/ready")
async def ready(request: Request, service: TheService) -> Ready:
    """Whether it can do its work: 503 where the storage does not answer or has the tables of another version, and once
    the server is to stop.

    Without Redis it goes on, degraded: each worker counts limits for itself. So it does with a release that cannot be
    used.
    """
    if request.app.state.stopping:
        raise Overloaded("the server is stopping", remedy="Ask another, or come again")
    await service.storage.check()
    standing = await service.recommending.models.standing()
    try:
        await service.limits.check()
        shared = True
    except Unreachable:
        shared = False
    return Ready(
        status="ready" if shared and standing.fault is None else "degraded",
        version=__version__,
        limits="ok" if shared else "each worker counts alone",
        release=_serving(standing.bound),
        fault=standing.fault,
        memory_mib=resident_mib(),
    )


def _serving(bound: Bound | None) -> Serving | None:
    if bound is None:
        return None
    release = bound.release
    return Serving(
        version=release.version,
        recipe=release.recipe.digest,
        models=sorted(release.models),
        uses={name: uses_of(model) for name, model in sorted(release.models.items())},
        titles=len(release.titles),
        in_catalogue=int((bound.row_of >= 0).sum()),
        mib=round(release.mib, 1),
    )


def uses_of(model: Recommender) -> list[Use]:
    rates: list[Use] = ["rates"] if isinstance(model, PredictsRatings) else []
    return ["ranks", *rates] if model.ranks else rates


@metrics.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def read_metrics(request: Request, service: TheService) -> Response:
    """Counts and times for Prometheus, of all workers. Asks for a bearer token where the settings name one."""
    wanted = service.settings.metrics_token
    if wanted is not None:
        said = request.headers.get("Authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(said, f"Bearer {wanted.get_secret_value()}".encode()):
            raise NotSignedIn("the metrics ask for a token", remedy="Send the one of MATINEE_METRICS_TOKEN as bearer")
    state = request.app.state
    return Response(state.metrics.render(await figures_of_house(service, begun=state.begun)), media_type=MEDIA)
