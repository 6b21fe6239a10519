"""Requests with an Idempotency-Key: done once however often they come, and answered alike each time.

The guard looks whether the key was used before. If not, the first write of the request claims it in its own
transaction, so that what is done and that it was done are on the disk together. Work that returns the answer itself (a
model; nothing where the route answers 204) has it kept in that same transaction; of any other the answer is kept before
it leaves. Requests that write nothing are simply done again.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from fastapi import FastAPI, Request, Response
from pydantic import BaseModel
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matinee.domain.accounts import KeptAnswer
from matinee.domain.errors import BadInput, Conflict
from matinee.doors.api.bodies import JSON, SAFE
from matinee.doors.api.problems import on_matinee_error
from matinee.services.accounts import answers
from matinee.services.accounts.answers import KeyedRequest
from matinee.services.context import Storage
from matinee.wiring.transaction import Transaction

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
LONGEST = 255
PATIENCE = 5.0
PAUSE = 0.02
"""Seconds for which a second request waits for the answer of the first, and between two looks."""
AGAIN = frozenset({"PUT", "PATCH", "DELETE"})
"""What can be done once more without harm where its answer was lost."""
T = TypeVar("T")


@dataclass
class Keyed:
    """A request with a key on its way. secret: its answer is not kept. claimed: what it does is done. kept: the answer
    that is kept already."""

    asked: KeyedRequest
    storage: Storage[Transaction]
    secret: bool
    success: int
    claimed: bool = False
    kept: tuple[int, bytes] | None = None


class Answered(Exception):
    """The request was answered before; `found` is what was said. None: it is being answered by another."""

    def __init__(self, keyed: Keyed, found: KeptAnswer | None) -> None:
        super().__init__("answered before")
        self.keyed = keyed
        self.found = found


async def begin(request: Request, storage: Storage[Transaction], account_id: int, *, secret: bool) -> None:
    """Where the request has a key: finds out whether it came before, and remembers to claim the key else."""
    key = request.headers.get(HEADER)
    if key is None or request.method in SAFE:
        return
    if not (1 <= len(key) <= LONGEST and key.isascii() and key.isprintable()):
        raise BadInput(f"a key has 1 to {LONGEST} plain characters", where=HEADER)
    where = f"{request.method} {request.url.path}?{request.url.query}".encode("utf-8", "replace")
    asked = answers.keyed_request(account_id, key, where, await request.body())
    keyed = Keyed(asked, storage, secret, getattr(request.scope.get("route"), "status_code", None) or 200)
    found, lost = await storage.read(lambda tx: _known(tx, asked))
    if found is not None and lost and request.method in AGAIN:
        keyed.claimed = True
    elif found is not None:
        raise Answered(keyed, found)
    request.state.keyed = keyed


def _known(tx: Transaction, asked: KeyedRequest) -> tuple[KeptAnswer | None, bool]:
    found = answers.answer_of(tx.accounts, asked)
    return found, found is not None and answers.is_lost(tx.accounts, found)


class KeyedStorage:
    """The storage, for one request: its first write claims the key."""

    def __init__(self, storage: Storage[Transaction], request: Request) -> None:
        self._storage = storage
        self._request = request

    async def read(self, work: Callable[[Transaction], T], *, long: bool = False) -> T:
        return await self._storage.read(work, long=long)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        keyed: Keyed | None = getattr(self._request.state, "keyed", None)
        if keyed is None:
            return await self._storage.write(work)
        result, kept = await self._storage.write(lambda tx: _do(tx, work, keyed))
        keyed.claimed, keyed.kept = True, kept or keyed.kept
        return result

    async def erase(self, work: Callable[[Transaction], T]) -> T:
        """Not claimed: a person who is deleted keeps no answers."""
        return await self._storage.erase(work)

    async def check(self) -> None:
        await self._storage.check()

    async def close(self) -> None:
        await self._storage.close()


def _do(tx: Transaction, work: Callable[[Transaction], T], keyed: Keyed) -> tuple[T, tuple[int, bytes] | None]:
    if not keyed.claimed and not answers.claim(tx.accounts, keyed.asked):
        raise Answered(keyed, None)
    result = work(tx)
    if keyed.secret:
        return result, None
    if isinstance(result, BaseModel):
        body = result.model_dump_json()
        answers.keep(tx.accounts, keyed.asked, status=keyed.success, media=JSON, body=body)
        return result, (keyed.success, body.encode())
    if result is None and keyed.success == 204:
        answers.keep(tx.accounts, keyed.asked, status=204, media=None, body="")
        return result, (204, b"")
    return result, None


class Answers:
    """Plain ASGI: keeps the answer of a request that claimed its key, before it leaves."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_key = scope["type"] == "http" and any(name == b"idempotency-key" for name, _ in scope["headers"])
        if not has_key or scope["method"] in SAFE:
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                await self._keep(scope.get("state", {}).get("keyed"), held)
                for one in held:
                    await send(one)
                held.clear()

        await self._app(scope, receive, hold)

    async def _keep(self, keyed: Keyed | None, held: list[Message]) -> None:
        if keyed is None or not keyed.claimed:
            return
        start = next(one for one in held if one["type"] == "http.response.start")
        status, body = start["status"], b"".join(one.get("body", b"") for one in held)
        if keyed.kept == (status, body):
            return
        media = dict(start.get("headers", ())).get(b"content-type", b"").decode("latin-1") or None
        text = None if keyed.secret else body.decode("utf-8", "replace")
        await keyed.storage.write(
            lambda tx: answers.keep(tx.accounts, keyed.asked, status=status, media=media, body=text)
        )


def install(app: FastAPI) -> None:
    app.add_exception_handler(Answered, on_answered)


async def on_answered(request: Request, way_out: Exception) -> Response:
    """What was said before, once it is known."""
    if not isinstance(way_out, Answered):
        raise way_out
    keyed, found = way_out.keyed, way_out.found
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while found is None or found.status is None:
        found, lost = await keyed.storage.read(lambda tx: _known(tx, keyed.asked))
        if lost or loop.time() > end:
            break
        if found is None or found.status is None:
            await asyncio.sleep(PAUSE)
    if found is None or found.status is None:
        lost = Conflict("this was asked before, and what was answered is not known", remedy="Look whether it was done")
        return await on_matinee_error(request, lost)
    if found.body is None:
        once = Conflict("this was done already, and its answer is not given twice", remedy="Look whether it was done")
        return await on_matinee_error(request, once)
    return Response(found.body, status_code=found.status, media_type=found.media, headers={REPLAYED: "true"})
