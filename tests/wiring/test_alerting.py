import hashlib
import hmac
import json
from typing import Any

import pytest

from matinee.domain.alerts import Alert, Finding
from matinee.domain.errors import Unreachable
from matinee.wiring.alerting import tell_elsewhere
from matinee.wiring.settings import Settings
from tests.fixtures.listening import listening

ALERT = Alert(7, Finding("drift:stars", "warning", "stars have changed", "Look", "feature-drift", 0.5, 0.1), 0, 0)


def settings(**more: Any) -> Settings:
    return Settings(**more)


async def test_an_alert_is_posted_as_json_and_signed() -> None:
    async with listening() as there:
        await tell_elsewhere(settings(alert_webhook=there.url, alert_webhook_secret="of both"), ALERT)  # noqa: S106
    [(headers, body)] = there.came
    said = json.loads(body)
    assert said["text"] == "[warning] Matinee: stars have changed. Look."
    assert (said["id"], said["key"], said["value"], said["begun_at"][:4]) == (7, "drift:stars", 0.5, "1970")
    assert headers["x-matinee-signature"] == hmac.new(b"of both", body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("status", [301, 404, 500])
async def test_whoever_does_not_take_it_is_to_be_told_again(status: int) -> None:
    async with listening(status) as there:
        with pytest.raises(Unreachable, match=str(status)):
            await tell_elsewhere(settings(alert_webhook=there.url), ALERT)
    assert "x-matinee-signature" not in there.came[0][0]


async def test_nobody_at_the_other_end_is_no_fault_of_the_program() -> None:
    with pytest.raises(Unreachable):
        await tell_elsewhere(settings(alert_webhook="http://127.0.0.1:1/hook"), ALERT)


async def test_a_house_without_a_webhook_tells_nobody() -> None:
    await tell_elsewhere(settings(), ALERT)
