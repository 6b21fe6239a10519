"""The catalogue, as pages and programs come to it through the door, without a name."""

import asyncio
import io
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from PIL import Image

from matinee.doors.api.openapi import routes_of
from tests.fixtures.catalogue import ENTRIES, ORIGIN, take
from tests.fixtures.databases import empty_place
from tests.fixtures.service import House, Serve


async def shelf(house: House, **more: str) -> tuple[httpx.AsyncClient, dict[str, int]]:
    """A client, and the ids of ENTRIES; the catalogue is full."""
    await house.service.storage.write(lambda tx: take(tx.catalogue))
    ids = await house.service.storage.read(lambda tx: tx.catalogue.titles.ids_of(ORIGIN.key))
    return house.client(**more), dict(ids)


async def test_a_title_is_found_and_its_page_read(house: House) -> None:
    client, ids = await shelf(house)
    found = (await client.get("/titles/search", params={"q": "alein 1979"})).json()
    assert (found["items"][0]["id"], found["items"][0]["name"], found["next"]) == (ids["1"], "Alien", None)
    page = (await client.get(f"/titles/{ids['1']}")).json()
    assert page["genres"] == ["Horror", "Sci-Fi"]
    assert [(one["name"], one["job"]) for one in page["cast"]] == [("Sigourney Weaver", "cast")]
    person = (await client.get(f"/people/{page['cast'][0]['id']}")).json()
    assert [one["name"] for one in person["credits"]] == ["Aliens", "Alien"]
    assert (await client.get(page["poster_url"].removeprefix("/api/v1"))).headers["Content-Type"] == "image/webp"
    linked = (await client.get(f"/titles/{ids['12']}")).json()
    assert linked["imdb_url"] == "https://www.imdb.com/title/tt0087332/"
    assert [one["name"] for one in linked["franchise"]["titles"]] == ["Ghostbusters II"]


async def test_people_are_found_with_their_titles(house: House) -> None:
    client, _ = await shelf(house)
    found = (await client.get("/titles/search", params={"q": "weaver"})).json()
    assert [(one["name"], one["by_people"]) for one in found["items"]] == [("Alien", True), ("Aliens", True)]
    assert [one["name"] for one in found["people"]] == ["Sigourney Weaver"]


