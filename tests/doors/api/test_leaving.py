"""S16 and S17, through the door: everything is handed out, and nothing is left behind."""

import httpx
import pytest
import redis.asyncio

from matinee.adapters.caches.memory import MemoryCache
from matinee.adapters.storage.open import Place
from matinee.adapters.storage.writer import Writer
from matinee.services.recommending import serve as serving
from matinee.services.recommending.serve import LAST, shelf_of
from tests.fixtures.catalogue import take
from tests.fixtures.crawl import everything
from tests.fixtures.recommending import Cinema, furnished
from tests.fixtures.releases import Made
from tests.fixtures.service import PASSWORD, House, Serve

CANARY = "kanarienvogel"
OWN_DATABASE = 9
"""Of the Redis that all tests share."""


def traces(house: House) -> list[str]:
    """Files of the service, and its log, in which somebody can still be found."""
    files = [path for path in house.home.rglob("*") if path.is_file()]
    found = [path.name for path in files if CANARY.encode() in path.read_bytes()]
    assert "request" in house.log.getvalue()
    return found + (["log"] if CANARY in house.log.getvalue() else [])


async def keep_things(house: House, client: httpx.AsyncClient) -> None:
    """A review that others see, a comment that comes twice, a note, a rating and a watch."""
    await house.service.storage.write(lambda tx: take(tx.catalogue))
    shown = {"text": f"a review of {CANARY}", "visibility": "members"}
    assert (await client.put("/titles/1/review", json=shown)).status_code == 200
    keyed = {"Idempotency-Key": f"{CANARY}-1"}
    for _ in range(2):
        made = await client.post("/titles/1/comments", json={"text": CANARY * 9}, headers=keyed)
        assert made.status_code == 201
    await client.put("/titles/1/note", json={"text": f"a note of {CANARY}"})
    await client.put("/ratings/1", json={"stars": 4.5})
    await client.post("/titles/1/watches", json={})


async def live_and_leave(house: House) -> list[str]:
    """A whole life in the house, with a name, an address, a program and a token that can be searched for."""
    client = house.client(**{"User-Agent": f"{CANARY} browser"})
    person = {"username": f"{CANARY}.x", "email": f"{CANARY}@example.org", "password": f"{PASSWORD} {CANARY}"}
    await client.post("/auth/register", json=person)
    await client.post("/auth/login", json={"username": person["username"], "password": "wrong"})
    await house.log_in(client, person["username"], person["password"])
    await client.post("/me/tokens", json={"name": f"of {CANARY}"})
    await client.get(f"/nothing/{CANARY}?q={CANARY}")
    await client.post("/me/tokens", json={"name": CANARY * 20})
    await keep_things(house, client)
    await house.browser("ben")
    exported = await client.get("/me/export")
    assert exported.text.count(CANARY) >= 8
    assert (await client.delete("/me")).status_code == 204
    return traces(house)


async def test_nothing_of_whoever_left_is_in_any_row_file_or_log(house: House) -> None:
    assert await live_and_leave(house) == []
    assert CANARY not in str(await everything(house))
    await house.log_in(house.client(), "ben")


async def test_a_deletion_that_leaves_the_journal_is_caught(
    sqlite_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Writer, "_scrub", lambda *_: None)
    assert await live_and_leave(sqlite_house) != []


@pytest.fixture(params=["memory", "redis"])
async def caching(request: pytest.FixtureRequest, sqlite_place: Place, serve: Serve, made_release: Made) -> Cinema:
    """A house that keeps answers in its process, or in a database of a real Redis that is this test's own."""
    if request.param == "memory":
        return await furnished(await serve(sqlite_place), made_release)
    url = request.getfixturevalue("redis_url").removesuffix("/0") + f"/{OWN_DATABASE}"
    async with redis.asyncio.Redis.from_url(url) as raw:
        await raw.flushdb()
    return await furnished(await serve(sqlite_place, redis=url), made_release)


async def kept_of(cinema: Cinema, account_id: int) -> list[str]:
    """Where something of a person is kept for the next answer: by the door of the cache, and by the names of all that
    lies in Redis."""
    cache, found = cinema.house.service.recommending.cache, []
    if await cache.get(shelf_of(account_id), LAST) is not None:
        found.append("the last answer")
    if isinstance(cache, MemoryCache):
        return found + [shelf for shelf in cache._shelves if shelf.endswith(f":{account_id}")]
    url = cinema.house.service.settings.redis
    assert url is not None
    async with redis.asyncio.Redis.from_url(url.get_secret_value()) as raw:
        return found + [name.decode() async for name in raw.scan_iter() if name.endswith(f":{account_id}".encode())]


async def ask_and_leave(cinema: Cinema) -> tuple[list[str], list[str], list[str]]:
    """What was kept of somebody before and after they left, and then of the one who stayed."""
    people = {}
    for name in ("ana", "ben"):
        client = await cinema.house.program(name)
        await cinema.rate(client, *range(1, 7))
        for path in ("/recommendations", "/me/features"):
            assert (await client.get(path)).status_code == 200
        found = await cinema.house.service.storage.read(lambda tx, name=name: tx.accounts.accounts.named(name))
        assert found is not None
        people[name] = client, found.account.id
    ana, number = people["ana"]
    before = await kept_of(cinema, number)
    assert (await ana.delete("/me")).status_code == 204
    return before, await kept_of(cinema, number), await kept_of(cinema, people["ben"][1])


async def test_nothing_of_whoever_left_is_kept_for_the_next_answer(caching: Cinema) -> None:
    before, after, of_ben = await ask_and_leave(caching)
    assert len(before) == len(of_ben) == 3
    assert after == []


async def test_an_answer_that_is_not_forgotten_is_caught(caching: Cinema, monkeypatch: pytest.MonkeyPatch) -> None:
    async def forgets_nothing(*_: object) -> None:
        pass

    monkeypatch.setattr(serving, "forget", forgets_nothing)
    before, after, _ = await ask_and_leave(caching)
    assert after == before
