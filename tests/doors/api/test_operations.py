"""What admins see of the house at work."""

import asyncio
import json

import httpx
import pytest

from matinee.domain.errors import Overloaded
from matinee.domain.exposures import Slate
from matinee.domain.watching import RequestLine
from matinee.doors.api.request_log import MOST, RequestLog
from matinee.doors.worker.loop import Worker
from matinee.kit.clock import DAY, HOUR, iso
from matinee.services.exposures.slates import log_slate
from tests.fixtures.databases import Place
from tests.fixtures.service import House, Serve


async def until_kept(admin: httpx.AsyncClient, route: str, **wanted: str) -> list[dict]:
    """Requests are written once a second."""
    for _ in range(60):
        found = (await admin.get("/admin/requests", params={"route": route, **wanted})).json()["items"]
        if found:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError("no request was kept")


async def test_a_request_can_be_looked_up_by_what_is_known_of_it(house: House) -> None:
    admin, ana = await house.admin(), await house.browser("ana")
    me = await ana.get("/auth/me")
    await ana.delete("/me/tokens/123456")
    [seen] = await until_kept(admin, "/api/v1/auth/me", account_id=me.json()["id"])
    assert (seen["method"], seen["status"], seen["account_id"]) == ("GET", 200, me.json()["id"])
    assert seen["request_id"] == me.headers["X-Request-Id"]
    assert 0 < seen["milliseconds"] < 60_000
    [refused] = await until_kept(admin, "/api/v1/me/tokens/{token_id}", status="refused")
    assert (refused["code"], refused["status"]) == ("not_found", 404)
    assert "123456" not in (await admin.get("/admin/requests")).text


async def test_the_requests_of_somebody_are_theirs_to_take_along(sqlite_house: House) -> None:
    ana, admin = await sqlite_house.browser("ana"), await sqlite_house.admin()
    await ana.get("/auth/me")
    await until_kept(admin, "/api/v1/auth/me")
    mine = (await ana.get("/me/export")).json()["requests"]
    assert "/api/v1/auth/me" in [row["route"] for row in mine]
    await ana.delete("/me")
    assert await until_kept(admin, "/api/v1/auth/login")
    assert (await admin.get("/admin/requests", params={"route": "/api/v1/auth/me"})).json()["items"] == []


async def test_lists_go_on_by_their_cursor(sqlite_house: House) -> None:
    admin = await sqlite_house.admin()
    for _ in range(5):
        await sqlite_house.client().get("/auth/me")
    for _ in range(3):
        await admin.post("/admin/jobs/tidy")
    await until_kept(admin, "/api/v1/admin/jobs/{job_name}")
    for path, params in (("/admin/requests", {"route": "/api/v1/auth/me"}), ("/admin/jobs", {})):
        seen, cursor = [], None
        while True:
            page = (
                await admin.get(path, params={"limit": 2, **params, **({"cursor": cursor} if cursor else {})})
            ).json()
            seen += [str(one) for one in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == (5 if "route" in params else 3)


async def test_hours_and_days_are_shown_once_they_are_added_up(sqlite_house: House) -> None:
    house = sqlite_house
    admin, ana = await house.admin(), await house.browser("ana")
    await until_kept(admin, "/api/v1/auth/login")
    begun = house.clock()
    key = (await ana.get("/auth/me")).json()["id"]

    def show(tx) -> None:
        slate = Slate("0" * 32, tx.accounts.accounts.keyed(key).id, tx.now, "fast@1", "r", "popular", 2, (1, 2), (1, 1))
        log_slate(tx.exposures, slate)

    await house.service.storage.write(show)
    house.clock.ahead = DAY + HOUR
    assert await Worker.of(house.service).do_all() == 7
    house.clock.ahead = 0
    days = {iso(begun)[:10], iso(begun - HOUR)[:10]}
    hours = [
        one for day in days for one in (await admin.get("/admin/requests/hours", params={"day": day})).json()["items"]
    ]
    logins = [one for one in hours if one["route"] == "/api/v1/auth/login"]
    assert sum(one["count"] for one in logins) == 2
    assert all(0 < one["p50_ms"] <= one["p99_ms"] <= one["slowest_ms"] for one in hours)
    house.clock.ahead = DAY + HOUR
    await house.log_in(admin, "root.admin")
    [day] = (await admin.get("/admin/exposures/days", params={"days": 3})).json()["items"]
    assert (day["day"], day["slates"], day["titles"]) == (iso(begun)[:10], 1, 2)
    assert (day["satisfaction"], day["arm"]) == (None, None)
    tail = (await admin.get("/admin/exposures/tail", params={"days": 3})).json()
    assert (tail["catalogue"], tail["places"], tail["items"]) == (0, 0, [])


async def test_a_job_is_asked_for_and_done(sqlite_house: House) -> None:
    admin = await sqlite_house.admin()
    asked = await admin.post("/admin/jobs/tidy")
    assert asked.status_code == 202
    [waiting] = (await admin.get("/admin/jobs", params={"name": "tidy"})).json()["items"]
    assert (waiting["slot"], waiting["state"], waiting["begun_at"]) == (asked.json()["slot"], "waiting", None)
    worker = Worker.of(sqlite_house.service)
    await worker.do_all()
    done = (await admin.get("/admin/jobs", params={"state": "done"})).json()["items"]
    assert sorted(one["name"] for one in done) == sorted(["tidy", *(duty.name for duty in worker.duties if duty.every)])
    lines = [json.loads(line) for line in sqlite_house.log.getvalue().splitlines()]
    by_request = {line.get("request_id") for line in lines if line["event"] == "job done" and line["job"] == "tidy"}
    assert asked.headers["X-Request-Id"] in by_request
    unknown = await admin.post("/admin/jobs/cooking")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")


async def test_a_house_that_keeps_no_requests_keeps_none(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, request_log_days=0)
    admin = await house.admin()
    await asyncio.sleep(1.2)
    assert (await admin.get("/admin/requests")).json()["items"] == []


async def test_lines_wait_while_the_database_does_not_answer_and_the_oldest_go_where_there_are_too_many(
    sqlite_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, written = RequestLog(on=True), []
    monkeypatch.setattr("matinee.doors.api.request_log.note_requests", lambda _, lines: written.extend(lines))
    real = sqlite_house.service.storage.write

    async def busy(work) -> None:
        raise Overloaded("busy")

    monkeypatch.setattr(sqlite_house.service.storage, "write", busy)
    for number in range(MOST + 3):
        log.note(RequestLine(number, "0" * 32, "GET", "/x", 200, 1.0))
    await log.write(sqlite_house.service)
    monkeypatch.setattr(sqlite_house.service.storage, "write", real)
    await log.write(sqlite_house.service)
    assert [line.at for line in written] == list(range(3, MOST + 3))
    assert '"count":3' in sqlite_house.log.getvalue()


async def test_what_no_database_can_be_asked_for_is_refused(house: House) -> None:
    admin = await house.admin()
    for path, params in (("/admin/requests", {"route": "a\x00"}), ("/admin/jobs", {"name": "\x00"})):
        assert (await admin.get(path, params=params)).status_code == 422
    assert (await admin.post("/admin/jobs/%00")).status_code == 404
    for since in ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"):
        assert (await admin.get("/admin/requests", params={"since": since, "until": since})).status_code == 200
    for day in ("0001-01-01", "9999-12-31"):
        assert (await admin.get("/admin/requests/hours", params={"day": day})).status_code == 200
