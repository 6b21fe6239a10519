"""What people tell about what they were shown, and what they agree to, through the door."""

import httpx
import pytest

from matinee.domain.exposures import Slate
from matinee.kit.clock import DAY, iso
from matinee.services.exposures.slates import log_slate, new_slate_id
from tests.fixtures.catalogue import take
from tests.fixtures.databases import Place
from tests.fixtures.service import House, Serve


async def shown(house: House, client: httpx.AsyncClient, titles: tuple[int, ...] = (1, 2, 3)) -> str:
    """The id of a slate that the person is shown."""
    key = (await client.get("/auth/me")).json()["id"]

    def show(tx) -> str:
        account = tx.accounts.accounts.keyed(key)
        slate = Slate(new_slate_id(tx.now), account.id, tx.now, "fast@1", "r1", "personalised", len(titles), titles,
                      (1.0,) * len(titles))  # fmt: skip
        log_slate(tx.exposures, slate)
        return slate.id

    return await house.service.storage.write(show)


async def tell(client: httpx.AsyncClient, *events: dict) -> list[tuple[str, str]]:
    answer = await client.post("/feedback", json={"events": list(events)})
    assert answer.status_code == 200, answer.text
    return [(one["id"], one["status"]) for one in answer.json()["items"]]


async def test_what_came_of_a_slate_is_told_once_and_handed_out(house: House) -> None:
    await house.service.storage.write(lambda tx: take(tx.catalogue))
    ana = await house.program("ana")
    slate = await shown(house, ana)
    click = {"id": "c1", "kind": "clicked", "slate_id": slate, "title_id": 2}
    asked = [click, {"id": "s1", "kind": "satisfied", "value": 4}, {"id": "x", "kind": "clicked", "title_id": 10**9}]
    assert await tell(ana, *asked) == [("c1", "kept"), ("s1", "kept"), ("x", "unknown_title")]
    assert await tell(ana, click) == [("c1", "duplicate")]
    exported = (await ana.get("/me/export")).json()
    assert [(row["slate_id"], row["titles"], row["showings"]) for row in exported["exposures"]] == [
        (slate, [1, 2, 3], 1)
    ]
    assert [(row["event_id"], row["rank"], row["value"]) for row in exported["feedback"]] == [
        ("c1", 2, None),
        ("s1", None, 4.0),
    ]


async def test_a_moment_of_the_past_is_told_in_any_zone(sqlite_house: House) -> None:
    ana = await sqlite_house.program("ana")
    sqlite_house.clock.ahead = 2 * DAY
    yesterday = sqlite_house.clock() - DAY
    at = iso(yesterday).replace("Z", "+00:00")
    await tell(ana, {"id": "w", "kind": "satisfied", "value": 3, "at": at})
    assert (await ana.get("/me/export")).json()["feedback"][0]["at"] == iso(yesterday)


@pytest.mark.parametrize(
    "event",
    [
        {"id": "a", "kind": "clicked"},
        {"id": "a", "kind": "clicked", "title_id": 1, "value": 1},
        {"id": "a", "kind": "satisfied", "value": 6},
        {"id": "a", "kind": "satisfied"},
        {"id": "a", "kind": "invented", "title_id": 1},
        {"id": "a b", "kind": "clicked", "title_id": 1},
        {"id": "a", "kind": "clicked", "title_id": 1, "slate_id": "g" * 32},
        {"id": "a", "kind": "dwelt", "value": 3, "at": "2024-01-01T00:00:00"},
        {"id": "a", "kind": "dwelt", "value": 3, "at": "1970-01-01T00:00:00Z"},
        {"id": "a", "kind": "dwelt", "value": 3, "more": 1},
    ],
)
async def test_what_is_no_event_is_refused_with_its_place(sqlite_house: House, event: dict) -> None:
    ana = await sqlite_house.program("ana")
    answer = await ana.post("/feedback", json={"events": [{"id": "good", "kind": "satisfied", "value": 1}, event]})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith("events.1")
    assert (await ana.get("/me/export")).json()["feedback"] == []


async def test_more_than_a_hundred_events_at_once_are_refused(sqlite_house: House) -> None:
    ana = await sqlite_house.program("ana")
    events = [{"id": str(number), "kind": "satisfied", "value": 1} for number in range(101)]
    assert (await ana.post("/feedback", json={"events": events})).status_code == 422
    assert len(await tell(ana, *events[:100])) == 100


async def test_whoever_agrees_no_more_is_not_watched_any_more(house: House) -> None:
    await house.service.storage.write(lambda tx: take(tx.catalogue))
    ana = await house.browser("ana")
    before = (await ana.get("/me/consents")).json()
    assert before == {"exposures": True, "training": True, "statistics": True, "lists": False, "said_at": None}
    await tell(ana, {"id": "c", "kind": "clicked", "slate_id": await shown(house, ana), "title_id": 1})
    said = (await ana.put("/me/consents", json={"exposures": False})).json()
    assert (said["exposures"], said["training"], said["said_at"] is None) == (False, True, False)
    assert await tell(ana, {"id": "d", "kind": "clicked", "title_id": 1}) == [("d", "not_kept")]
    await shown(house, ana)
    exported = (await ana.get("/me/export")).json()
    assert (exported["exposures"], exported["feedback"], len(exported["consents"])) == ([], [], 1)


async def test_a_house_that_asks_first_keeps_nothing_until_somebody_agrees(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, consent="asked")
    ana = await house.browser("ana")
    assert (await ana.get("/me/consents")).json()["exposures"] is False
    event = {"id": "s", "kind": "satisfied", "value": 5}
    assert await tell(ana, event) == [("s", "not_kept")]
    await ana.put("/me/consents", json={"exposures": True})
    assert await tell(ana, event) == [("s", "kept")]


async def test_a_house_that_keeps_nothing_says_so(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, exposures=False)
    ana = await house.browser("ana")
    await shown(house, ana)
    assert await tell(ana, {"id": "s", "kind": "satisfied", "value": 5}) == [("s", "not_kept")]
    assert (await ana.get("/me/export")).json()["exposures"] == []
