"""Routes that are asked most. FastAPI reads a signature anew at each request, field by field; for a recommendation that
takes longer than the database and the door together. Here it is read once, when the service starts.
"""

from collections.abc import Awaitable, Callable, Coroutine
from functools import lru_cache
from typing import Any

from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.datastructures import QueryParams

from matinee.domain.errors import BadConfig
from matinee.doors.api.bodies import JSON

LONGEST_KEPT, KEPT = 256, 1024
"""Bytes of a query whose reading is kept, and how many of them."""
Values = dict[str, Any]
Errors = list[Any]


class Direct(APIRoute):
    """Reads the same signature as any route, and answers alike: guards first, then everything wrong with the parameters
    at once. A signature may hold what is called with the request (a guard, the service), parameters of path and query,
    and one model as body; a route answers with a Response, a model, or nothing. BadConfig for any other."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        endpoint: Any = self.dependant.call
        calls, status = _calls(self), self.status_code or 200
        read_path, read_query, read_body = _path(self.dependant), _query(self.dependant), _body(self.dependant)

        async def handle(request: Request) -> Response:
            given: Values = {}
            for name, call in calls:
                found = await call(request)
                if name is not None:
                    given[name] = found
            errors = [*read_path(request, given), *read_query(request, given), *await read_body(request, given)]
            if errors:
                raise RequestValidationError(errors)
            made = await endpoint(**given)
            if isinstance(made, Response):
                return made
            if made is None:
                return Response(status_code=status)
            return Response(made.model_dump_json(), status_code=status, media_type=JSON)

        return handle


def _calls(route: APIRoute) -> list[tuple[str | None, Callable[[Request], Awaitable[Any]]]]:
    """What is called with the request alone, by the names under which the route gets it."""
    whole = route.dependant
    calls: list[tuple[str | None, Any]] = []
    for one in whole.dependencies:
        if one.dependencies or one.path_params or one.query_params or one.body_params or not one.request_param_name:
            raise _unreadable(route)
        calls.append((one.name, one.call))
    if whole.request_param_name:
        calls.append((whole.request_param_name, _itself))
    if whole.header_params or whole.cookie_params or whole.response_param_name or len(whole.body_params) > 1:
        raise _unreadable(route)
    return calls


async def _itself(request: Request) -> Request:
    return request


def _path(dependant: Dependant) -> Callable[[Request, Values], Errors]:
    def read(request: Request, given: Values) -> Errors:
        values, errors = request_params_to_args(dependant.path_params, request.path_params)
        given.update(values)
        return errors

    return read


def _query(dependant: Dependant) -> Callable[[Request, Values], Errors]:
    """Most questions are asked again and again: how they are read is kept."""

    def understood(query: bytes) -> tuple[Values, Errors]:
        return request_params_to_args(dependant.query_params, QueryParams(query))

    kept = lru_cache(maxsize=KEPT)(understood)

    def read(request: Request, given: Values) -> Errors:
        query = request.scope["query_string"]
        values, errors = (kept if len(query) <= LONGEST_KEPT else understood)(query)
        given.update(values)
        return errors

    return read


def _body(dependant: Dependant) -> Callable[[Request, Values], Awaitable[Errors]]:
    async def nothing(request: Request, given: Values) -> Errors:  # noqa: ARG001  there is no body to read
        return []

    if not dependant.body_params:
        return nothing
    field = dependant.body_params[0]
    asked: Any = field.field_info.annotation
    model: TypeAdapter[BaseModel] = TypeAdapter(asked)

    async def read(request: Request, given: Values) -> Errors:
        sent = await request.body()
        if not sent:
            return [{"type": "missing", "loc": ("body",), "msg": "Field required"}]
        try:
            given[field.name] = model.validate_json(sent)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False)
            return [{**one, "loc": ("body", *one["loc"])} for one in found]
        return []

    return read


def _unreadable(route: APIRoute) -> BadConfig:
    return BadConfig(f"the signature of {route.name} is not one that is read directly", remedy="Make it a usual route")
