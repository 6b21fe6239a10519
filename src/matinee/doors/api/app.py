"""The API, put together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial

import orjson
import structlog
from fastapi import APIRouter, Depends, FastAPI, Response
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from matinee.domain.errors import MatineeError
from matinee.doors.api import idempotency, swagger
from matinee.doors.api.access import Guard
from matinee.doors.api.bodies import JSON, Bodies
from matinee.doors.api.cookies import CSRF_HEADER
from matinee.doors.api.logs import configure_logs
from matinee.doors.api.metrics import Metrics
from matinee.doors.api.openapi import TITLE, document, operation_id, routes_of
from matinee.doors.api.problems import install
from matinee.doors.api.requests import Requests
from matinee.doors.api.routers import (
    admin,
    auth,
    feedback,
    genres,
    health,
    marks,
    me,
    people,
    ratings,
    recommendations,
    titles,
    watches,
    writings,
)
from matinee.services.accounts.answers import forget_old_answers
from matinee.services.accounts.sessions import end_old_sessions
from matinee.version import __version__
from matinee.wiring.serving import Service, open_service
from matinee.wiring.settings import Settings, load_settings

VERSION_PREFIX = "/api/v1"
ROOMS = (
    auth,
    me,
    admin,
    titles,
    people,
    genres,
    ratings,
    watches,
    marks,
    writings,
    feedback,
    recommendations,
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
TIDYING = 3600.0
"""Seconds between two rounds of forgetting what nobody can use any more."""

log = structlog.get_logger("matinee.api")
Opening = Callable[[], AbstractAsyncContextManager[Service]]


def from_settings() -> FastAPI:
    """What each worker of the server makes for itself."""
    settings = load_settings()
    configure_logs(settings.log_level)
    return create_app(settings, opening=partial(open_service, settings, warn=log.warning))


def create_app(settings: Settings, *, opening: Opening) -> FastAPI:
    """opening: opens the service, which stays open as long as the application runs."""
    metrics = Metrics()
    app = FastAPI(
        title=TITLE,
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan(opening),
        middleware=_around(settings, metrics),
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
    app.state.paths = {route.endpoint: route.path for route, _ in routes_of(app)}
    app.openapi = partial(document, app)
    return app


def _around(settings: Settings, metrics: Metrics) -> list[Middleware]:
    """From the outside in."""
    around = [Middleware(Requests, metrics=metrics, encrypted=settings.environment != "dev")]
    if settings.proxies:
        around.append(Middleware(ProxyHeadersMiddleware, trusted_hosts=settings.proxies.split(",")))
    if settings.origins:
        around.append(
            Middleware(
                CORSMiddleware,
                allow_origins=settings.origins.split(","),
                allow_methods=METHODS,
                allow_headers=("Authorization", "Content-Type", idempotency.HEADER, CSRF_HEADER),
                expose_headers=("ETag", "Retry-After", "X-Request-Id", idempotency.REPLAYED),
                max_age=600,
            )
        )
    around.append(Middleware(Bodies, most=settings.body_kib * 1024))
    around.append(Middleware(idempotency.Answers))
    return around


def _lifespan(opening: Opening) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def open_until_the_end(app: FastAPI) -> AsyncIterator[None]:
        async with opening() as service:
            app.state.service = service
            tidying = asyncio.create_task(_tidy(service))
            try:
                yield
            finally:
                tidying.cancel()
                with suppress(asyncio.CancelledError):
                    await tidying

    return open_until_the_end


async def _tidy(service: Service) -> None:
    while True:
        await asyncio.sleep(TIDYING)
        try:
            ended = await service.storage.write(lambda tx: end_old_sessions(tx.accounts))
            answers = await service.storage.write(lambda tx: forget_old_answers(tx.accounts))
            log.info("tidied", sessions=ended, answers=answers)
        except MatineeError as error:
            log.warning("could not tidy", code=error.code, what=error.what)


def _description(app: FastAPI) -> APIRouter:
    router = APIRouter(include_in_schema=False, dependencies=[Depends(Guard("anyone", weight="unlimited"))])

    @router.get(f"{VERSION_PREFIX}/openapi.json")
    def describe() -> Response:
        return Response(orjson.dumps(app.openapi()), media_type=JSON)

    return router
