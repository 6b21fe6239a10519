"""Health, metrics and logs: what whoever runs the service sees of it."""

import json
import signal

import pytest

from matinee.adapters.storage.open import Place
from matinee.domain.errors import BehindDatabase
from matinee.doors.api.metrics import SHARED, Metrics
from matinee.doors.api.stopping import told_when_to_stop
from tests.fixtures.service import PASSWORD, House, Serve

METRICS = "http://matinee.test/metrics"


async def test_a_house_that_can_work_says_so(house: House) -> None:
    client = house.client()
    assert (await client.get("/health/live")).json() == {"status": "alive"}
    ready = await client.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json()["status"] == "ready"
    assert 1 < ready.json()["memory_mib"] < 10_000


async def test_a_house_that_cannot_work_says_so_and_lives(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def behind() -> None:
        raise BehindDatabase("the database is behind")

    monkeypatch.setattr(sqlite_house.service.storage, "check", behind)
    answer = await sqlite_house.client().get("/health/ready")
    assert (answer.status_code, answer.json()["code"]) == (503, "behind_database")
    assert (await sqlite_house.client().get("/health/live")).status_code == 200


async def test_requests_are_counted_by_the_first_word_of_their_route(sqlite_house: House) -> None:
    client = sqlite_house.client()
    await client.get("/auth/me")
    await client.get("/nothing/that/exists")
    await client.delete("/me/sessions/12345")
    told = (await client.get(METRICS)).text
    assert 'matinee_http_requests_total{room="auth",status="4xx"} 1.0' in told
    assert 'room="me"' in told
    assert 'room="unmatched"' in told
    assert "nothing" not in told
    assert 'matinee_api_errors_total{code="not_signed_in"} 2.0' in told
    assert "matinee_http_request_seconds_bucket" in told


async def test_metrics_ask_for_the_token_of_the_settings(sqlite_place: Place, serve: Serve) -> None:
    client = (await serve(sqlite_place, metrics_token="the token")).client()  # noqa: S106
    assert (await client.get(METRICS)).status_code == 401
    assert (await client.get(METRICS, headers={"Authorization": "Bearer another"})).status_code == 401
    assert (await client.get(METRICS, headers={"Authorization": "Bearer the token"})).status_code == 200


def test_without_a_folder_each_process_tells_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SHARED, raising=False)
    metrics = Metrics()
    metrics.note("GET", "/x", 200, 0.01, None)
    assert b'matinee_http_requests_total{room="pages",status="2xx"} 1.0' in metrics.render()


async def test_a_request_has_one_line_that_tells_nothing_of_what_was_sent(sqlite_house: House) -> None:
    client = sqlite_house.client(**{"User-Agent": "agent-canary"})
    sent = {"username": "name-canary", "email": "mail-canary@example.org", "password": f"{PASSWORD} password-canary"}
    await client.post("/auth/register?query-canary", json=sent)
    sqlite_house.log.truncate(0)
    sqlite_house.log.seek(0)
    answer = await client.post("/auth/login", json={"username": sent["username"], "password": sent["password"]})
    await client.get("/path-canary")
    said = sqlite_house.log.getvalue()
    lines = [json.loads(line) for line in said.splitlines()]
    first = next(line for line in lines if line["event"] == "request")
    assert (first["method"], first["route"], first["status"]) == ("POST", "/api/v1/auth/login", 200)
    assert first["request_id"] == answer.headers["X-Request-Id"]
    assert "canary" not in said
    assert answer.json()["token"] not in said


async def test_a_fault_is_logged_with_its_place_and_without_values(
    sqlite_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await sqlite_house.browser("ana")
    hidden = "a value that stood there"

    def fail(tx: object) -> None:
        local = hidden
        raise RuntimeError(str(len(local)))

    monkeypatch.setattr("matinee.services.accounts.sessions.list_sessions", lambda *_: fail(None))
    answer = await ana.get("/me/sessions")
    said = sqlite_house.log.getvalue()
    fault = next(json.loads(line) for line in said.splitlines() if "fault of the program" in line)
    assert fault["request_id"] == answer.headers["X-Request-Id"]
    assert fault["exception"][0]["exc_type"] == "RuntimeError"
    assert hidden not in said


async def test_a_signal_to_stop_is_heard_and_handed_on(sqlite_house: House) -> None:
    heard: list[int] = []
    with told_when_to_stop(sqlite_house.app):
        ours = signal.getsignal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is not ours
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    try:
        sqlite_house.app.state.stopping = False
        with told_when_to_stop(sqlite_house.app):
            signal.raise_signal(signal.SIGTERM)
        assert (sqlite_house.app.state.stopping, heard) == (True, [signal.SIGTERM])
    finally:
        signal.signal(signal.SIGTERM, before)
