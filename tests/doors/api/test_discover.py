from typing import Any

import pytest

from tests.fixtures.recommending import Cinema, furnished
from tests.fixtures.releases import Made
from tests.fixtures.service import House

THRILLERS, COMEDIES = range(1, 26), range(26, 51)


async def ask(cinema: Cinema, path: str, **query: Any) -> dict[str, Any]:
    answer = await cinema.house.client().get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_similar_titles_are_liked_by_the_same_people(cinema: Cinema) -> None:
    found = await ask(cinema, f"/titles/{cinema.ids[30]}/similar", k=8)
    numbers = [cinema.number(item) for item in found["items"]]
    assert len(numbers) == 8
    assert set(numbers) <= set(COMEDIES) - {30}
    assert found["by"] == "taste"


async def test_without_a_release_similar_titles_share_genres(sqlite_house: House, made_release: Made) -> None:
    cinema = await furnished(sqlite_house, made_release, release=False)
    found = await ask(cinema, f"/titles/{cinema.ids[30]}/similar", k=8)
    assert found["by"] == "facts"
    assert {cinema.number(item) for item in found["items"]} <= set(COMEDIES) - {30}
    assert (await cinema.house.client().get("/titles/999999/similar")).status_code == 404


async def test_what_is_trending_is_in_its_order(cinema: Cinema) -> None:
    found = await ask(cinema, "/discover/trending", k=10)
    assert found["by"] == "rise"
    assert [item["rank"] for item in found["items"]] == list(range(1, 11))
    trend = (await cinema.models.standing()).bound.release.models["trending"].trend
    scores = [trend[cinema.number(item) - 1] for item in found["items"]]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == trend.max()


async def test_hidden_gems_are_well_rated_and_little_known(cinema: Cinema) -> None:
    found = await ask(cinema, "/discover/hidden-gems", k=5, genre="comedy")
    assert found["by"] == "stars"
    figures = [item["figure"] for item in found["items"]]
    assert figures == sorted(figures, reverse=True)
    index = (await cinema.models.standing()).index
    assert {cinema.number(item) for item in found["items"]} <= set(COMEDIES)
    fame = [int(index.fame[index.rows([item["id"]])[0]]) for item in found["items"]]
    assert max(fame) < sorted(index.fame)[-10]


async def test_without_a_release_the_best_known_titles_trend(sqlite_house: House, made_release: Made) -> None:
    cinema = await furnished(sqlite_house, made_release, release=False)
    found = await ask(cinema, "/discover/trending")
    assert found["by"] == "fame"
    assert found["items"][0]["figure"] >= found["items"][1]["figure"]
    assert (await ask(cinema, "/discover/hidden-gems"))["items"] == []


async def test_a_list_that_has_not_changed_is_not_sent_again(cinema: Cinema) -> None:
    client = cinema.house.client()
    first = await client.get("/discover/trending")
    again = await client.get("/discover/trending", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


async def test_the_grid_asks_about_different_tastes_first(cinema: Cinema) -> None:
    found = await ask(cinema, "/onboarding/grid", count=8)
    numbers = [cinema.number(item) for item in found["items"]]
    assert len(numbers) == 8
    assert len({(number - 1) // 25 for number in numbers[:6]}) == 4
    assert (found["known"], found["progress"]) == (0, 0.0)


async def test_the_grid_goes_on_from_the_answers(cinema: Cinema) -> None:
    first = await ask(cinema, "/onboarding/grid", count=6)
    ids = [item["id"] for item in first["items"]]
    later = await ask(cinema, "/onboarding/grid", count=6, loved=ids[:1], not_seen=ids[1:3], not_for_me=ids[3:4])
    assert not {item["id"] for item in later["items"]} & set(ids[:4])
    assert later["known"] == 2
    assert later["progress"] > 0


async def test_the_first_taps_are_answered_at_once(cinema: Cinema) -> None:
    body = {"answers": [{"title_id": cinema.ids[number], "answer": "loved"} for number in (26, 30, 35)], "k": 6}
    answer = await cinema.house.client().post("/onboarding/answers", json=body)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert {cinema.number(item) for item in found["recommendations"]} <= set(COMEDIES) - {26, 30, 35}
    assert found["known"] == 3
    assert len(found["items"]) == 24
    other = {"answers": [{"title_id": cinema.ids[2], "answer": "loved"}], "k": 6}
    thrilled = (await cinema.house.client().post("/onboarding/answers", json=other)).json()
    assert {cinema.number(item) for item in thrilled["recommendations"]} <= set(THRILLERS)


@pytest.mark.parametrize("release", [True, False])
async def test_who_has_tapped_nothing_gets_what_is_popular(
    release: bool, sqlite_house: House, made_release: Made
) -> None:
    cinema = await furnished(sqlite_house, made_release, release=release)
    found = (await cinema.house.client().post("/onboarding/answers", json={"answers": []})).json()
    index = (await cinema.models.standing()).index
    assert [item["id"] for item in found["recommendations"]] == index.ids[index.by_fame[:10]].tolist()
    assert len(found["items"]) == 24


async def test_an_answer_about_a_title_that_there_is_not_is_refused(cinema: Cinema) -> None:
    body = {"answers": [{"title_id": 999999, "answer": "loved"}]}
    answer = await cinema.house.client().post("/onboarding/answers", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


ROUTES = ("/titles", "/discover/trending", "/discover/hidden-gems", "/recommendations", "/recommendations/compare")
NOBODYS = {"genre": "polka", "language": "klingon", "country": "atlantis", "kind": "album", "year_from": "3000"}


@pytest.mark.parametrize("word", NOBODYS)
async def test_what_no_title_has_is_refused_alike_wherever_a_list_is_narrowed(cinema: Cinema, word: str) -> None:
    ana = await cinema.house.program()
    asked = {word: NOBODYS[word]}
    answers = [await ana.get(route, params=asked) for route in ROUTES]
    narrowed = {word: [NOBODYS[word]]} if word == "genre" else asked
    answers.append(await ana.post("/recommend", json={"ratings": [{"title_id": 1, "stars": 4}], **narrowed}))
    for answer in answers:
        fields = [one["field"] for one in answer.json()["errors"]]
        assert (answer.status_code, answer.json()["code"], fields) == (422, "bad_input", [word]), answer.url


@pytest.mark.parametrize("asked", [{"region": "AQ"}, {"region": "AQ", "on": "Nowhere"}, {"certification": "XYZ"}])
async def test_of_what_there_is_nothing_there_is_an_empty_list_everywhere(cinema: Cinema, asked: dict) -> None:
    ana = await cinema.house.program()
    for route in ROUTES[:4]:
        answer = await ana.get(route, params=asked)
        assert (answer.status_code, answer.json()["items"]) == (200, []), route


async def test_a_genre_may_be_named_by_its_slug_or_as_it_is_written(cinema: Cinema) -> None:
    client = cinema.house.client()
    found = [(await client.get("/titles", params={"genre": word})).json() for word in ("comedy", "Comedy")]
    assert found[0] == found[1]
    assert found[0]["items"]


async def test_health_tells_what_each_model_can_be_asked_for(cinema: Cinema) -> None:
    release = (await cinema.house.client().get("/health/ready")).json()["release"]
    assert release["uses"].keys() == set(release["models"])
    assert (release["uses"]["svd"], release["uses"]["ease"]) == (["rates"], ["ranks"])
