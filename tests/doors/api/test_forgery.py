"""S8: no page of another site changes anything in a person's name."""

import pytest

from matinee.doors.api import access
from tests.fixtures.crawl import BODIES, Operation, everything, ids_of, operations
from tests.fixtures.service import PASSWORD, House

EVIL, OWN = "https://evil.example", "http://matinee.test"


def attempts(operation: Operation) -> list[dict]:
    """What a page elsewhere, or a careless link, could have a browser send."""
    plain = {"content": str(BODIES.get(operation.id, {})), "headers": {"Content-Type": "text/plain", "Origin": EVIL}}
    form = {"content": "a=1", "headers": {"Content-Type": "application/x-www-form-urlencoded", "Origin": "null"}}
    return [
        {"headers": {"X-CSRF-Token": ""}},
        {"headers": {"X-CSRF-Token": "0" * 64, "Origin": OWN}},
        {"headers": {"Origin": EVIL}},
        {"headers": {"Origin": "null"}},
        {"headers": {"Origin": f"{OWN}.evil.example"}},
        {"headers": {"Sec-Fetch-Site": "cross-site"}},
        plain,
        form,
    ]


async def effects(house: House) -> list[str]:
    """Operations that a forged request brought to do something, or that did not refuse it."""
    victim, admin = await house.browser("ana"), await house.admin()
    ids = await ids_of(house, victim)
    before = await everything(house)
    found = []
    for operation in operations(house):
        if not operation.changes:
            continue
        client = admin if operation.access == "admin" else victim
        for forged in attempts(operation)[0 if operation.access != "anyone" else 2 :]:
            answer = await operation.ask(client, ids, **forged)
            if answer.status_code not in {403, 415}:
                found.append(f"{operation.id} answered {answer.status_code} to {forged}")
        asked = await client.get(operation.url(ids))
        if asked.status_code not in {200, 404, 405, 422}:
            found.append(f"{operation.id} answered {asked.status_code} to GET")
        if await everything(house) != before:
            found.append(f"{operation.id} had an effect")
            before = await everything(house)
    return found


async def test_no_forged_request_has_an_effect(sqlite_house: House) -> None:
    assert await effects(sqlite_house) == []


@pytest.mark.parametrize("mutant", ["check_csrf", "check_origin"])
async def test_a_house_that_does_not_look_is_caught(
    sqlite_house: House, monkeypatch: pytest.MonkeyPatch, mutant: str
) -> None:
    monkeypatch.setattr(access, mutant, lambda *_: None)
    assert await effects(sqlite_house) != []


async def test_our_own_pages_and_those_that_are_allowed_get_through(serve, sqlite_template, tmp_path) -> None:
    house = await serve(tmp_path / "home" / "matinee.db", origins="https://films.example")
    ana = await house.browser("ana")
    for origin in (OWN, "https://films.example"):
        made = await ana.post(
            "/me/tokens", json={"name": "t"}, headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"}
        )
        assert made.status_code == 201, origin


async def test_the_token_of_another_session_is_of_no_use(sqlite_house: House) -> None:
    ana, ben = await sqlite_house.browser("ana"), await sqlite_house.browser("ben")
    stolen = {"X-CSRF-Token": ben.headers["X-CSRF-Token"]}
    assert (await ana.post("/me/tokens", json={"name": "t"}, headers=stolen)).json()["code"] == "forged_request"
    old = ana.headers["X-CSRF-Token"]
    await sqlite_house.log_in(ana, "ana")
    assert ana.headers["X-CSRF-Token"] != old
    assert (await ana.post("/me/tokens", json={"name": "t"}, headers={"X-CSRF-Token": old})).status_code == 403


async def test_programs_need_no_token_against_forgery(sqlite_house: House) -> None:
    program = await sqlite_house.program("ana")
    assert (
        await program.post("/me/tokens", json={"name": "t"}, headers={"Origin": "https://x.example"})
    ).status_code == 403
    assert (await program.post("/me/tokens", json={"name": "t"})).status_code == 201


async def test_cookies_of_sessions_are_out_of_reach_of_scripts_and_of_plain_http(serve, tmp_path) -> None:
    for environment, prefix in (("dev", ""), ("prod", "__Host-")):
        secret = "0123456789abcdef" * 4
        house = await serve(tmp_path / environment / "matinee.db", environment=environment, secrets=secret)
        client = house.client()
        await client.post("/auth/register", json={"username": "ana", "password": PASSWORD})
        answer = await client.post("/auth/login", json={"username": "ana", "password": PASSWORD})
        cookies = {line.partition("=")[0]: line for line in answer.headers.get_list("set-cookie")}
        assert set(cookies) == {f"{prefix}matinee_{name}" for name in ("session", "csrf", "device")}
        for name, line in cookies.items():
            assert ("HttpOnly" in line) == (not name.endswith("csrf"))
            assert ("Secure" in line) == (environment == "prod")
            assert "Path=/" in line
            assert "Domain" not in line
            assert "SameSite" in line
