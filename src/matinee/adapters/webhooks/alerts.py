"""Alerts told to a program elsewhere, as JSON that is posted to an address of the settings."""

import hashlib
import hmac

import httpx
import orjson

from matinee.domain.alerts import Alert
from matinee.domain.errors import Unreachable
from matinee.kit.clock import iso

PATIENCE = 5.0
"""Seconds that an answer may take."""
SIGNATURE = "X-Matinee-Signature"


def body_of(alert: Alert, *, house: str) -> bytes:
    """text: for programs that show a line, such as chats."""
    one = alert.finding
    return orjson.dumps(
        {
            "text": f"[{one.level}] {house}: {one.message}. {one.action}.",
            "id": alert.id,
            "key": one.key,
            "level": one.level,
            "message": one.message,
            "action": one.action,
            "runbook": one.runbook,
            "value": one.value,
            "limit": one.limit,
            "begun_at": iso(alert.begun_at),
        }
    )


async def tell(url: str, alert: Alert, *, house: str, secret: str | None = None) -> None:
    """Unreachable where nobody took it: it is to be told again. Where there is a secret the body is signed by it, as
    hexadecimal HMAC-SHA256 in the header X-Matinee-Signature. What is answered is not read."""
    body = body_of(alert, house=house)
    headers = {"Content-Type": "application/json", "User-Agent": "matinee"}
    if secret is not None:
        headers[SIGNATURE] = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    try:
        async with (
            httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False) as client,
            client.stream("POST", url, content=body, headers=headers) as answer,
        ):
            status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unreachable(f"the webhook for alerts did not answer ({type(error).__name__})") from error
    if not 200 <= status < 300:
        raise Unreachable(f"the webhook for alerts answered {status}", remedy="Look at MATINEE_ALERT_WEBHOOK")
