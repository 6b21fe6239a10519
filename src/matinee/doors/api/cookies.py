"""What a browser keeps for us: the session, a token against forged requests, and a sign that it was here before."""

import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from matinee.kit.clock import DAY, SECOND
from matinee.kit.secrets import digest_of, signature, signed_by_one_of
from matinee.services.accounts.login import Device
from matinee.wiring.serving import Service

CSRF_HEADER = "X-CSRF-Token"
DEVICE_DAYS = 365


@dataclass(frozen=True)
class CookieNames:
    """With the prefix __Host- a browser takes a cookie only over https, for this host alone."""

    session: str
    csrf: str
    device: str


def cookie_names(service: Service) -> CookieNames:
    prefix = "__Host-" if encrypted(service) else ""
    return CookieNames(*(f"{prefix}matinee_{name}" for name in ("session", "csrf", "device")))


def encrypted(service: Service) -> bool:
    return service.settings.environment != "dev"


def csrf_token(service: Service, session_token: str) -> str:
    """Bound to the session: that of another session, or of none, is of no use."""
    return signature(service.keys[0], "csrf", digest_of(session_token))


def is_csrf_token(service: Service, said: str, session_token: str) -> bool:
    return signed_by_one_of(service.keys, said, "csrf", digest_of(session_token))


def set_session(response: Response, service: Service, *, token: str, folded: str, device: Device | None) -> None:
    """device: as the browser showed it, where it is known; else it is given one."""
    names = cookie_names(service)
    lifetime = service.settings.session_days * DAY // SECOND
    secure = encrypted(service)
    response.set_cookie(names.session, token, max_age=lifetime, httponly=True, samesite="lax", secure=secure)
    response.set_cookie(names.csrf, csrf_token(service, token), max_age=lifetime, samesite="lax", secure=secure)
    if device is None:
        made = secrets.token_hex(16)
        value = f"{made}.{signature(service.keys[0], 'device', made, folded)}"
        age = DEVICE_DAYS * DAY // SECOND
        response.set_cookie(names.device, value, max_age=age, httponly=True, samesite="strict", secure=secure)


def clear_session(response: Response, service: Service) -> None:
    names = cookie_names(service)
    for name in (names.session, names.csrf):
        response.delete_cookie(name, secure=encrypted(service), samesite="lax")


def device_of(request: Request, service: Service) -> Device | None:
    said = request.cookies.get(cookie_names(service).device, "")
    made, dot, signed = said.partition(".")
    return Device(made, signed) if dot else None
