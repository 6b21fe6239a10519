"""What people were shown on earlier days and passed over, by the API."""

import shutil
from pathlib import Path
from typing import Any

import httpx

from matinee.kit.clock import DAY
from matinee.ops.registry.registry import Registry
from tests.fixtures.recommending import Cinema

THRILLERS = range(1, 26)


async def shown(cinema: Cinema, client: httpx.AsyncClient, **query: Any) -> list[int]:
    """Numbers of the titles, the first place first."""
    answer = await client.get("/recommendations", params=query)
    assert answer.status_code == 200, answer.text
    return [cinema.number(item) for item in answer.json()["items"]]


async def passing(cinema: Cinema, strength: float) -> None:
    """The champion of the house by a recipe in which titles that were passed over give way so far."""
    registry = Registry(cinema.house.home / "models" / "main")
    answering = Path(shutil.copytree(registry.folder_of(str(registry.roles().champion)), cinema.house.home / "passing"))
    recipe = answering / "recipe.toml"
    recipe.write_text(recipe.read_text().replace("[answer]\n", f"[answer]\npassing = {strength}\n"))
    registry.promote(registry.add(answering), by="somebody", why="titles are to give way")
    await cinema.looked_again()


async def test_what_was_passed_over_on_earlier_days_gives_way(any_cinema: Cinema) -> None:
    await passing(any_cinema, 1.0)
    ana = await any_cinema.house.program()
    await any_cinema.rate(ana, *THRILLERS[:6])
    first = await shown(any_cinema, ana)
    assert await shown(any_cinema, ana, k=5) == first[:5], "a list is the same all day"
    any_cinema.house.clock.ahead += DAY
    tomorrow = await shown(any_cinema, ana, k=5)
    assert set(tomorrow) - set(first[:5]), "others have come up"
    assert first[0] != tomorrow[0]
    assert set(tomorrow) <= set(THRILLERS[6:])


async def test_of_whoever_does_not_agree_it_is_not_known_what_was_passed_over(cinema: Cinema) -> None:
    await passing(cinema, 1.0)
    ana = await cinema.house.browser()
    await cinema.rate(ana, *THRILLERS[:6])
    first = await shown(cinema, ana)
    cinema.house.clock.ahead += DAY
    assert await shown(cinema, ana) != first
    for agrees in (False, True):
        assert (await ana.put("/me/consents", json={"exposures": agrees})).status_code == 200
        assert await shown(cinema, ana) == first
