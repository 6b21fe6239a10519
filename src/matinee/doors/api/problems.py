"""What goes wrong, as RFC 9457 says it: application/problem+json with a code that programs can rely on."""

import math
import random
from collections.abc import Sequence
from typing import Any

import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from matinee.domain.errors import (
    BadInput,
    BehindDatabase,
    Conflict,
    MatineeError,
    NoRoom,
    NotAllowed,
    NotFound,
    NotNow,
    NotSignedIn,
    OutOfTime,
    Overloaded,
    TooLarge,
    TooMany,
    UnknownName,
    Unreachable,
    WrongMedia,
)
from matinee.doors.api.field_words import faults_of

MEDIA = "application/problem+json"
STATUS: dict[type[MatineeError], int] = {
    BadInput: 422,
    BehindDatabase: 503,
    Conflict: 409,
    NotAllowed: 403,
    NotFound: 404,
    NoRoom: 507,
    NotSignedIn: 401,
    OutOfTime: 503,
    Overloaded: 503,
    TooLarge: 413,
    TooMany: 429,
    UnknownName: 404,
    Unreachable: 503,
    WrongMedia: 415,
}
"""Of an error, or of the nearest kind of error that it is one of."""
OF_THE_FRAMEWORK = {400: "bad_input", 404: "not_found", 405: "method_not_allowed"}
ADDRESSES = {
    404: ("there is nothing at this address", "/docs lists what there is"),
    405: ("this address does not take that method", "The header Allow names those that it takes"),
}
INTERNAL = "internal_error"
WAIT = (1, 3)
"""Seconds, by chance, after which it is worth another try: not all at the same moment."""

log = structlog.get_logger("matinee.api")


def install(app: FastAPI) -> None:
    app.add_exception_handler(MatineeError, on_matinee_error)
    app.add_exception_handler(RequestValidationError, on_bad_request)
    app.add_exception_handler(HTTPException, on_http_exception)


async def on_matinee_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, MatineeError):
        raise error
    status = status_of(error)
    headers = {}
    if isinstance(error, NotNow):
        headers["Retry-After"] = str(max(1, math.ceil(error.retry_after)))
    elif status == 503 and isinstance(error, Unreachable):
        headers["Retry-After"] = some_seconds()
    if isinstance(error, NotSignedIn):
        headers["WWW-Authenticate"] = "Bearer"
    if status >= 500:
        log.warning("not answered", code=error.code, what=error.what)
    fields = [{"field": error.where, "message": error.what}] if isinstance(error, BadInput) and error.where else []
    return problem(
        request, status=status, code=error.code, title=error.what, detail=error.remedy, fields=fields, headers=headers
    )


async def on_bad_request(request: Request, error: Exception) -> Response:
    """Names the fields and what is wrong with them, and repeats nothing of what was sent."""
    if not isinstance(error, RequestValidationError):
        raise error
    found = error.errors()
    fields = faults_of([one | {"loc": _within(one["loc"])} for one in found])
    malformed = any(one["type"] == "json_invalid" for one in found)
    title = "this is not JSON" if malformed else "something in the request cannot be used"
    return problem(request, status=400 if malformed else 422, code=BadInput.code, title=title, fields=fields)


async def on_http_exception(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    code = OF_THE_FRAMEWORK.get(error.status_code, f"http_{error.status_code}")
    title, detail = ADDRESSES.get(error.status_code, (str(error.detail), None))
    headers = dict(error.headers or {})
    return problem(request, status=error.status_code, code=code, title=title, detail=detail, headers=headers)


def problem(
    request: Request,
    *,
    status: int,
    code: str,
    title: str,
    detail: str | None = None,
    fields: Sequence[dict[str, str]] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    request.scope.setdefault("state", {})["problem"] = code
    return Response(
        body_of(request.scope, status=status, code=code, title=title, detail=detail, fields=fields),
        status_code=status,
        media_type=MEDIA,
        headers=headers,
    )


def body_of(
    scope: Any,
    *,
    status: int,
    code: str,
    title: str,
    detail: str | None = None,
    fields: Sequence[dict[str, str]] = (),
) -> bytes:
    said: dict[str, Any] = {"type": f"urn:matinee:error:{code}", "title": title, "status": status, "code": code}
    if detail:
        said["detail"] = detail
    said["instance"] = f"urn:matinee:request:{scope.get('state', {}).get('request_id', '')}"
    if fields:
        said["errors"] = list(fields)
    return orjson.dumps(said)


def some_seconds() -> str:
    # nobody gains by guessing it
    return str(random.randint(*WAIT))  # noqa: S311  # nosec B311


def status_of(error: MatineeError) -> int:
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def _within(location: Sequence[Any]) -> Sequence[Any]:
    """'body.stars' as people write it: 'stars'."""
    return location[1:] if len(location) > 1 and location[0] in {"body", "query", "path"} else location
