from typing import Any

import httpx
import pytest

from tests.fixtures.recommending import Cinema
from tests.fixtures.service import House

THRILLERS, COMEDIES = range(1, 26), range(26, 51)


def rated(cinema: Cinema, *numbers: int, stars: float = 5.0) -> list[dict[str, Any]]:
    return [{"title_id": cinema.ids[number], "stars": stars} for number in numbers]


async def post(client: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(path, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_anybody_is_answered_by_the_ratings_they_send(cinema: Cinema) -> None:
    found = await post(cinema.house.client(), "/recommend", {"ratings": rated(cinema, *THRILLERS[:6]), "k": 5})
    numbers = [cinema.number(item) for item in found["items"]]
    assert len(numbers) == 5
    assert set(numbers) <= set(THRILLERS[6:])
    assert (found["source"], found["model"]) == ("personalised", "weighted")
    assert found["profile"] == {
        "ratings": 6,
        "known": 6,
        "liked": 6,
        "mean_stars": 5.0,
        "genres": [
            {"name": "Crime", "titles": 6, "mean_stars": 5.0},
            {"name": "Thriller", "titles": 6, "mean_stars": 5.0},
        ],
    }
    assert found["items"][0]["reasons"][0]["kind"] == "titles"


async def test_rated_titles_come_again_where_that_is_wished(cinema: Cinema) -> None:
    body = {"ratings": rated(cinema, *THRILLERS[:6]), "exclude_rated": False, "k": 50}
    found = await post(cinema.house.client(), "/recommend", body)
    assert set(THRILLERS[:6]) <= {cinema.number(item) for item in found["items"]}


async def test_another_model_or_other_weights_can_be_asked_for(cinema: Cinema) -> None:
    client, ratings = cinema.house.client(), rated(cinema, *THRILLERS[:3], *COMEDIES[:3])
    by_fame = await post(client, "/recommend", {"ratings": ratings, "model": "popular"})
    assert by_fame["model"] == "popular"
    scores = []
    for weights in ({"ease": 1.0}, {"item_knn": 1.0}, {"ease": 1, "item_knn": 1}):
        found = await post(client, "/recommend", {"ratings": ratings, "weights": weights})
        assert found["model"] == "weighted"
        scores.append([item["id"] for item in found["items"]])
    assert len({tuple(ids) for ids in scores}) > 1
    alone = await post(client, "/recommend", {"ratings": ratings, "model": "ease"})
    assert [item["id"] for item in alone["items"]] == scores[0]


async def test_genres_stand_in_for_ratings_of_unknown_titles(cinema: Cinema) -> None:
    body = {"ratings": [{"title_id": 10**9, "stars": 4}], "likes": ["comedy"]}
    found = await post(cinema.house.client(), "/recommend", body)
    assert found["source"] == "segment popular"
    assert {cinema.number(item) for item in found["items"]} <= set(COMEDIES)
    assert found["profile"]["known"] == 0


@pytest.mark.parametrize(
    "change",
    [
        {"ratings": []},
        {"ratings": [{"title_id": 1, "stars": 4.3}]},
        {"ratings": [{"title_id": 1, "stars": 5.5}]},
        {"ratings": [{"title_id": 1, "stars": 4}] * 1001},
        {"k": 0},
        {"k": 51},
        {"model": "svd"},
        {"model": "oracle"},
        {"weights": {"oracle": 1}},
        {"weights": {"ease": -1}},
        {"weights": {"ease": 0}},
        {"model": "popular", "weights": {"ease": 1}},
        {"likes": ["western"]},
        {"colour": "red"},
    ],
)
async def test_what_cannot_be_asked_for_is_refused(cinema: Cinema, change: dict[str, Any]) -> None:
    body = {"ratings": [{"title_id": 10**9, "stars": 4}], **change}
    answer = await cinema.house.client().post("/recommend", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_input")


async def test_of_many_people_one_who_cannot_be_answered_fails_alone(cinema: Cinema) -> None:
    people = [
        {"ratings": rated(cinema, *THRILLERS[:4])},
        {"ratings": rated(cinema, 1), "k": 0},
        {"ratings": rated(cinema, *COMEDIES[:4]), "k": 3},
        {"ratings": rated(cinema, 1), "model": "oracle"},
    ]
    found = await post(cinema.house.client(), "/recommend/batch", {"people": people})
    assert [one["problem"] is None for one in found["items"]] == [True, False, True, False]
    assert found["failed"] == 2
    assert found["items"][1]["problem"]["errors"][0]["field"] == "k"
    assert found["items"][3]["problem"]["code"] == "bad_input"
    assert len(found["items"][2]["answer"]["items"]) == 3
    assert {cinema.number(item) for item in found["items"][2]["answer"]["items"]} <= set(COMEDIES)
    too_many = await cinema.house.client().post("/recommend/batch", json={"people": people * 26})
    assert too_many.status_code == 422


async def test_models_stand_side_by_side(cinema: Cinema) -> None:
    body = {"ratings": rated(cinema, *THRILLERS[:6]), "models": ["weighted", "popular", "ease"], "k": 8}
    found = await post(cinema.house.client(), "/recommend/compare", body)
    assert [one["model"] for one in found["models"]] == ["weighted", "popular", "ease"]
    first, second = found["models"][:2]
    assert first["mean_predicted_stars"] > second["mean_predicted_stars"]
    assert first["mean_confidence"] > second["mean_confidence"]
    assert first["diversity"] < second["diversity"]
    (overlap, with_ease, _) = found["overlap"]
    assert overlap["models"] == ["weighted", "popular"]
    both = {item["id"] for item in first["items"]} & {item["id"] for item in second["items"]}
    assert set(overlap["titles"]) == both
    assert overlap["share"] == round(len(both) / (16 - len(both)), 4)
    assert with_ease["share"] > 0.4


async def test_models_stand_side_by_side_for_whoever_is_signed_in(cinema: Cinema) -> None:
    ana = await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:6])
    answer = await ana.get("/recommendations/compare", params={"models": ["weighted", "popular"], "k": 5})
    assert answer.status_code == 200, answer.text
    numbers = [cinema.number(item) for item in answer.json()["models"][0]["items"]]
    assert set(numbers) <= set(THRILLERS[6:])
    assert (await ana.get("/recommendations/compare", params={"models": ["weighted"]})).status_code == 422


async def test_why_tells_what_the_score_would_fall_without(cinema: Cinema) -> None:
    ana = await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:6])
    title = (await ana.get("/recommendations")).json()["items"][0]["id"]
    answer = await ana.get(f"/recommendations/{title}/why")
    assert answer.status_code == 200, answer.text + cinema.house.log.getvalue()
    found = answer.json()
    assert found["text"].startswith("Because you liked ")
    assert found["kind"] == "titles"
    assert {one["title_id"] for one in found["evidence"]} <= {cinema.ids[number] for number in THRILLERS[:6]}
    assert 0 < len(found["evidence"]) <= 3
    assert sum(one["share"] for one in found["evidence"]) <= 1
    assert found["interval"]["low"] <= found["predicted_stars"] <= found["interval"]["high"]
    assert "genre" in {one["kind"] for one in found["also"]}
    assert found["sum"]


