"""S9: the headers are on every answer, errors included, and no script may run that is not a file of ours."""

from typing import Any

import httpx
import pytest

from matinee.doors.api import headers
from matinee.doors.api.headers import security_headers
from matinee.doors.api.requests import _Answer
from matinee.services.accounts import sessions
from tests.fixtures.crawl import NOTHINGS, operations
from tests.fixtures.service import House

ALWAYS = set(security_headers(encrypted=False)) | {"X-Request-Id"}


async def answers(house: House, monkeypatch: pytest.MonkeyPatch) -> dict[str, httpx.Response]:
    """One of every operation, and of every kind of error."""
    client = await house.browser("ana")
    found = {operation.id: await operation.ask(house.client(), NOTHINGS) for operation in operations(house)}
    for path in ("/docs", "/docs/start.js", "/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js", "/docs/nothing"):
        found[path] = await client.get(f"http://matinee.test{path}")
    found["openapi"] = await client.get("/openapi.json")
    found["404"] = await client.get("/nothing")
    found["405"] = await client.put("/auth/me", json={})
    found["400"] = await client.post("/auth/login", content="{", headers={"Content-Type": "application/json"})
    found["422"] = await client.post("/auth/login", json={"username": 1})
    found["415"] = await client.post("/auth/login", content="x", headers={"Content-Type": "text/plain"})
    found["413"] = await client.post("/auth/login", json={"username": "x" * 2_000_000})

    def fail(*_: Any) -> None:
        raise RuntimeError("planted: kanarienvogel")

    monkeypatch.setattr(sessions, "list_sessions", fail)
    found["500"] = await client.get("/me/sessions")
    return found


async def test_every_answer_has_the_headers(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    found = await answers(sqlite_house, monkeypatch)
    for code in ("400", "404", "405", "413", "415", "422", "500"):
        assert found[code].status_code == int(code)
    for name, answer in found.items():
        assert {header for header in ALWAYS if header not in answer.headers} == set(), name
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, name
        scripts = next((part for part in policy.split(";") if "script-src" in part), "")
        assert "unsafe" not in scripts, name
        assert "http" not in policy, name
        assert "server" not in answer.headers, name


async def test_a_fault_of_the_program_is_told_without_its_words(
    sqlite_house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = (await answers(sqlite_house, monkeypatch))["500"]
    assert answer.json()["code"] == "internal_error"
    assert "kanarienvogel" not in answer.text
    assert answer.headers["X-Request-Id"] in answer.json()["instance"]


async def test_errors_are_problems(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, answer in (await answers(sqlite_house, monkeypatch)).items():
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json", name
            assert {"type", "title", "status", "code", "instance"} <= set(answer.json()), name
            assert answer.json()["status"] == answer.status_code


async def test_a_missing_header_is_caught(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were they only on answers that went well, as a router would set them, this crawl would see it."""
    sent = _Answer.__call__

    async def only_when_well(self: _Answer, message: Any) -> None:
        if message.get("status", 200) >= 400:
            self._headers = ()
        await sent(self, message)

    monkeypatch.setattr(_Answer, "__call__", only_when_well)
    found = await answers(sqlite_house, monkeypatch)
    assert [name for name, answer in found.items() if "Content-Security-Policy" not in answer.headers]


async def test_outside_dev_browsers_are_told_to_come_by_https(serve, tmp_path) -> None:
    house = await serve(tmp_path / "matinee.db", environment="prod", secrets="0123456789abcdef" * 4)
    answer = await house.client().get("/health/live")
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in security_headers(encrypted=False)


async def test_the_page_of_the_api_fetches_nothing_from_elsewhere(sqlite_house: House) -> None:
    client = sqlite_house.client()
    page = await client.get("http://matinee.test/docs")
    assert page.headers["Content-Security-Policy"] == headers.DOCS_POLICY
    assert "//" not in page.text.replace("<!doctype html>", "")
    for name in ("swagger-ui-bundle.js", "swagger-ui.css", "start.js", "favicon-32x32.png"):
        assert (await client.get(f"http://matinee.test/docs/{name}")).status_code == 200
    described = (await client.get("/openapi.json")).json()
    assert described["openapi"].startswith("3.1")


async def test_only_allowed_sites_are_let_in_by_cors(serve, tmp_path) -> None:
    house = await serve(tmp_path / "matinee.db", origins="https://films.example")
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    for origin, allowed in (("https://films.example", True), ("https://evil.example", False)):
        answer = await house.client().options("/auth/login", headers={"Origin": origin, **asked})
        assert (answer.headers.get("Access-Control-Allow-Origin") == origin) == allowed
        assert "Access-Control-Allow-Credentials" not in answer.headers


async def test_an_id_of_the_caller_is_kept_where_it_is_one(sqlite_house: House) -> None:
    client = sqlite_house.client()
    given = "0f8e7c9d-7c1f-4d0b-9a3e-1b22aa11bb33"
    assert (await client.get("/health/live", headers={"X-Request-Id": given})).headers["X-Request-Id"] == given
    for said in ("ana@example.org", "short", "x" * 200):
        assert (await client.get("/health/live", headers={"X-Request-Id": said})).headers["X-Request-Id"] != said
