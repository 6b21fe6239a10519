"""S11 and the way of an import, through the door: preview, put right, apply, receipt, undo."""

import gzip
import resource
import time
import zlib

import httpx
import pytest

from tests.doors.api.test_ratings import mine, titles_of
from tests.fixtures.service import House, Serve

FILE = (
    "movie_id,imdb_id,tmdb_id,rating,average_rating,title\n"
    "12,0087332,620,4.0,3.88912,Ghostbusters (1984)\n"
    "900,,,3.5,3.1,Alien (1980)\n"
    "901,,,5.0,3.1,Nobody Knows This (2001)\n"
    "902,,,many,3.1,Aliens (1986)\n"
)
CSV = {"Content-Type": "text/csv"}


async def sent(client: httpx.AsyncClient, data: str | bytes = FILE, media: str = "text/csv") -> httpx.Response:
    return await client.post("/imports", content=data, headers={"Content-Type": media})


async def test_a_file_is_looked_at_put_right_applied_and_taken_back(house: House) -> None:
    titles = await titles_of(house)
    ana = await house.browser("ana")
    made = await sent(ana)
    assert (made.status_code, made.json()["format"], made.json()["state"]) == (201, "movielens", "preview")
    assert (made.json()["scale"], made.json()["progress"]) == (5, None)
    where = f"/imports/{made.json()['id']}"
    assert {state: count for state, count in made.json()["lines"].items() if count} == {
        "matched": 1, "unsure": 1, "unmatched": 1, "bad": 1,
    }  # fmt: skip
    lines = (await ana.get(f"{where}/lines", params={"state": "unsure"})).json()["items"]
    assert [(one["line"], one["stars"], [title["name"] for title in one["candidates"]]) for one in lines] == [
        (3, 3.5, ["Alien"])
    ]
    assert lines[0]["at"] is None
    fixed = await ana.put(f"{where}/lines/3", json={"title_id": titles[1]})
    assert (fixed.json()["state"], fixed.json()["title"]["name"]) == ("fixed", "Alien")
    done = await ana.post(f"{where}/apply", json={})
    assert (done.json()["receipt"]["ratings"], done.json()["receipt"]["unmatched_lines"]) == (2, 1)
    assert sorted(await mine(ana)) == [("Alien", 3.5), ("Ghostbusters", 4.0)]
    assert {one["rated_at"] for one in (await ana.get("/me/ratings")).json()["items"]} == {None}
    left = await ana.get(f"{where}/left-over")
    assert left.headers["Content-Type"].startswith("text/csv")
    assert left.text.splitlines()[1] == "4,Nobody Knows This,2001,5.0,,,,no title of that name is known"
    assert (await ana.post(f"{where}/undo")).json()["receipt"]["ratings_taken_back"] == 2
    assert await mine(ana) == []
    assert [one["state"] for one in (await ana.get("/me/imports")).json()["items"]] == ["undone"]


async def test_a_packed_file_and_a_thrown_away_preview(sqlite_house: House) -> None:
    await titles_of(sqlite_house)
    ana = await sqlite_house.program("ana")
    made = await sent(ana, gzip.compress(FILE.encode()), "application/gzip")
    assert made.json()["lines"]["matched"] == 1
    assert (await ana.delete(f"/imports/{made.json()['id']}")).status_code == 204
    assert (await ana.get(f"/imports/{made.json()['id']}")).status_code == 404


async def test_an_import_that_comes_twice_is_one(sqlite_house: House) -> None:
    await titles_of(sqlite_house)
    ana = await sqlite_house.program("ana")
    key = {"Idempotency-Key": "once"}
    made = [await ana.post("/imports", content=FILE, headers=CSV | key) for _ in range(2)]
    assert made[0].content == made[1].content
    where = f"/imports/{made[0].json()['id']}"
    done = [await ana.post(f"{where}/apply", json={}) for _ in range(2)]
    assert done[0].json() == done[1].json()


def bomb(size: int) -> bytes:
    """So many zero bytes, packed without ever holding them."""
    packing = zlib.compressobj(9, wbits=31)
    packed = b"".join(packing.compress(bytes(1 << 20)) for _ in range(size >> 20))
    return packed + packing.flush()


HOSTILE = {
    "a bomb": (bomb(1 << 28), 413),
    "many lines, packed": (gzip.compress(b"title,rating\n" + b"a,1\n" * 1_000_000, 1), 413),
    "many lines": (b"title,rating\n" + b"a,1\n" * 1_000_000, 413),
    "one line without end": (b"title,rating\n" + b"a" * 9_000_000, 201),
    "nothing but quotes": (b"title,rating\n" + b'"' * 3_000_000, 201),
    "nothing but commas": (b"," * 9_000_000, 413),
    "NUL": (b"title,rating\nA\0lien,1\n", 201),
    "no UTF-8": (b"title,rating\n\xff\xfe\x81,1\n", 201),
    "half of UTF-16": (b"\xff\xfet", 422),
    "a column twice": (b"title,title,rating\nA,B,1\n", 422),
    "an archive": (b"PK\x03\x04" + bytes(100), 422),
    "XML": (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', 422),
    "nothing": (b"", 422),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_no_file_takes_much_time_or_memory(sqlite_house: House, name: str) -> None:
    data, status = HOSTILE[name]
    ana = await sqlite_house.program("ana")
    media = "application/gzip" if data.startswith(b"\x1f\x8b") else "text/csv"
    memory, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    answer = await sent(ana, data, media)
    assert answer.status_code == status, answer.text
    assert time.process_time() - begun < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 200 * 1024


async def test_files_have_a_size_of_their_own_and_only_where_they_are_taken(
    serve: Serve,
    sqlite_place,
) -> None:
    house = await serve(sqlite_place, body_kib=1, import_mib=1)
    ana = await house.program("ana")
    table = b"title,rating\n" + b"Alien,4\n" * 10_000
    assert (await sent(ana, table)).status_code == 201
    assert (await sent(ana, table * 20)).json()["code"] == "too_large"
    assert (await sent(ana, table, "text/plain")).json()["code"] == "wrong_media"
    assert (await ana.post("/imports", json={})).status_code == 415
    assert (await ana.post("/me/ratings/undo", content=b"a", headers=CSV)).status_code == 415
