import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest

from matinee.kit.clock import SECOND
from matinee.ops.registry.registry import Registry
from matinee.ops.releases.release import ABOUT
from matinee.wiring.recommending import write_down_showings
from tests.fixtures.recommending import Cinema, furnished
from tests.fixtures.releases import Made
from tests.fixtures.service import House

THRILLERS, COMEDIES = range(1, 26), range(26, 51)


async def ask(client: httpx.AsyncClient, path: str = "/recommendations", **query: Any) -> dict[str, Any]:
    answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def numbers(cinema: Cinema, answer: dict[str, Any]) -> list[int]:
    return [cinema.number(item) for item in answer["items"]]


async def test_nobody_is_recommended_anything_without_a_name(cinema: Cinema) -> None:
    answer = await cinema.house.client().get("/recommendations")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_somebody_who_has_rated_is_recommended_what_they_like(any_cinema: Cinema) -> None:
    ana = await any_cinema.house.program()
    await any_cinema.rate(ana, *THRILLERS[:6])
    found = await ask(ana)
    assert set(numbers(any_cinema, found)) <= set(THRILLERS[6:])
    assert (found["source"], found["model"], found["degraded"], found["cached"]) == (
        "personalised",
        "weighted",
        False,
        False,
    )
    assert found["model_version"].startswith("v0001-")
    assert len(found["slate_id"]) == 32
    assert 0 < found["processing_time_ms"] < 10_000
    assert [item["rank"] for item in found["items"]] == list(range(1, 11))


async def test_a_recommendation_says_what_is_expected_of_it_and_why(cinema: Cinema) -> None:
    ana = await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:6])
    first = (await ask(ana))["items"][0]
    assert first["poster_url"] == f"/api/v1/titles/{first['id']}/poster"
    assert first["imdb_url"] == f"https://www.imdb.com/title/tt{cinema.number(first):07}/"
    assert set(first["genres"]) == {"Thriller", "Crime"}
    assert first["interval"]["low"] <= first["predicted_stars"] <= first["interval"]["high"]
    assert first["predicted_stars"] > 3
    assert 0.5 < first["confidence"] <= 1
    by_title, by_genre = first["reasons"][:2]
    assert by_title["text"].startswith("Because you liked ")
    assert all(one["title_id"] in {cinema.ids[number] for number in THRILLERS[:6]} for one in by_title["evidence"])
    assert 0 < sum(one["share"] for one in by_title["evidence"]) <= 1
    assert by_genre["kind"] == "genre"
    assert by_genre["evidence"][0]["stars"] == 5.0


async def test_the_next_answer_knows_of_a_rating(any_cinema: Cinema) -> None:
    ana = await any_cinema.house.program()
    await any_cinema.rate(ana, *THRILLERS[:6])
    before = await ask(ana)
    again = await ask(ana)
    assert again["cached"]
    assert (again["items"], again["slate_id"]) == (before["items"], before["slate_id"])
    await any_cinema.rate(ana, numbers(any_cinema, before)[0])
    after = await ask(ana)
    assert not after["cached"]
    assert after["slate_id"] != before["slate_id"]
    assert before["items"][0]["id"] not in {item["id"] for item in after["items"]}


async def test_each_question_has_its_own_answer(cinema: Cinema) -> None:
    ana, ben = await cinema.house.program(), await cinema.house.program("ben")
    await cinema.rate(ana, *THRILLERS[:6])
    await cinema.rate(ben, *COMEDIES[:6])
    assert set(numbers(cinema, await ask(ben))) <= set(COMEDIES)
    assert set(numbers(cinema, await ask(ana))) <= set(THRILLERS)
    assert len((await ask(ana, k=3))["items"]) == 3
    assert all(item["kind"] == "show" for item in (await ask(ana, kind="show"))["items"])
    assert {item["genres"][0] for item in (await ask(ana, genre="Comedy"))["items"]} == {"Comedy"}
    assert not (await ask(ana, popularity=-1))["cached"]
    assert (await ask(ana, popularity=-1))["cached"]


