"""What people keep, as pages and programs come to it through the door; and that nobody else gets at it."""

import pytest

from tests.doors.api.test_ratings import titles_of
from tests.fixtures.service import House


async def test_changes_are_told_taken_back_and_ignored(house: House) -> None:
    title = (await titles_of(house))[1]
    ana = await house.browser("ana")
    for stars in (4.5, 2):
        await ana.put(f"/ratings/{title}", json={"stars": stars})
    undone = (await ana.post(f"/ratings/{title}/undo")).json()
    assert (undone["title_id"], undone["rating"]["stars"]) == (title, 4.5)
    found = (await ana.get(f"/titles/{title}/ratings")).json()
    assert [(one["before"], one["after"], one["source"]) for one in found["history"]] == [
        (2, 4.5, "undo"),
        (4.5, 2, "person"),
        (None, 4.5, "person"),
    ]
    assert (found["mine"]["stars"], found["everybody"]) == (4.5, None)
    assert found["history"][1]["undone_at"] is not None
    ignored = await ana.put(f"/ratings/{title}/ignored", json={"ignored": True})
    assert (ignored.json()["ignored"], ignored.json()["stars"]) == (True, 4.5)
    assert (await ana.post("/me/ratings/undo")).json() == {"title_id": title, "rating": None}
    page = (await ana.get("/me/ratings/history", params={"limit": 2})).json()
    assert [one["title"]["name"] for one in page["items"]] == ["Alien", "Alien"]
    rest = (await ana.get("/me/ratings/history", params={"cursor": page["next"]})).json()
    assert (len(rest["items"]), rest["next"]) == (2, None)
    assert (await ana.post("/me/ratings/undo")).json()["code"] == "not_found"


async def test_what_was_watched_is_noted_changed_listed_and_deleted(house: House) -> None:
    titles = await titles_of(house)
    ana = await house.browser("ana")
    made = await ana.post(f"/titles/{titles[1]}/watches", json={"watched_at": "2020-03-01", "progress": 40})
    assert (made.status_code, made.json()["watched_at"], made.json()["rewatch"]) == (201, "2020-03-01", False)
    again = await ana.post(f"/titles/{titles[1]}/watches", json={"watched_at": "2020-03-01"})
    assert (again.json()["id"], again.json()["progress"]) == (made.json()["id"], 100)
    exact = await ana.post(f"/titles/{titles[1]}/watches", json={"watched_at": "2021-03-01T20:15:00+01:00"})
    assert exact.json()["watched_at"] == "2021-03-01T19:15:00.000000Z"
    assert exact.json()["rewatch"] is True
    assert (await ana.patch(f"/watches/{exact.json()['id']}", json={"progress": 7})).json()["progress"] == 7
    found = (await ana.get("/me/watches", params={"title": titles[1]})).json()["items"]
    assert [(one["title"]["name"], one["progress"]) for one in found] == [("Alien", 7), ("Alien", 100)]
    assert (await ana.delete(f"/watches/{made.json()['id']}")).status_code == 204
    assert (await ana.delete(f"/watches/{made.json()['id']}")).status_code == 404
    assert (await (await house.browser("ben")).get("/me/watches")).json()["items"] == []


async def test_titles_are_marked_and_listed_by_their_marks(house: House) -> None:
    titles = await titles_of(house)
    ana = await house.browser("ana")
    for mark in ("seen-elsewhere", "watchlist", "favourites", "not-tonight"):
        made = await ana.put(f"/marks/{mark}/{titles[1]}")
        assert (made.status_code, made.json()["until"] is None) == (200, mark != "not-tonight"), mark
        listed = (await ana.get(f"/me/marks/{mark}")).json()
        assert [one["title"]["name"] for one in listed["items"]] == ["Alien"]
    assert (await ana.delete(f"/marks/watchlist/{titles[1]}")).status_code == 204
    assert (await ana.get("/me/marks/watchlist")).json() == {"items": [], "next": None}
    assert (await ana.put(f"/marks/hated/{titles[1]}")).status_code == 422
    hidden = await house.service.storage.read(lambda tx: list(tx.library.signals.hidden(1, tx.now)))
    assert hidden == [titles[1]]


