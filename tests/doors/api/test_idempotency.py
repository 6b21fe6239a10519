"""A request that comes twice is done once, whatever happened to its first answer."""

import asyncio
from typing import Any

import httpx
import pytest

from matinee.doors.api import idempotency
from matinee.doors.api.idempotency import Answers
from matinee.kit.clock import DAY, HOUR, MINUTE
from matinee.services.accounts import answers
from matinee.services.accounts.answers import forget_old_answers
from tests.doors.api.test_imports import sent
from tests.doors.api.test_ratings import titles_of
from tests.doors.api.test_trials import PLAN
from tests.fixtures.crawl import everything
from tests.fixtures.service import PASSWORD, House

KEY = {"Idempotency-Key": "4d0b9a3e-1b22"}


async def rows(house: House, table: str) -> int:
    return len((await everything(house))[table])


async def test_a_retry_gets_the_same_answer_and_changes_nothing(house: House) -> None:
    titles = await titles_of(house)
    ana = await house.program("ana")
    first = await ana.put(f"/ratings/{titles[1]}", json={"stars": 4}, headers=KEY)
    await ana.put(f"/ratings/{titles[1]}", json={"stars": 1})
    again = await ana.put(f"/ratings/{titles[1]}", json={"stars": 4}, headers=KEY)
    assert (first.status_code, "Idempotency-Replayed" in first.headers) == (200, False)
    assert (again.status_code, again.content, again.headers["Idempotency-Replayed"]) == (200, first.content, "true")
    assert again.headers["Content-Type"] == "application/json"
    assert (await ana.get("/me/ratings")).json()["items"][0]["stars"] == 1
    assert await rows(house, "rating_changes") == 2


async def test_what_has_no_body_is_answered_alike_too(sqlite_house: House) -> None:
    ana = await sqlite_house.browser("ana")
    made = (await ana.post("/me/tokens", json={"name": "t"})).json()["id"]
    for replayed in (False, True):
        answer = await ana.delete(f"/me/tokens/{made}", headers=KEY)
        assert (answer.status_code, answer.content) == (204, b"")
        assert ("Idempotency-Replayed" in answer.headers) is replayed
    assert (await ana.delete(f"/me/tokens/{made}")).status_code == 404


async def test_a_hundred_that_race_have_one_effect(house: House) -> None:
    titles = await titles_of(house)
    ana = await house.program("ana")
    many = [ana.put(f"/ratings/{titles[1]}", json={"stars": 4}, headers=KEY) for _ in range(100)]
    found = await asyncio.gather(*many)
    assert {(one.status_code, one.content) for one in found} == {(200, found[0].content)}
    assert await rows(house, "rating_changes") == 1
    assert sum("Idempotency-Replayed" not in one.headers for one in found) == 1


async def effects_of_a_race(house: House, count: int = 20) -> tuple[set[int], int]:
    """Of requests that are no good to do twice: the statuses, and how many did something."""
    admin = await house.admin()
    many = [admin.post("/admin/invitations", json={}, headers=KEY) for _ in range(count)]
    statuses = {one.status_code for one in await asyncio.gather(*many)}
    return statuses, await rows(house, "invitations")


async def test_a_secret_is_told_once_and_made_once(house: House) -> None:
    assert await effects_of_a_race(house) == ({201, 409}, 1)


async def test_a_house_that_claims_nothing_is_caught(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "claim", lambda *_: True)
    assert (await effects_of_a_race(sqlite_house))[1] > 1


async def test_no_secret_is_kept_with_the_answers(sqlite_house: House) -> None:
    ana = await sqlite_house.browser("ana")
    token = (await ana.post("/me/tokens", json={"name": "t"}, headers=KEY)).json()["token"]
    kept = (await everything(sqlite_house))["kept_answers"]
    assert len(kept) == 1
    assert token not in str(kept)
    assert (await ana.post("/me/tokens", json={"name": "t"}, headers=KEY)).json()["code"] == "conflict"


async def test_a_key_of_another_request_is_refused(sqlite_house: House) -> None:
    titles = await titles_of(sqlite_house)
    ana = await sqlite_house.program("ana")
    await ana.put(f"/ratings/{titles[1]}", json={"stars": 4}, headers=KEY)
    for answer in (
        await ana.put(f"/ratings/{titles[1]}", json={"stars": 5}, headers=KEY),
        await ana.put(f"/ratings/{titles[2]}", json={"stars": 4}, headers=KEY),
        await ana.delete(f"/ratings/{titles[1]}", headers=KEY),
    ):
        assert (answer.status_code, answer.json()["code"]) == (422, "reused_key")
    assert await rows(sqlite_house, "rating_changes") == 1


async def test_somebody_elses_key_is_as_good_as_new(sqlite_house: House) -> None:
    titles = await titles_of(sqlite_house)
    for name in ("ana", "ben"):
        person = await sqlite_house.program(name)
        answer = await person.put(f"/ratings/{titles[1]}", json={"stars": 4}, headers=KEY)
        assert "Idempotency-Replayed" not in answer.headers
    assert await rows(sqlite_house, "rating_changes") == 2


async def test_what_was_refused_can_be_tried_again_with_the_same_key(sqlite_house: House) -> None:
    ana = await sqlite_house.program("ana")
    assert (await ana.put("/ratings/1", json={"stars": 4}, headers=KEY)).status_code == 404
    titles = await titles_of(sqlite_house)
    assert titles[1] == 1
    assert (await ana.put("/ratings/1", json={"stars": 4}, headers=KEY)).status_code == 200


