"""Routes that are read once answer as those that FastAPI reads at each request."""

from typing import Annotated

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Header, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field

from matinee.domain.errors import BadConfig
from matinee.doors.api.direct import Direct
from matinee.doors.api.problems import on_bad_request


class Wished(BaseModel):
    model_config = {"extra": "forbid"}
    k: int = Field(default=10, ge=1, le=50)
    genre: list[str] = Field(default=[], max_length=2)


class Sent(BaseModel):
    stars: float = Field(strict=True, ge=0.5, le=5)


async def who(request: Request) -> str:
    return request.headers.get("X-Name", "nobody")


Who = Annotated[str, Depends(who)]


def room(kind: type) -> APIRouter:
    router = APIRouter(route_class=kind)

    @router.get("/wishes")
    async def wish(asked: Annotated[Wished, Query()], name: Who) -> Response:
        return Response(f"{name} {asked.k} {asked.genre}")

    @router.get("/pages/{number}")
    async def turn(
        number: Annotated[int, Path(ge=1)], request: Request, after: Annotated[int, Query(le=9)] = 0
    ) -> Sent:
        return Sent(stars=number + after + len(request.method))

    @router.put("/titles/{number}", status_code=201)
    async def rate(number: int, asked: Sent, name: Who) -> Sent:
        return Sent(stars=asked.stars)

    @router.delete("/titles/{number}", status_code=204)
    async def forget(number: int) -> None: ...

    return router


ASKED = [
    ("GET", "/wishes", None),
    ("GET", "/wishes?k=3&genre=a&genre=b", None),
    ("GET", "/wishes?k=0", None),
    ("GET", "/wishes?k=x&genre=a&genre=b&genre=c", None),
    ("GET", "/wishes?unknown=1", None),
    ("GET", f"/wishes?genre={'a' * 400}", None),
    ("GET", "/pages/1?after=0", None),
    ("GET", "/pages/0?after=10", None),
    ("GET", "/pages/one", None),
    ("PUT", "/titles/7", b'{"stars": 4.5}'),
    ("PUT", "/titles/7", b'{"stars": 4}'),
    ("PUT", "/titles/7", b'{"stars": "4"}'),
    ("PUT", "/titles/seven", b'{"stars": 9}'),
    ("PUT", "/titles/7", b"{"),
    ("PUT", "/titles/7", b""),
    ("PUT", "/titles/7", b"[]"),
    ("DELETE", "/titles/7", None),
    ("POST", "/titles/7", None),
]


@pytest.fixture
async def both():
    """The same rooms twice: under /usual, and read directly under /direct."""
    app = FastAPI()
    app.add_exception_handler(RequestValidationError, on_bad_request)
    app.include_router(room(APIRoute), prefix="/usual")
    app.include_router(room(Direct), prefix="/direct")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as client:
        yield client


@pytest.mark.parametrize(("method", "where", "body"), ASKED)
async def test_a_direct_route_answers_as_a_usual_one(both: httpx.AsyncClient, method: str, where: str, body) -> None:
    head = {"Content-Type": "application/json", "X-Name": "ana"}
    one, other = [
        await both.request(method, f"/{kind}{where}", content=body, headers=head) for kind in ("usual", "direct")
    ]
    assert other.status_code == one.status_code
    if other.status_code < 300:
        assert other.content == one.content
    elif other.status_code == 422:
        assert [field["field"] for field in other.json()["errors"]] == [
            field["field"] for field in one.json()["errors"]
        ]


async def test_the_same_question_is_understood_alike_again_and_no_other_with_it(both: httpx.AsyncClient) -> None:
    said = [(await both.get(f"/direct/wishes?k={k}")).text for k in (3, 4, 3)]
    assert said == ["nobody 3 []", "nobody 4 []", "nobody 3 []"]


def test_a_signature_that_cannot_be_read_directly_is_refused_when_the_service_starts() -> None:
    router = APIRouter(route_class=Direct)
    with pytest.raises(BadConfig, match="strange"):

        @router.get("/strange")
        async def strange(x_name: Annotated[str, Header()]) -> Response:
            return Response(x_name)
