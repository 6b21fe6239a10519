"""Who may do what. Every route has exactly one guard; the classes that the documentation and the tests speak of are
read off the guards themselves, so that they cannot say anything else than what is done."""

import ipaddress
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from fastapi import Depends, Request, WebSocket, WebSocketException
from fastapi.routing import RouteContext
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from matinee.domain.accounts import Visitor
from matinee.domain.errors import ForgedRequest, MatineeError, NotAllowed, NotSignedIn, TooMany
from matinee.domain.rates import Rate
from matinee.doors.api import idempotency
from matinee.doors.api.bodies import SAFE
from matinee.doors.api.cookies import CSRF_HEADER, cookie_names, is_csrf_token
from matinee.doors.api.idempotency import HEADER, KeyedStorage
from matinee.kit.clock import MINUTE
from matinee.services.accounts import who
from matinee.wiring.serving import Service

Access = Literal["anyone", "person", "account", "admin"]
"""anyone: without a name. person: by session or API token. account: by session alone, since it concerns the ways in.
admin: by the session of an admin."""
Weight = Literal["unlimited", "picture", "light", "write", "login", "heavy"]
SHARES: dict[Weight, float] = {"picture": 0.1, "light": 1, "write": 2, "login": 10, "heavy": 60}
"""What is allowed a minute is the setting, divided by this. One page shows many pictures."""


def service_of(request: Request) -> Service:
    """For a request with a key, one whose first write claims it."""
    service: Service = request.app.state.service
    if request.method in SAFE or HEADER not in request.headers:
        return service
    return replace(service, storage=KeyedStorage(service.storage, request))


@dataclass(frozen=True)
class Guard:
    """secret: the answer holds what is told once, and is not kept for those who ask again with the same key."""

    access: Access
    weight: Weight = "light"
    secret: bool = False

    async def __call__(self, request: Request) -> Visitor | None:
        """Who it is; None only where anyone may come."""
        service = service_of(request)
        check_origin(request, service)
        if self.access == "anyone":
            await self._limit(service, f"address:{address_of(request)}")
            return None
        try:
            visitor = await self._identify(request, service)
        except NotSignedIn:
            await self._limit(service, f"address:{address_of(request)}")
            raise
        request.state.account = visitor.account.key
        await self._limit(service, f"account:{visitor.account.id}")
        self._allow(request, visitor)
        await idempotency.begin(request, request.app.state.service.storage, visitor.account.id, secret=self.secret)
        return visitor

    async def _identify(self, request: Request, service: Service) -> Visitor:
        token, by_cookie = token_of(request, service)
        if by_cookie and request.method not in SAFE:
            check_csrf(request, service, token)
        visitor, notice = await service.storage.read(
            lambda tx: ((found := who.identify(tx.accounts, token)), who.must_be_noticed(tx.accounts, found))
        )
        if notice:
            # Where nothing can be written, whoever only reads need not hear of it; the next request tries again.
            with suppress(MatineeError):
                await service.storage.write(lambda tx: who.notice(tx.accounts, visitor))
        return visitor

    def _allow(self, request: Request, visitor: Visitor) -> None:
        if self.access in {"account", "admin"} and visitor.session is None:
            raise NotAllowed("a token cannot do this", remedy="Log in with name and password")
        if self.access == "admin" and visitor.account.role != "admin":
            raise NotAllowed("only an admin can do this")
        if request.method not in SAFE and not visitor.writes:
            raise NotAllowed("this token can only read", remedy="Make one with the scope 'write'")

    async def _limit(self, service: Service, source: str) -> None:
        if self.weight == "unlimited" or service.settings.rate_limit == 0:
            return
        a_minute = int(service.settings.rate_limit / SHARES[self.weight])
        rate = Rate(burst=max(1, a_minute), every=MINUTE // max(1, a_minute))
        wait = await service.limits.take(f"{self.weight}:{source}", rate)
        if wait:
            raise TooMany("too many requests", remedy="Wait as long as Retry-After says", retry_after=wait)


class SocketGuard(Guard):
    """The same for a web socket, which a browser opens for any page with the cookies of ours: the page must be ours."""

    async def __call__(self, socket: WebSocket) -> Visitor:  # type: ignore[override]
        service: Service = socket.app.state.service
        try:
            origin = socket.headers.get("Origin")
            if origin is not None and not is_our_own(origin, socket.headers) and origin not in allowed_origins(service):
                raise _foreign()
            token, _ = token_of(socket, service)
            visitor = await service.storage.read(lambda tx: who.identify(tx.accounts, token))
            await self._limit(service, f"account:{visitor.account.id}")
        except MatineeError as error:
            raise WebSocketException(code=1008, reason=error.code) from error
        return visitor


def token_of(request: HTTPConnection, service: Service) -> tuple[str, bool]:
    """The token, and whether a browser sent it by itself. One that is sent on purpose comes first."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme:
        if scheme.lower() != "bearer" or not token.strip():
            raise NotSignedIn("the Authorization header holds no bearer token", remedy="Send: Bearer TOKEN")
        return token.strip(), False
    cookie = request.cookies.get(cookie_names(service).session)
    if not cookie:
        raise NotSignedIn("nobody is signed in", remedy="Log in, or send a token")
    return cookie, True


def check_csrf(request: Request, service: Service, session_token: str) -> None:
    said = request.headers.get(CSRF_HEADER, "")
    if not is_csrf_token(service, said, session_token):
        raise ForgedRequest(
            "the request does not show that it comes from our own pages",
            remedy=f"Send the value of the cookie {cookie_names(service).csrf} in the header {CSRF_HEADER}",
        )


def check_origin(request: Request, service: Service) -> None:
    """ForgedRequest where a page of another site asks for a change. Programs send no origin."""
    if request.method in SAFE:
        return
    origin = request.headers.get("Origin")
    if origin is None:
        if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
            raise _foreign()
    elif not is_our_own(origin, request.headers) and origin not in allowed_origins(service):
        raise _foreign()


def is_our_own(origin: str, headers: Headers) -> bool:
    return origin.partition("://")[2] == headers.get("Host", "")


def allowed_origins(service: Service) -> list[str]:
    return [one for one in service.settings.origins.split(",") if one]


def address_of(request: Request) -> str:
    """Where it comes from. Of IPv6 the first half: one house has all the rest."""
    said = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return said
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return said


def guard_of(route: RouteContext) -> Guard | None:
    """The one guard of a route; None where it has none, or several."""
    dependant = getattr(route, "dependant", None)
    found = [one.call for one in dependant.dependencies if isinstance(one.call, Guard)] if dependant else []
    return found[0] if len(found) == 1 else None


def _foreign() -> ForgedRequest:
    return ForgedRequest("a page of another site asked for this", remedy="Its address must be in MATINEE_ORIGINS")


async def the_service(request: Request) -> Service:
    """Asynchronous, since a plain function would be called in another thread for each request."""
    return service_of(request)


TheService = Annotated[Service, Depends(the_service)]
