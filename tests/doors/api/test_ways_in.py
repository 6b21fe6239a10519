"""S4: a session that was ended is ended at once, in every worker, with Redis or without."""

from collections.abc import Awaitable, Callable

import httpx
import pytest

from matinee.adapters.storage.open import Place
from matinee.adapters.storage.ways_in import Sessions
from matinee.doors.api.access import Guard
from matinee.kit.clock import DAY, MINUTE
from tests.fixtures.service import PASSWORD, House, Serve

NOWHERE = "redis://127.0.0.1:1/0"
End = Callable[[House, httpx.AsyncClient], Awaitable[httpx.Response]]


async def log_out(house: House, ana: httpx.AsyncClient) -> httpx.Response:
    return await ana.post("/auth/logout")


async def change_password(house: House, ana: httpx.AsyncClient) -> httpx.Response:
    other = house.client()
    await house.log_in(other, "ana")
    return await other.post("/me/password", json={"old_password": PASSWORD, "new_password": "some other words instead"})


async def delete(house: House, ana: httpx.AsyncClient) -> httpx.Response:
    return await ana.delete("/me")


async def shut_out(house: House, ana: httpx.AsyncClient) -> httpx.Response:
    key = (await ana.get("/auth/me")).json()["id"]
    return await (await house.admin()).patch(f"/admin/accounts/{key}", json={"disabled": True})


async def give_a_role(house: House, ana: httpx.AsyncClient) -> httpx.Response:
    key = (await ana.get("/auth/me")).json()["id"]
    return await (await house.admin()).patch(f"/admin/accounts/{key}", json={"role": "admin"})


ENDS = [log_out, change_password, delete, shut_out, give_a_role]


async def survives(house: House, other: House, end: End) -> bool:
    """Whether a copied session still works in another worker, after one worker was told to end it."""
    ana = await house.browser("ana")
    copied = other.client(Authorization=f"Bearer {ana.cookies['matinee_session']}")
    assert (await copied.get("/auth/me")).status_code == 200
    assert (await end(house, ana)).status_code in {200, 204}
    return (await copied.get("/auth/me")).status_code != 401


@pytest.mark.parametrize("end", ENDS)
async def test_what_is_ended_in_one_worker_is_ended_in_the_other(place: Place, serve: Serve, end: End) -> None:
    assert not await survives(await serve(place), await serve(place), end)


async def test_it_is_ended_with_redis_down_too(sqlite_place: Place, serve: Serve) -> None:
    """Limits go on without it; who somebody is was never asked of it."""
    house, other = [await serve(sqlite_place, redis=NOWHERE, rate_limit=1000) for _ in range(2)]
    assert not await survives(house, other, log_out)


async def test_a_worker_that_remembers_sessions_is_caught(
    sqlite_place: Place, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, remembered = Sessions.found, {}

    def remembering(self: Sessions, digest: str):
        return remembered.setdefault(digest, found(self, digest))

    monkeypatch.setattr(Sessions, "found", remembering)
    assert await survives(await serve(sqlite_place), await serve(sqlite_place), log_out)


async def test_when_the_storage_does_not_answer_nobody_is_let_in(
    sqlite_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await sqlite_house.browser("ana")
    service = sqlite_house.service
    await service.storage.close()
    answer = await ana.get("/auth/me")
    assert answer.status_code >= 500


async def test_nobody_can_choose_anothers_session_beforehand(sqlite_house: House) -> None:
    client = sqlite_house.client()
    await client.post("/auth/register", json={"username": "ana", "password": PASSWORD})
    client.cookies.set("matinee_session", "mts_chosen_by_somebody_else")
    await sqlite_house.log_in(client, "ana")
    values = [cookie.value for cookie in client.cookies.jar if cookie.name == "matinee_session"]
    assert any(value and value.startswith("mts_") and "chosen" not in value for value in values)
    planted = sqlite_house.client(Authorization="Bearer mts_chosen_by_somebody_else")
    assert (await planted.get("/auth/me")).status_code == 401


async def test_every_login_opens_another_session(sqlite_house: House) -> None:
    ana = await sqlite_house.browser("ana")
    first = ana.cookies["matinee_session"]
    await sqlite_house.log_in(ana, "ana")
    assert ana.cookies["matinee_session"] != first


async def test_a_session_ends_by_itself(sqlite_house: House) -> None:
    ana = await sqlite_house.browser("ana")
    sqlite_house.clock.ahead += 13 * DAY
    assert (await ana.get("/auth/me")).status_code == 200
    sqlite_house.clock.ahead += 13 * DAY
    assert (await ana.get("/auth/me")).status_code == 200
    sqlite_house.clock.ahead += 4 * DAY
    assert (await ana.get("/auth/me")).status_code == 401


async def test_a_guard_asks_every_time(sqlite_house: House) -> None:
    assert Guard("person") == Guard("person", weight="light")
    ana = await sqlite_house.browser("ana")
    asked = []
    read = sqlite_house.service.storage.read

    async def counting(work, **how):
        asked.append(1)
        return await read(work, **how)

    object.__setattr__(sqlite_house.service.storage, "read", counting)
    for _ in range(3):
        await ana.get("/auth/me")
    assert len(asked) == 3


async def test_a_disk_that_cannot_be_written_to_locks_nobody_out_who_reads(sqlite_house: House) -> None:
    """When a session was last used is written down now and then; that this fails is no reason to answer nothing."""
    client = await sqlite_house.browser()
    sqlite_house.clock.ahead = 11 * MINUTE
    await sqlite_house.service.storage.write(
        lambda tx: tx._stores.connection.exec_driver_sql("PRAGMA query_only = ON")  # type: ignore[attr-defined]
    )
    assert (await client.get("/auth/me")).status_code == 200
    assert (await client.put("/ratings/1", json={"stars": 4})).status_code == 503
