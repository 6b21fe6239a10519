"""S16 and S17, through the door: everything is handed out, and nothing is left behind."""

import httpx
import pytest

from matinee.adapters.storage.writer import Writer
from tests.fixtures.catalogue import take
from tests.fixtures.crawl import everything
from tests.fixtures.service import PASSWORD, House

CANARY = "kanarienvogel"


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