async def test_what_is_written_is_private_until_it_is_shown(house: House) -> None:
    title = (await titles_of(house))[1]
    ana, ben = await house.browser("ana"), await house.browser("ben")
    text = "Slow.\n<b>&amp; 'worth' it</b> 東の海"
    mine = await ana.put(f"/titles/{title}/review", json={"text": text})
    assert (mine.json()["visibility"], mine.json()["mine"], mine.json()["text"]) == ("private", True, text)
    made = (await ana.post(f"/titles/{title}/comments", json={"text": "so it is", "spoiler": True})).json()
    await ana.put(f"/titles/{title}/note", json={"text": "lent"})
    for path in ("reviews", "comments"):
        assert (await ben.get(f"/titles/{title}/{path}")).json() == {"items": [], "next": None}
    assert (await ben.get(f"/titles/{title}/note")).status_code == 404
    assert (await ben.patch(f"/comments/{made['id']}", json={"visibility": "members"})).status_code == 404
    await ana.put(f"/titles/{title}/review", json={"text": text, "visibility": "members"})
    await ana.patch(f"/comments/{made['id']}", json={"visibility": "members"})
    seen = (await ben.get(f"/titles/{title}/reviews")).json()["items"]
    assert [(one["author"], one["mine"], one["text"]) for one in seen] == [("ana", False, text)]
    assert [one["spoiler"] for one in (await ben.get(f"/titles/{title}/comments")).json()["items"]] == [True]
    listed = (await ana.get("/me/reviews")).json()
    assert [(one["title"]["id"], one["text"], one["mine"]) for one in listed["items"]] == [(title, text, True)]
    assert (await ben.get("/me/reviews")).json() == {"items": [], "next": None}
    assert (await ana.get(f"/titles/{title}/note")).json()["text"] == "lent"
    assert (await ana.delete(f"/titles/{title}/note")).status_code == 204
    assert (await ben.delete(f"/comments/{made['id']}")).status_code == 404
    assert (await ana.delete(f"/comments/{made['id']}")).status_code == 204
    assert (await ana.delete(f"/titles/{title}/review")).status_code == 204
    assert (await ben.get(f"/titles/{title}/reviews")).json()["items"] == []


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "/titles/1/watches", {"watched_at": "yesterday"}, "watched_at"),
        ("POST", "/titles/1/watches", {"watched_at": "9999-12-31T23:59:59-14:00"}, "watched_at"),
        ("POST", "/titles/1/watches", {"watched_at": "0001-01-01T00:00:00+14:00"}, "watched_at"),
        ("POST", "/titles/1/watches", {"progress": 0}, "progress"),
        ("POST", "/titles/1/watches", {"episode_id": 2**63}, "episode_id"),
        ("PUT", "/titles/1/review", {"text": "a\x00b"}, "text"),
        ("PUT", "/titles/1/review", {"text": "   "}, "text"),
        ("PUT", "/titles/1/review", {"text": "x" * 20_001}, "text"),
        ("PUT", "/titles/1/review", {"text": "x", "visibility": "everybody"}, "visibility"),
        ("PUT", "/titles/1/note", {"text": "\x1b[31m"}, "text"),
        ("PUT", "/ratings/1/ignored", {"ignored": "yes"}, "ignored"),
        ("GET", "/me/ratings?cursor=1", None, "cursor"),
        ("GET", "/me/ratings?cursor=99999999999999999999.1", None, "cursor"),
    ],
)
async def test_what_cannot_be_kept_is_refused_and_said_why(
    sqlite_house: House, method: str, path: str, body: dict | None, field: str
) -> None:
    await titles_of(sqlite_house)
    ana = await sqlite_house.program("ana")
    answer = await ana.request(method, path, json=body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


async def test_half_of_a_surrogate_is_refused(sqlite_house: House) -> None:
    await titles_of(sqlite_house)
    ana = await sqlite_house.program("ana")
    answer = await ana.put(
        "/titles/1/review", content=b'{"text": "a\\ud800b"}', headers={"Content-Type": "application/json"}
    )
    assert answer.status_code in {400, 422}
