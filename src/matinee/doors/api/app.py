"""The API, put together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import replace
from functools import partial

import orjson
import structlog
from fastapi import APIRouter, Depends, FastAPI, Response
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from matinee.doors.api import idempotency, pages, swagger
from matinee.doors.api.access import Guard
from matinee.doors.api.admission import Admission, Line
from matinee.doors.api.bodies import JSON, Bodies
from matinee.doors.api.cookies import CSRF_HEADER
from matinee.doors.api.headers import security_headers
from matinee.doors.api.heads import Heads
from matinee.doors.api.logs import configure_logs
from matinee.doors.api.metrics import Metrics
from matinee.doors.api.openapi import TITLE, document, operation_id, routes_of
from matinee.doors.api.problems import install
from matinee.doors.api.request_log import RequestLog
from matinee.doors.api.requests import Requests
from matinee.doors.api.routers import (
    admin,
    auth,
    discover,
    feedback,
    genres,
    health,
    imports,
    live,
    marks,
    me,
    models,
    operations,
    people,
    preferences,
    ratings,
    recommend,
    recommendations,
    titles,
    trainings,
    trials,
    watches,
    watching,
    writings,
)
from matinee.doors.api.slashes import Slashes
from matinee.doors.api.stopping import told_when_to_stop
from matinee.doors.worker.loop import LOOK, Worker
from matinee.kit.pauses import keep_pauses_short
from matinee.version import __version__
from matinee.wiring.serving import Service, open_service
from matinee.wiring.settings import Settings, load_settings

VERSION_PREFIX = "/api/v1"
ROOMS = (
    recommendations,
    ratings,
    titles,
    feedback,
    auth,
    me,
    preferences,
    admin,
    people,
    genres,
    watches,
    marks,
    writings,
    imports,
    operations,
    trials,
    watching,
    trainings,
    models,
    recommend,
    discover,
    live,
)
"""Those that are asked most come first: a path is compared with one room after the other."""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

log = structlog.get_logger("matinee.api")
Opening = Callable[[], AbstractAsyncContextManager[Service]]


def from_settings() -> FastAPI:
    """What each worker of the server makes for itself."""
    settings = load_settings()
    configure_logs(settings.log_level)
    return create_app(settings, opening=partial(_opened_for_good, settings))


@asynccontextmanager
async def _opened_for_good(settings: Settings) -> AsyncIterator[Service]:
    """As long as the process runs: its models and its catalogue are read before anybody asks."""
    async with open_service(settings, warn=log.warning) as opened:
        keep_pauses_short()
        yield opened


def create_app(settings: Settings, *, opening: Opening) -> FastAPI:
    """opening: opens the service, which stays open as long as the application runs."""
    metrics = Metrics()
    lines, line = RequestLog(on=settings.request_log_days > 0), Line()
    app = FastAPI(
        title=TITLE,
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan(opening, lines, line, metrics, drain=settings.drain_seconds),
        middleware=_around(settings, metrics, lines, line),
        redirect_slashes=False,
        generate_unique_id_function=operation_id,
    )
    app.state.metrics = metrics
    install(app)
    idempotency.install(app)
    for room in ROOMS:
        app.include_router(room.router, prefix=VERSION_PREFIX)
    app.include_router(health.health, prefix=VERSION_PREFIX)
    app.include_router(health.metrics)
    app.include_router(swagger.router)
    app.include_router(_description(app))
    app.include_router(pages.router)
    app.state.paths = {route.endpoint: route.path for route, _ in routes_of(app)}
    app.openapi = partial(document, app)
    return app


def _around(settings: Settings, metrics: Metrics, lines: RequestLog, line: Line) -> list[Middleware]:
    """From the outside in."""
    encrypted = settings.environment != "dev"
    cross = _cross_origin(settings.origins.split(",")) if settings.origins else None
    around = [
        Middleware(
            Admission,
            places=settings.places,
            line=line,
            headers=security_headers(encrypted=encrypted),
            refused=lambda kind: metrics.refused.labels(kind).inc(),
            around=cross or (lambda refusal: refusal),
        ),
        Middleware(Requests, metrics=metrics, lines=lines, encrypted=encrypted),
        Middleware(Heads),
        Middleware(Slashes),
    ]
    if settings.proxies:
        around.append(Middleware(ProxyHeadersMiddleware, trusted_hosts=settings.proxies.split(",")))
    if cross is not None:
        around.append(Middleware(cross))
    files = {f"{VERSION_PREFIX}/imports": settings.import_mib * 1024 * 1024}
    around.append(Middleware(Bodies, most=settings.body_kib * 1024, files=files))
    around.append(Middleware(idempotency.Answers))
    return around


def _cross_origin(origins: Sequence[str]) -> Callable[[ASGIApp], ASGIApp]:
    """Lets pages of these sites call, and read what they are told."""
    return partial(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=METHODS,
        allow_headers=("Authorization", "Content-Type", idempotency.HEADER, CSRF_HEADER),
        expose_headers=("ETag", "Retry-After", "X-Request-Id", idempotency.REPLAYED),
        max_age=600,
    )


def _lifespan(
    opening: Opening, lines: RequestLog, line: Line, metrics: Metrics, *, drain: float
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def open_until_the_end(app: FastAPI) -> AsyncIterator[None]:
        async with opening() as opened:
            told = replace(opened.recommending, note=metrics.note_answer)
            told.models.tell_refusals(metrics.models_refused.inc)
            service = app.state.service = replace(opened, recommending=told)
            app.state.begun = service.clock()
            app.state.stopping = False
            stop = asyncio.Event()
            writing = asyncio.create_task(lines.keep_writing(service, stop))
            working = asyncio.create_task(_work(service, stop))
            watching = asyncio.create_task(line.watch(stop))
            try:
                with told_when_to_stop(app, drain=drain):
                    yield
            finally:
                stop.set()
                await asyncio.wait({writing, working, watching})
                await lines.write(service)

    return open_until_the_end


async def _work(service: Service, stop: asyncio.Event) -> None:
    """The jobs, in this process. It begins a little later, since the first requests are more urgent."""
    if service.settings.jobs == "embedded":
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK)
        await Worker.of(service).work(stop)


def _description(app: FastAPI) -> APIRouter:
    router = APIRouter(include_in_schema=False, dependencies=[Depends(Guard("anyone", weight="unlimited"))])

    @router.get(f"{VERSION_PREFIX}/openapi.json")
    def describe() -> Response:
        return Response(orjson.dumps(app.openapi()), media_type=JSON)

    return router