@pytest.mark.parametrize("key", [b"", b"x" * 256, "schlüssel".encode(), b"a\tb"])
async def test_what_is_no_key_is_refused(sqlite_house: House, key: bytes) -> None:
    titles = await titles_of(sqlite_house)
    ana = await sqlite_house.program("ana")
    answer = await ana.put(f"/ratings/{titles[1]}", json={"stars": 4}, headers={b"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
    assert await rows(sqlite_house, "rating_changes") == 0


async def test_keys_are_kept_for_a_day_even_where_the_clock_jumps_as_far(sqlite_house: House) -> None:
    titles = await titles_of(sqlite_house)
    ana = await sqlite_house.program("ana")
    ask: Any = lambda: ana.put(f"/ratings/{titles[1]}", json={"stars": 4}, headers=KEY)  # noqa: E731
    await ask()
    for ahead, replayed in ((DAY - HOUR, True), (2 * DAY - HOUR, True), (2 * DAY + HOUR, False)):
        sqlite_house.clock.ahead = ahead
        await sqlite_house.service.storage.write(lambda tx: forget_old_answers(tx.accounts))
        assert ("Idempotency-Replayed" in (await ask()).headers) is replayed


async def lose_the_answer(house: House, monkeypatch: pytest.MonkeyPatch, client: httpx.AsyncClient, *how: Any) -> None:
    """The program ends after the write, before anybody is answered: what it did is on the disk, its answer is not."""
    with monkeypatch.context() as broken:
        broken.setattr(answers, "keep", lambda *_, **__: None)
        assert (await client.request(*how, json={"stars": 4}, headers=KEY)).status_code == 200
    assert await rows(house, "kept_answers") == 1


async def test_a_lost_answer_of_what_can_be_done_again_is_made_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = await titles_of(house)
    ana = await house.program("ana")
    await lose_the_answer(house, monkeypatch, ana, "PUT", f"/ratings/{titles[1]}")
    monkeypatch.setattr(idempotency, "PATIENCE", 0.05)
    assert (await ana.put(f"/ratings/{titles[1]}", json={"stars": 4}, headers=KEY)).json()["code"] == "conflict"
    house.clock.ahead = MINUTE
    again = await ana.put(f"/ratings/{titles[1]}", json={"stars": 4}, headers=KEY)
    once_more = await ana.put(f"/ratings/{titles[1]}", json={"stars": 4}, headers=KEY)
    assert (again.status_code, again.json()["stars"], again.content) == (200, 4, once_more.content)
    assert once_more.headers["Idempotency-Replayed"] == "true"
    assert await rows(house, "rating_changes") == 1


CHANGE = {"old_password": PASSWORD, "new_password": "some other words instead"}


async def brought(person: httpx.AsyncClient) -> str:
    """Where an import is applied, which is answered after many writes."""
    begun = await sent(person)
    assert begun.status_code == 201, begun.text
    return f"/imports/{begun.json()['id']}/apply"


async def test_an_answer_that_is_made_after_the_write_is_kept_before_it_leaves(sqlite_house: House) -> None:
    await titles_of(sqlite_house)
    ana = await sqlite_house.browser("ana")
    where = await brought(ana)
    first = await ana.post(where, json={}, headers=KEY)
    again = await ana.post(where, json={}, headers=KEY)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["Idempotency-Replayed"] == "true"


async def test_a_house_that_keeps_no_answers_is_caught(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await titles_of(sqlite_house)
    monkeypatch.setattr(Answers, "_keep", no_more)
    monkeypatch.setattr(idempotency, "PATIENCE", 0.05)
    ana = await sqlite_house.browser("ana")
    where = await brought(ana)
    assert (await ana.post(where, json={}, headers=KEY)).status_code == 200
    again = await ana.post(where, json={}, headers=KEY)
    assert (again.status_code, again.json()["code"]) == (409, "conflict")


ASKED = (
    ("POST", "/admin/jobs/tidy", None, 202),
    ("POST", "/admin/experiments", PLAN, 201),
    ("PUT", f"/admin/experiments/{PLAN['key']}", PLAN | {"people": 80}, 200),
    ("POST", "/feedback", {"events": [{"id": "e1", "kind": "satisfied", "value": 4}]}, 200),
    ("PUT", "/me/consents", {"exposures": False}, 200),
    ("PUT", "/me/preferences", {"region": "DK"}, 200),
    ("POST", "/admin/trainings", {}, 202),
    ("POST", "/me/password", CHANGE, 200),
)
"""How somebody is answered who creates or changes something by a route whose work makes the answer itself."""


async def test_a_kill_after_the_commit_loses_no_answer_that_the_work_made(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = await house.admin()
    for number, (method, path, said, status) in enumerate(ASKED):
        key = {"Idempotency-Key": f"killed-{number}"}
        with monkeypatch.context() as killed:
            killed.setattr(Answers, "_keep", no_more)
            first = await admin.request(method, path, json=said, headers=key)
        again = await admin.request(method, path, json=said, headers=key)
        assert (first.status_code, first.content) == (status, again.content), first.text
        assert again.headers.get("Idempotency-Replayed") == "true", path
    assert await rows(house, "jobs") == 2


async def no_more(*_: Any) -> None:
    """In place of the write that would keep an answer: the program has ended."""