async def test_why_of_a_title_that_there_is_not(cinema: Cinema) -> None:
    ana = await cinema.house.program()
    answer = await ana.get("/recommendations/999999/why")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert (await cinema.house.client().get("/recommendations/1/why")).status_code == 401


async def test_of_any_title_it_can_be_asked_what_rating_to_expect(cinema: Cinema) -> None:
    ana = await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:6])
    own = (await ana.get(f"/titles/{cinema.ids[20]}/predicted")).json()
    other = (await ana.get(f"/titles/{cinema.ids[40]}/predicted")).json()
    assert own["predicted_stars"] > other["predicted_stars"]
    assert other["interval"]["low"] < other["interval"]["high"]
    assert (await ana.get("/titles/999999/predicted")).status_code == 404


async def test_what_was_to_be_expected_of_ones_ratings_is_told_to_nobody_else(cinema: Cinema) -> None:
    ana, ben = await cinema.house.program(), await cinema.house.program("ben")
    await cinema.rate(ana, *THRILLERS[:6])
    said = (await ana.get("/me/ratings/expected")).json()
    assert [one["title_id"] for one in said["items"]] == [cinema.ids[number] for number in THRILLERS[:6]]
    assert (await ben.get("/me/ratings/expected")).json()["items"] == []
    assert (await cinema.house.client().get("/me/ratings/expected")).status_code == 401


async def test_without_a_release_why_and_what_to_expect_say_so(sqlite_house: House) -> None:
    ana = await sqlite_house.program()
    assert (await ana.get("/recommendations/1/why")).status_code == 404
    answer = await ana.post("/recommend", json={"ratings": [{"title_id": 1, "stars": 4}], "model": "ease"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
