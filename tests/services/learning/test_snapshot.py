"""What a training takes in of the members, over both databases."""

import pytest

from matinee.kit.clock import DAY, SECOND
from matinee.ops.learning.base import Base
from matinee.ops.learning.snapshot import Rated, compose
from matinee.services.learning.snapshot import LED_WITHIN, new_ratings, rated_by_members
from tests.fixtures.catalogue import take
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import ORIGIN, Made


@pytest.fixture
def base(made_release: Made) -> Base:
    return Base(made_release.world.data, ORIGIN.key)


async def taken(cinema: Cinema, base: Base, *, at: int | None = None) -> Rated:
    moment = cinema.house.clock() if at is None else at
    return await cinema.house.service.storage.read(lambda tx: rated_by_members(tx.learning, base, at=moment))


async def count(cinema: Cinema, since: int) -> int:
    return await cinema.house.service.storage.read(lambda tx: new_ratings(tx.learning, since))


async def test_only_those_who_agree_are_learned_from(any_cinema: Cinema, base: Base) -> None:
    house = any_cinema.house
    begun = house.clock()
    people = {name: await house.browser(name) for name in ("ana", "ben", "cleo")}
    for client in people.values():
        await any_cinema.rate(client, 1, 2, 3, stars=4.5)
    assert (len(await taken(any_cinema, base)), await count(any_cinema, begun)) == (9, 9)
    assert (await people["ben"].put("/me/consents", json={"training": False})).status_code == 200
    cleo = (await people["cleo"].get("/auth/me")).json()["id"]
    admin = await house.admin()
    assert (await admin.patch(f"/admin/accounts/{cleo}", json={"disabled": True})).status_code == 200
    found = await taken(any_cinema, base)
    assert (len(found.keys), found.titles.tolist(), set(found.stars.tolist())) == (1, [1, 2, 3], {4.5})
    assert await count(any_cinema, begun) == 3
    assert await count(any_cinema, house.clock()) == 0


async def test_whoever_left_is_not_learned_from(cinema: Cinema, base: Base) -> None:
    begun = cinema.house.clock()
    for name, number in (("ana", 1), ("ben", 2)):
        await cinema.rate(await cinema.house.browser(name), number)
    ana = cinema.house.client()
    await cinema.house.log_in(ana, "ana")
    assert (await taken(cinema, base)).titles.tolist() == [1, 2]
    assert (await ana.delete("/me")).status_code == 204
    assert ((await taken(cinema, base)).titles.tolist(), await count(cinema, begun)) == ([2], 1)


async def test_what_is_ignored_or_came_later_is_left_out(cinema: Cinema, base: Base) -> None:
    ana = await cinema.house.browser()
    await cinema.rate(ana, 1, 2)
    assert (await ana.put(f"/ratings/{cinema.ids[1]}/ignored", json={"ignored": True})).status_code == 200
    assert (await taken(cinema, base)).titles.tolist() == [2]
    at = cinema.house.clock()
    cinema.house.clock.ahead += DAY
    await cinema.rate(ana, 3)
    assert (await taken(cinema, base, at=at)).titles.tolist() == [2]
    found = await taken(cinema, base)
    assert found.titles.tolist() == [2, 3]
    assert found.times[1] == pytest.approx(cinema.house.clock() // SECOND, abs=60)


async def test_what_was_shown_before_it_was_rated_is_told(any_cinema: Cinema, base: Base) -> None:
    house, ana = any_cinema.house, await any_cinema.house.browser()
    await any_cinema.rate(ana, 1, 2, 3)
    numbers = {title: number for number, title in any_cinema.ids.items()}
    items = (await ana.get("/recommendations", params={"k": 10})).json()["items"]
    shown = sorted(numbers[item["id"]] for item in items)
    own = next(number for number in numbers.values() if number not in {1, 2, 3, *shown})
    house.clock.ahead += DAY
    await any_cinema.rate(ana, shown[0], own)
    house.clock.ahead += LED_WITHIN
    await house.log_in(ana, "ana")
    await any_cinema.rate(ana, shown[1])
    found = await taken(any_cinema, base)
    assert found.titles[found.shown].tolist() == [shown[0]]
    assert (await ana.put("/me/consents", json={"exposures": False})).status_code == 200
    assert not (await taken(any_cinema, base)).shown.any()


async def test_a_title_that_only_the_house_has_comes_in_with_what_is_known_of_it(cinema: Cinema, base: Base) -> None:
    house, ana = cinema.house, await cinema.house.browser()
    await house.service.storage.write(lambda tx: take(tx.catalogue))
    found = await house.service.storage.read(lambda tx: tx.catalogue.titles.ids_of("testing"))
    own = found["1"]
    assert (await ana.put(f"/ratings/{own}", json={"stars": 5})).status_code == 200
    await cinema.rate(ana, 7)
    rated = await taken(cinema, base)
    snapshot = compose(base, rated, at=house.clock())
    assert snapshot.house_titles == 1
    place = int(snapshot.data.titles.positions([-own])[0])
    facts = snapshot.data.facts
    assert (facts.names[place], facts.years[place], facts.genres[place]) == ("Alien", 1979, ("Horror", "Sci-Fi"))
