"""What goes wrong is told in one form, with a stable code, and repeats nothing of what was sent."""

import pytest
from fastapi import FastAPI, Request

from matinee.domain import errors
from matinee.domain.errors import MatineeError
from matinee.doors.api.field_words import WORDS, words_for
from matinee.doors.api.problems import on_matinee_error, status_of
from tests.fixtures.service import PASSWORD, House

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, MatineeError)]
CANARY = "kanarienvogel"


@pytest.mark.parametrize("kind", KINDS)
async def test_every_error_has_a_status(kind: type[MatineeError]) -> None:
    error = kind("what", where="field", remedy="do this")
    request = Request({"type": "http", "app": FastAPI(), "headers": [], "state": {"request_id": "id"}})
    answer = await on_matinee_error(request, error)
    assert 400 <= answer.status_code < 600
    assert answer.status_code == status_of(error)
    if isinstance(error, errors.NotNow):
        assert answer.headers["Retry-After"] == "1"
    elif answer.status_code == 503 and isinstance(error, errors.Unreachable):
        assert 1 <= int(answer.headers["Retry-After"]) <= 3


async def test_the_fields_that_are_wrong_are_named_and_not_repeated(sqlite_house: House) -> None:
    sent = {"username": "ana", "email": f"{CANARY}<b>", "password": 7, "unknown": CANARY}
    answer = await sqlite_house.client().post("/auth/register", json=sent)
    assert answer.status_code == 422
    assert {one["field"] for one in answer.json()["errors"]} == {"email", "password", "unknown"}
    assert CANARY not in answer.text


async def test_what_the_rules_of_the_house_refuse_names_the_field_too(sqlite_house: House) -> None:
    client = sqlite_house.client()
    for sent, field, code in (
        ({"username": "<b>a", "password": PASSWORD}, "username", "bad_input"),
        ({"username": "ana", "password": "password1"}, "password", "weak_password"),
    ):
        answer = (await client.post("/auth/register", json=sent)).json()
        assert (answer["code"], answer["errors"][0]["field"]) == (code, field)
        assert answer["detail"]


@pytest.mark.parametrize(
    "body",
    [b"{", b"", b"[]", b"null", b'{"username": "\\ud800", "password": "x"}', b'{"username": "a\\u0000b"}', b"\xff"],
)
async def test_nonsense_is_refused_and_breaks_nothing(sqlite_house: House, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    for path in ("/auth/login", "/auth/register"):
        answer = await sqlite_house.client().post(path, content=body, headers=headers)
        assert answer.status_code in {400, 422}, (path, body)


async def test_a_password_with_half_a_character_is_refused_before_it_is_hashed(sqlite_house: House) -> None:
    body = b'{"username": "ana", "password": "abcdefgh\\ud800"}'
    answer = await sqlite_house.client().post(
        "/auth/register", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422


async def test_more_than_is_taken_at_once_is_refused_however_it_is_sent(sqlite_house: House) -> None:
    async def without_end():
        for _ in range(3000):
            yield b" " * 1024

    headers = {"Content-Type": "application/json"}
    client = sqlite_house.client()
    for content in (b" " * (1024 * 1024 + 1), without_end()):
        answer = await client.post("/auth/login", content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
async def test_only_json_is_taken(sqlite_house: House, media: str) -> None:
    answer = await sqlite_house.client().post("/auth/login", content=b"{}", headers={"Content-Type": media})
    assert (answer.status_code, answer.json()["code"]) == (415, "wrong_media")


FAULTS = {
    "kind": ("album", "this must be one of: 'movie' or 'show'"),
    "k": ("51", "this must be 50 or less"),
    "year_from": ("soon", "this must be a whole number"),
    "popularity": ("nan", "this must be a number"),
    "region": ("FRA", "this is not of the form ^[A-Za-z]{2}$"),
    "unknown": ("1", "there is no such field here"),
}


@pytest.mark.parametrize("field", FAULTS)
async def test_what_is_wrong_with_a_field_is_said_in_our_words(sqlite_house: House, field: str) -> None:
    said, message = FAULTS[field]
    answer = await sqlite_house.client().get("/discover/trending", params={field: said})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": field, "message": message}]


async def test_a_field_inside_a_list_is_named_by_its_place_and_our_own_rules_keep_their_words(
    sqlite_house: House,
) -> None:
    client = await sqlite_house.program()
    events = [{"id": "a", "kind": "satisfied", "value": 4}, {"id": "b", "kind": "clicked"}, {"id": "c"}]
    answer = await client.post("/feedback", json={"events": events})
    assert answer.json()["errors"] == [
        {"field": "events.1", "message": "'clicked' needs a title_id"},
        {"field": "events.2.kind", "message": "this is missing"},
    ]
    batch = await client.post("/recommend/batch", json={"people": [{"ratings": [{"title_id": 1, "stars": 4.3}]}]})
    (one,) = batch.json()["items"]
    assert one["problem"]["errors"] == [{"field": "ratings.0.stars", "message": "this must be a multiple of 0.5"}]


def test_what_must_not_be_empty_is_said_so() -> None:
    assert words_for("too_short", {"min_length": 1}) == "this must not be empty"
    assert words_for("string_too_short", {"min_length": 2}) == "this must have 2 characters or more"


def test_no_fault_is_told_in_the_words_of_another() -> None:
    told = {"error": ValueError("ours"), "min_length": 1, "max_length": 2, "ge": 3, "gt": 4, "le": 5, "lt": 6}
    told |= {"multiple_of": 7, "expected": "this", "pattern": "^a$"}
    for kind in (*WORDS, "something_new"):
        assert words_for(kind, told).startswith(("this ", "there "))
    assert words_for("value_error", told) == "ours"