async def test_a_list_is_gone_through_by_its_cursor(house: House) -> None:
    client, _ = await shelf(house)
    names, cursor = [], None
    while True:
        params = {"limit": 5, "order": "name"} | ({"cursor": cursor} if cursor else {})
        page = (await client.get("/titles", params=params)).json()
        names += [one["name"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(names) == sorted(one.name for one in ENTRIES)
    chosen = (await client.get("/titles", params=[("genre", "sci-fi"), ("genre", "action")])).json()
    assert [one["name"] for one in chosen["items"]] == ["Aliens"]


async def test_seasons_offers_genres_and_languages(house: House) -> None:
    client, ids = await shelf(house)
    seasons = (await client.get(f"/titles/{ids['9']}/seasons")).json()["items"]
    assert [(one["number"], one["episodes"][0]["name"]) for one in seasons] == [(1, "A Door"), (2, "A Key")]
    assert all(one["episodes"][0]["aired"] for one in seasons)
    assert (await client.get(f"/titles/{ids['1']}/seasons")).json()["items"] == []
    offers = (await client.get(f"/titles/{ids['14']}/offers", params={"region": "fr"})).json()["items"]
    assert [(one["service"], one["price"]) for one in offers] == [("Turnstile", 3.99)]
    assert {"slug": "crime", "name": "Crime", "titles": 1} in (await client.get("/genres")).json()["items"]
    languages = (await client.get("/languages")).json()["items"]
    assert [(one["slug"], one["titles"]) for one in languages] == [("french", 1)]


async def test_what_has_not_changed_is_not_sent_again(sqlite_house: House) -> None:
    client, ids = await shelf(sqlite_house)
    for path in (
        f"/titles/{ids['1']}",
        "/titles",
        "/genres",
        "/languages",
        "/titles/search?q=alien",
        f"/titles/{ids['1']}/poster",
    ):
        first = await client.get(path)
        assert first.headers["Cache-Control"].startswith("public, max-age=")
        again = await client.get(path, headers={"If-None-Match": f'"other", W/{first.headers["ETag"]}'})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
        assert (await client.get(path, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_a_changed_title_has_another_tag(sqlite_house: House) -> None:
    client, ids = await shelf(sqlite_house)
    before = (await client.get(f"/titles/{ids['7']}")).headers["ETag"]
    changed = replace(ENTRIES[6], plot="Sugar.")
    await sqlite_house.service.storage.write(lambda tx: take(tx.catalogue, [changed]))
    assert (await client.get(f"/titles/{ids['7']}", headers={"If-None-Match": before})).json()["plot"] == "Sugar."


async def test_a_poster_is_drawn_once_in_each_size_and_kept(sqlite_house: House) -> None:
    client, ids = await shelf(sqlite_house)
    path = f"/titles/{ids['1']}/poster"
    small = await asyncio.gather(*(client.get(path, params={"size": "small"}) for _ in range(3)))
    assert len({one.content for one in small}) == 1
    assert Image.open(io.BytesIO(small[0].content)).size == (160, 240)
    kept = list((sqlite_house.home / "cache" / "posters").rglob("*.webp"))
    assert [one.read_bytes() for one in kept] == [small[0].content]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/titles/999999999", 404, "not_found"),
        ("/titles/999999999/poster", 404, "not_found"),
        ("/titles/999999999/seasons", 404, "not_found"),
        ("/titles/999999999/offers", 404, "not_found"),
        ("/people/999999999", 404, "not_found"),
        ("/titles/0", 422, "bad_input"),
        ("/titles/9223372036854775808", 422, "bad_input"),
        ("/titles/..%2F..%2Fetc%2Fpasswd/poster", 404, "not_found"),
        ("/titles/1/poster?size=huge", 422, "bad_input"),
        ("/titles/1/offers?region=F%00", 422, "bad_input"),
        ("/titles/search", 422, "bad_input"),
        ("/titles/search?q=", 422, "bad_input"),
        ("/titles?cursor=999999999", 422, "bad_input"),
        ("/titles?cursor=abc", 422, "bad_input"),
        ("/titles?genre=%00", 422, "bad_input"),
        ("/titles?on=Parlour", 422, "bad_input"),
        ("/titles?certification=%00", 422, "bad_input"),
    ],
)
async def test_what_cannot_be_answered_is_a_problem_with_a_code(
    house: House, path: str, status: int, code: str
) -> None:
    answer = await house.client().get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("typed", ["\x00", "a\x00b", "\ud800".encode("utf-8", "surrogatepass"), "'\"*()", "𞤀𞤁 x", "ﷺ"])
async def test_nothing_that_is_typed_is_a_fault(house: House, typed: str | bytes) -> None:
    client, _ = await shelf(house)
    assert (await client.get("/titles/search", params={"q": typed})).status_code == 200


async def test_the_catalogue_is_open_to_anyone_and_says_so(sqlite_house: House) -> None:
    mine = {
        route.path: guard for route, guard in routes_of(sqlite_house.app) if "catalogue" in getattr(route, "tags", ())
    }
    assert len(mine) == 10
    assert {guard.access for guard in mine.values()} == {"anyone"}
    assert [path for path, guard in mine.items() if guard.weight == "picture"] == ["/api/v1/titles/{title_id}/poster"]


async def test_pictures_are_counted_apart_and_allowed_more_often(
    request: pytest.FixtureRequest, tmp_path: Path, serve: Serve
) -> None:
    house = await serve(empty_place("sqlite", request, tmp_path), rate_limit=2)
    client, ids = await shelf(house)
    assert [(await client.get("/genres")).status_code for _ in range(3)] == [200, 200, 429]
    pictures = [
        (await client.get(f"/titles/{ids['1']}/poster", params={"size": "small"})).status_code for _ in range(21)
    ]
    assert pictures == [200] * 20 + [429]
