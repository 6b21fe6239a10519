"""Recommendations that come by themselves after a rating: server-sent events, and a web socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, FastAPI, Request, WebSocket, WebSocketDisconnect
from fastapi.responses import StreamingResponse
from pydantic import ValidationError

from matinee.domain.accounts import Visitor
from matinee.domain.errors import BadInput, MatineeError, Overloaded
from matinee.domain.requests import Wish
from matinee.doors.api.access import Guard, SocketGuard, TheService, token_of
from matinee.doors.api.wish_shapes import WishedByPerson, WishesOfPerson
from matinee.doors.api.wishes import wish_of
from matinee.services.accounts import who
from matinee.services.recommending.follow import Check, counted, follow
from matinee.wiring.serving import Service

router = APIRouter(tags=["recommendations"])
REFUSED = 1008
"""Code with which a socket is closed on somebody who may not, or no longer, follow."""
RESTARTING = 1012
RETRY_MS = 3000


@router.get(
    "/recommendations/stream",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "description": "Events named 'recommendations'."}},
)
async def stream(
    asked: WishesOfPerson, request: Request, visitor: Annotated[Visitor, Depends(Guard("person"))], service: TheService
) -> StreamingResponse:
    """The recommendations for you, and again after each rating, as events whose data is the same JSON."""
    check = _still(request.app, token_of(request, service)[0])
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    wish = await wish_of(service, visitor, asked)
    events = _events(service, visitor.account.id, wish, check)
    first = await anext(events)
    return StreamingResponse(_all(first, events), media_type="text/event-stream", headers=headers)


@router.websocket("/ws/recommendations")
async def converse(socket: WebSocket, visitor: Annotated[Visitor, Depends(SocketGuard("person"))]) -> None:
    """The same over a web socket. Whoever follows may send a wish at any time: an object with what `recommendations`
    takes as a query."""
    service: Service = socket.app.state.service
    check = _still(socket.app, token_of(socket, service)[0])
    wished, news = [Wish()], asyncio.Event()
    await socket.accept()
    hearing = asyncio.create_task(_hear(socket, visitor, wished, news))

    try:
        with counted(service.recommending, visitor.account.id):
            found = follow(service.recommending, visitor.account.id, lambda: wished[0], check=check, news=news)
            await _tell(socket, found, hearing)
    except MatineeError as error:
        with suppress(RuntimeError):
            await socket.close(RESTARTING if isinstance(error, Overloaded) else REFUSED, error.code)
    finally:
        hearing.cancel()
        with suppress(asyncio.CancelledError, WebSocketDisconnect):
            await hearing


async def _tell(socket: WebSocket, found: AsyncIterator[bytes | None], hearing: asyncio.Task[None]) -> None:
    """Until the other side has gone."""
    async for body in found:
        if hearing.done():
            return
        with suppress(WebSocketDisconnect):
            await socket.send_text('{"type":"alive"}' if body is None else _typed(body))


async def _hear(socket: WebSocket, visitor: Visitor, wished: list[Wish], news: asyncio.Event) -> None:
    service: Service = socket.app.state.service
    try:
        while True:
            frame = await socket.receive()
            if frame["type"] == "websocket.disconnect":
                return
            try:
                asked = WishedByPerson.model_validate_json(frame.get("text") or frame.get("bytes") or "")
                wish = await wish_of(service, visitor, asked)
                standing = await service.recommending.models.standing()
                standing.index.check_words(wish.chosen, wish.without)
                wished[0] = wish
                news.set()
            except BadInput as error:
                await socket.send_text(_problem(error.code, str(error)))
            except ValidationError:
                await socket.send_text(_problem(BadInput.code, "this is no wish"))
    finally:
        news.set()


async def _events(service: Service, account_id: int, wish: Wish, check: Check) -> AsyncIterator[bytes]:
    with counted(service.recommending, account_id):
        yield f"retry: {RETRY_MS}\n\n".encode()
        try:
            async for body in follow(service.recommending, account_id, lambda: wish, check=check):
                yield b": alive\n\n" if body is None else b"event: recommendations\ndata: " + body + b"\n\n"
        except MatineeError as error:
            yield b"event: end\ndata: " + orjson.dumps({"code": error.code, "title": error.what}) + b"\n\n"


async def _all(first: bytes, events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for event in events:
        yield event


def _problem(code: str, title: str) -> str:
    return orjson.dumps({"type": "problem", "code": code, "title": title}).decode()


def _typed(body: bytes) -> str:
    return '{"type":"recommendations",' + body[1:].decode()


def _still(app: FastAPI, token: str) -> Check:
    """Whether the token is still good is asked at each look: whoever logs out hears nothing more. Nor does anybody once
    the server is to stop."""

    def check(tx: object) -> None:
        if app.state.stopping:
            raise Overloaded("the server is stopping", remedy="Connect again")
        who.identify(tx.accounts, token)  # type: ignore[attr-defined]

    return check
