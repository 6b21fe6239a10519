"""The OpenAPI document: what FastAPI says of the routes, and what holds for all of them."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from matinee.domain.errors import BadConfig
from matinee.doors.api.access import Guard, guard_of
from matinee.doors.api.bodies import SAFE
from matinee.doors.api.cookies import CSRF_HEADER
from matinee.doors.api.idempotency import HEADER, LONGEST
from matinee.version import __version__

TITLE = "Matinee"
ABOUT = (
    "Films and shows worth your evening, and why. Lists come as `{items, next}`; errors as RFC 9457 problems with a "
    "stable `code`; moments in UTC."
)
PROBLEM: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "required": ["type", "title", "status", "code", "instance"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:matinee:error:not_signed_in"]},
        "title": {"type": "string", "examples": ["nobody is signed in"]},
        "status": {"type": "integer", "examples": [401]},
        "code": {"type": "string", "examples": ["not_signed_in"], "description": "Stable: programs may rely on it."},
        "detail": {"type": "string", "examples": ["Log in, or send a token"]},
        "instance": {"type": "string", "examples": ["urn:matinee:request:0f8e..."]},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
                "required": ["field", "message"],
            },
        },
    },
}
ANSWER = {
    "description": "A problem.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
KEY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST},
    "description": "Made up for each thing to do, and sent again with it: it is done once, and answered alike.",
}
SECURITY = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A session's token, or an API token."},
    "csrf": {"type": "apiKey", "in": "header", "name": CSRF_HEADER, "description": "Of pages, with their cookie."},
}


def routes_of(app: FastAPI) -> list[tuple[RouteContext, Guard]]:
    """Every route with its guard; BadConfig where one has none, so that a forgotten guard cannot be served."""
    found = []
    for route in iter_route_contexts(app.routes):
        guard = guard_of(route)
        if guard is None:
            raise BadConfig(f"nobody said who may use {route.name} at {route.path}", remedy="Give it one Guard")
        found.append((route, guard))
    return found


def document(app: FastAPI) -> dict[str, Any]:
    """Made once."""
    if app.openapi_schema is None:
        made = get_openapi(title=TITLE, version=__version__, description=ABOUT, routes=app.routes)
        for route, guard in routes_of(app):
            for method in route.methods or ():
                operation = made["paths"].get(route.path_format or "", {}).get(method.lower())
                if operation is not None:
                    _complete(operation, guard, method)
        components = made.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        schemas["Problem"] = PROBLEM
        components["securitySchemes"] = SECURITY
        app.openapi_schema = made
    return app.openapi_schema


def _complete(operation: dict[str, Any], guard: Guard, method: str) -> None:
    operation["x-access"] = guard.access
    operation["responses"].pop("422", None)
    operation["responses"]["default"] = ANSWER
    if guard.access != "anyone":
        operation["security"] = [{"bearer": []}]
        if method not in SAFE:
            operation.setdefault("parameters", []).append(KEY)


def operation_id(route: APIRoute) -> str:
    return route.name
