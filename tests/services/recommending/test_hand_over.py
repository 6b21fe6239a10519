import httpx
import pytest

from matinee.domain.errors import Conflict
from matinee.services.recommending import hand_over
from matinee.services.recommending.hand_over import HandedList, lists_of
from tests.fixtures.recommending import Cinema
from tests.fixtures.service import House


async def agreeing(cinema: Cinema, name: str, *, agrees: bool = True) -> tuple[str, httpx.AsyncClient]:
    """The id of somebody's account, and them."""
    client = await cinema.house.program(name)
    assert (await client.put("/me/consents", json={"lists": agrees})).json()["lists"] is agrees
    return (await client.get("/auth/me")).json()["id"], client


async def handed(house: House, k: int = 5) -> list[HandedList]:
    return [one async for one in lists_of(house.service.recommending, k=k)]


async def test_those_who_agreed_have_a_list_each_by_their_key_and_by_one_release(
    cinema: Cinema, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hand_over, "AT_ONCE", 2)
    people = [await agreeing(cinema, name, agrees=name != "ben") for name in ("ana", "ben", "cleo", "dora")]
    await cinema.house.program("eve")
    await cinema.rate(people[0][1], *range(1, 7))
    found = await handed(cinema.house)
    assert [one.account for one in found] == [people[0][0], people[2][0], people[3][0]]
    bound = (await cinema.models.standing()).bound
    assert {(one.model_version, one.recipe) for one in found} == {(bound.release.version, bound.release.recipe.digest)}
    assert [(one.source, one.model, len(one.items)) for one in found] == [
        ("personalised", "weighted", 5),
        ("popular", None, 5),
        ("popular", None, 5),
    ]


async def test_a_list_is_what_the_recipe_would_show_without_chance(cinema: Cinema) -> None:
    _, ana = await agreeing(cinema, "ana")
    await cinema.rate(ana, *range(1, 7))
    (made,) = await handed(cinema.house, k=10)
    answered = (await ana.get("/recommendations", params={"k": 10})).json()
    same = ("rank", "id", "title", "predicted_stars", "interval", "confidence")
    assert [{name: item[name] for name in same} for item in made.items] == [
        {name: item[name] for name in same} for item in answered["items"]
    ]
    await ana.put("/me/consents", json={"lists": False})
    assert await handed(cinema.house) == []


async def test_without_a_release_there_is_nothing_to_hand_over(sqlite_house: House) -> None:
    with pytest.raises(Conflict, match="no release"):
        await handed(sqlite_house)
