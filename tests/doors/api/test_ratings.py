"""Ratings, as pages and programs come to them through the door."""

import httpx
import pytest

from tests.fixtures.catalogue import ORIGIN, take
from tests.fixtures.service import House


async def titles_of(house: House) -> dict[int, int]:
    """The catalogue is full. Ids by the numbers of the entries."""
    await house.service.storage.write(lambda tx: take(tx.catalogue))
    ids = await house.service.storage.read(lambda tx: tx.catalogue.titles.ids_of(ORIGIN.key))
    return {int(number): one for number, one in ids.items()}


async def mine(client: httpx.AsyncClient, **params: str | int) -> list[tuple[str, float]]:
    answer = await client.get("/me/ratings", params=params)
    return [(one["title"]["name"], one["stars"]) for one in answer.json()["items"]]


async def test_a_title_is_rated_rated_anew_listed_and_not_rated_any_more(house: House) -> None:
    titles = await titles_of(house)
    ana = await house.browser("ana")
    first = await ana.put(f"/ratings/{titles[1]}", json={"stars": 4.5})
    assert (first.status_code, first.json()["stars"], first.json()["ignored"]) == (200, 4.5, False)
    await ana.put(f"/ratings/{titles[1]}", json={"stars": 0.5})
    await ana.put(f"/ratings/{titles[3]}", json={"stars": 5})
    assert await mine(ana) == [("Amélie", 5.0), ("Alien", 0.5)]
    assert (await ana.delete(f"/ratings/{titles[1]}")).status_code == 204
    assert (await ana.delete(f"/ratings/{titles[1]}")).status_code == 204
    assert await mine(ana) == [("Amélie", 5.0)]
    assert await mine(await house.browser("ben")) == []


async def test_ratings_come_page_by_page(sqlite_house: House) -> None:
    titles = await titles_of(sqlite_house)
    ana = await sqlite_house.program("ana")
    for number in range(1, 6):
        await ana.put(f"/ratings/{titles[number]}", json={"stars": number})
    first = (await ana.get("/me/ratings", params={"limit": 3})).json()
    rest = (await ana.get("/me/ratings", params={"limit": 3, "cursor": first["next"]})).json()
    assert [one["stars"] for one in first["items"] + rest["items"]] == [5, 4, 3, 2, 1]
    assert rest["next"] is None


@pytest.mark.parametrize("stars", [0, 0.25, 4.7, 5.5, -1, "many", None, True, float("1e308")])
async def test_what_is_no_number_of_half_stars_is_refused(sqlite_house: House, stars: object) -> None:
    titles = await titles_of(sqlite_house)
    ana = await sqlite_house.program("ana")
    answer = await ana.put(f"/ratings/{titles[1]}", json={"stars": stars})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "stars")
    assert await mine(ana) == []


async def test_a_title_that_is_not_there_is_not_found(sqlite_house: House) -> None:
    ana = await sqlite_house.program("ana")
    assert (await ana.put("/ratings/1", json={"stars": 3})).json()["code"] == "not_found"
    assert (await ana.delete("/ratings/1")).json()["code"] == "not_found"