async def test_another_model_is_asked_by_its_name_and_what_it_shows_is_told_apart(any_cinema: Cinema) -> None:
    ana = await any_cinema.house.program()
    popular = await ask(ana, model="popular")
    assert (popular["source"], popular["model"]) == ("personalised", "popular")
    await any_cinema.rate(ana, *THRILLERS[:6])
    usual, other = await ask(ana), await ask(ana, model="item_knn")
    assert (usual["model"], other["model"], other["cached"]) == ("weighted", "item_knn", False)
    again = await ask(ana, model="item_knn")
    assert (again["slate_id"], again["cached"]) == (other["slate_id"], True)
    kept = {one["slate_id"]: one for one in (await ana.get("/me/export")).json()["exposures"]}
    assert kept[other["slate_id"]]["titles"] == [item["id"] for item in other["items"]]
    assert kept[other["slate_id"]]["model_version"] == kept[usual["slate_id"]]["model_version"]
    assert len({kept[one["slate_id"]]["recipe"] for one in (popular, usual, other)}) == 3
    for name in ("svd", "nobody"):
        refused = await ana.get("/recommendations", params={"model": name})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "model")


async def test_somebody_new_gets_what_is_popular(cinema: Cinema) -> None:
    found = await ask(await cinema.house.program())
    assert found["source"] == "popular"
    assert found["model"] is None
    assert not found["degraded"]
    assert found["items"][0]["reasons"][0]["kind"] == "popular"
    assert found["items"][0]["predicted_stars"] is not None


async def test_without_a_release_something_is_answered_all_the_same(sqlite_house: House, made_release: Made) -> None:
    cinema = await furnished(sqlite_house, made_release, release=False)
    ana = await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:3])
    found = await ask(ana)
    assert (found["source"], found["degraded"], found["model_version"]) == ("segment popular", True, None)
    assert set(numbers(cinema, found)) <= set(THRILLERS[3:])


async def test_in_an_empty_house_nothing_is_recommended(sqlite_house: House) -> None:
    found = await ask(await sqlite_house.program())
    assert (found["items"], found["source"]) == ([], "popular")


async def test_when_the_release_is_lost_the_last_good_answer_is_shown(cinema: Cinema, made_release: Made) -> None:
    ana = await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:6])
    good = await ask(ana)
    folder = cinema.house.home / "models" / "main"
    shutil.rmtree(folder)
    await cinema.looked_again()
    await cinema.rate(ana, numbers(cinema, good)[0])
    found = await ask(ana)
    assert (found["source"], found["degraded"]) == ("cached", True)
    assert [item["id"] for item in found["items"]] == [item["id"] for item in good["items"][1:]]
    shutil.copytree(made_release.registry, folder)
    await cinema.looked_again()
    assert (await ask(ana))["source"] == "personalised"


async def test_a_release_that_is_damaged_leaves_the_one_before(cinema: Cinema) -> None:
    ana = await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:6])
    good = await ask(ana)
    about = champion_of(cinema) / ABOUT
    about.write_text(about.read_text().replace('"format": 1', '"format": 99'))
    standing = await cinema.looked_again()
    assert "the file was changed" in (standing.fault or "")
    assert (await ask(ana))["model_version"] == good["model_version"]


def champion_of(cinema: Cinema) -> Path:
    registry = Registry(cinema.house.home / "models" / "main")
    return registry.folder_of(str(registry.roles().champion))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"k": 0}, "k"),
        ({"k": 51}, "k"),
        ({"popularity": 1.5}, "popularity"),
        ({"age": "nan"}, "age"),
        ({"genre": "Western"}, "genre"),
        ({"colour": "red"}, "colour"),
        ({"region": "France"}, "region"),
    ],
)
async def test_what_cannot_be_wished_for_is_refused(cinema: Cinema, query: dict[str, Any], field: str) -> None:
    answer = await (await cinema.house.program()).get("/recommendations", params=query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


async def slates_of(cinema: Cinema, name: str = "ana") -> list[Any]:
    await write_down_showings(cinema.house.service.recommending)

    def found(tx: Any) -> Any:
        account_id = tx.accounts.accounts.named(name).account.id
        return tx.exposures.slates.of(account_id, since=0, until=2**62, most=10)

    return list(await cinema.house.service.storage.read(found))


async def test_a_slate_is_written_down_once_with_its_chances(cinema: Cinema) -> None:
    ana = await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:6])
    found = await ask(ana)
    await ask(ana)
    (shown,) = await slates_of(cinema)
    assert shown.slate.id == found["slate_id"]
    assert list(shown.slate.titles) == [item["id"] for item in found["items"]]
    assert list(shown.slate.propensities) == [1.0] * 10
    assert (shown.slate.source, shown.slate.model_version) == ("personalised", found["model_version"])
    assert shown.showings == 2


