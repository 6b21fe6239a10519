"""S24 at the door: each class of request has its limit, workers share it, and 429 says when to come again."""

from pathlib import Path
from typing import Any

import pytest

from matinee.adapters.limits.redis import RedisLimits
from matinee.adapters.storage.open import Place
from matinee.doors.api.access import SHARES
from matinee.doors.api.openapi import routes_of
from tests.fixtures.crawl import operations
from tests.fixtures.processes import start_redis, stop_redis
from tests.fixtures.service import House, Serve

WRONG = {"username": "ana", "password": "wrong"}


async def codes(house: House, count: int, *, address: str = "198.51.100.1", path: str = "/auth/me") -> list[int]:
    client = house.client(address=address)
    return [(await client.get(path)).status_code for _ in range(count)]


async def test_an_address_without_a_name_is_bounded(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, rate_limit=20)
    assert await codes(house, 25) == [401] * 20 + [429] * 5
    assert await codes(house, 1, address="198.51.100.2") == [401]


async def test_a_person_is_bounded_wherever_they_come_from(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, rate_limit=40)
    ana = await house.program("ana")
    token = ana.headers["Authorization"]
    answers = [
        await house.client(address=f"203.0.113.{number}", Authorization=token).get("/auth/me") for number in range(45)
    ]
    assert [answer.status_code for answer in answers].count(429) == 5
    refused = answers[-1]
    assert refused.json()["code"] == "too_many"
    assert 1 <= int(refused.headers["Retry-After"]) <= 3


async def test_heavier_requests_have_less(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, rate_limit=120)
    ana = await house.browser("ana")
    exports = [(await ana.get("/me/export")).status_code for _ in range(3)]
    assert exports == [200] * int(120 / SHARES["heavy"]) + [429]
    assert [(await ana.get("/me/sessions")).status_code for _ in range(60)] == [200] * 60
    client = house.client(address="198.51.100.77")
    found = [(await client.post("/auth/login", json=WRONG)).status_code for _ in range(13)]
    assert found.count(429) >= 1
    assert found[:10] == [401] * 10


async def test_health_is_never_refused(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, rate_limit=1)
    assert await codes(house, 20, path="/health/live") == [200] * 20


async def test_workers_share_a_limit_through_redis(sqlite_place: Place, serve: Serve, redis_url: str) -> None:
    workers = [await serve(sqlite_place, rate_limit=20, redis=redis_url, workers=2) for _ in range(2)]
    found = [code for worker in workers for code in await codes(worker, 20, address="198.51.100.200")]
    assert found.count(401) == 20


async def test_with_redis_away_requests_go_on_and_are_still_bounded(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, rate_limit=20, redis="redis://127.0.0.1:1/0", workers=2)
    assert (await codes(house, 25)).count(401) == 10
    ready = (await house.client().get("/health/ready")).json()
    assert (ready["status"], ready["limits"]) == ("degraded", "each worker counts alone")


async def while_redis_goes_away(serve: Serve, place: Place, folder: Path) -> list[int]:
    """What is answered to ten requests with Redis and ten without it, then to logging out, then to thirty more."""
    pid = start_redis(folder)
    try:
        url = f"redis://127.0.0.1:{(folder / 'port').read_text()}/0"
        house = await serve(place, rate_limit=40, redis=url, workers=2)
        ana = await house.browser("ana")
        copied = house.client(Authorization=f"Bearer {ana.cookies['matinee_session']}")
        found = [(await copied.get("/auth/me")).status_code for _ in range(10)]
    finally:
        stop_redis(folder, pid)
    found += [(await copied.get("/auth/me")).status_code for _ in range(10)]
    found.append((await ana.post("/auth/logout")).status_code)
    return found + [(await copied.get("/auth/me")).status_code for _ in range(30)]


async def test_when_redis_goes_away_requests_go_on_bounded_and_what_was_ended_stays_ended(
    sqlite_place: Place, serve: Serve, tmp_path: Path
) -> None:
    found = await while_redis_goes_away(serve, sqlite_place, tmp_path)
    assert found[:22] == [200] * 20 + [204, 401]
    assert set(found[22:]) == {401, 429}


async def test_a_worker_that_does_not_expect_it_is_caught(
    sqlite_place: Place, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = RedisLimits.__init__

    def careless(self: RedisLimits, *arguments: Any, **how: Any) -> None:
        made(self, *arguments, **how)
        monkeypatch.setattr(self, "_faults", ())

    monkeypatch.setattr(RedisLimits, "__init__", careless)
    assert 500 in await while_redis_goes_away(serve, sqlite_place, tmp_path)


async def test_every_change_weighs_more_than_a_look(sqlite_house: House) -> None:
    """No operation that changes something is as cheap as one that only looks."""
    cheap = {
        route.name
        for route, guard in routes_of(sqlite_house.app)
        if guard.weight in {"light", "unlimited"} and not (route.methods or set()) <= {"GET", "HEAD"}
    }
    assert cheap == {"logout"}
    assert {operation.id for operation in operations(sqlite_house)} > cheap


async def test_a_house_without_limits_has_none(sqlite_place: Place, serve: Serve) -> None:
    assert await codes(await serve(sqlite_place, rate_limit=0), 100) == [401] * 100