async def test_whoever_does_not_agree_leaves_no_slate(cinema: Cinema) -> None:
    ana = await cinema.house.browser()
    await cinema.rate(ana, *THRILLERS[:6])
    assert (await ana.put("/me/consents", json={"exposures": False})).status_code == 200
    assert (await ask(ana))["source"] == "personalised"
    assert await slates_of(cinema) == []


async def test_a_kept_answer_whose_slate_is_gone_is_drawn_anew(cinema: Cinema) -> None:
    """Consent was withdrawn, which deletes slates, and given again while the answer was still kept."""
    ana = await cinema.house.browser()
    await cinema.rate(ana, *THRILLERS[:6])
    before = await ask(ana)
    for agrees in (False, True):
        assert (await ana.put("/me/consents", json={"exposures": agrees})).status_code == 200
    after, again = await ask(ana), await ask(ana)
    assert (after["cached"], again["cached"]) == (False, True)
    assert after["slate_id"] == again["slate_id"] != before["slate_id"]
    (shown,) = await slates_of(cinema)
    assert (shown.slate.id, shown.showings) == (after["slate_id"], 2)


async def test_nothing_is_kept_of_whoever_has_left(cinema: Cinema) -> None:
    ana = await cinema.house.browser()
    await cinema.rate(ana, *THRILLERS[:6])
    await ask(ana)
    ben = await cinema.house.program("ben")
    await ask(ben)
    assert (await ana.delete("/me")).status_code == 204
    assert await cinema.house.service.recommending.cache.forget("answers:*") == 1


async def test_health_tells_what_answers(cinema: Cinema) -> None:
    found = await ask(cinema.house.client(), "/health/ready")
    assert found["status"] == "ready"
    assert {"weighted", "ease", "item_knn", "svd"} <= set(found["release"]["models"])
    assert (found["release"]["titles"], found["release"]["in_catalogue"]) == (100, 100)
    assert found["release"]["mib"] > 0
    assert found["memory_mib"] > 10
    (champion_of(cinema) / ABOUT).write_text("{}")
    await cinema.looked_again()
    found = await ask(cinema.house.client(), "/health/ready")
    assert found["status"] == "degraded"
    assert "release" in found["fault"]
    assert found["release"] is not None


async def test_features_are_kept_until_the_library_changes(cinema: Cinema) -> None:
    ana = await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:3])
    cinema.house.clock.ahead += 2 * SECOND
    first = await ask(ana, "/me/features")
    values = {one["name"]: one["value"] for one in first["items"]}
    assert (values["activity"], values["rating_mean"]) == (3.0, 5.0)
    cinema.house.clock.ahead += 5 * SECOND
    assert await ask(ana, "/me/features") == first
    await cinema.rate(ana, THRILLERS[4], stars=1.0)
    cinema.house.clock.ahead += 2 * SECOND
    again = await ask(ana, "/me/features")
    assert again["at"] > first["at"]
    assert {one["name"]: one["value"] for one in again["items"]}["activity"] == 4.0


async def test_services_are_asked_for_in_a_region(cinema: Cinema) -> None:
    ana = await cinema.house.program()
    refused = await ana.get("/recommendations", params={"on": "Boundless"})
    assert refused.status_code == 422
    assert "name a region" in refused.text
