"""What people set for themselves, through the door, and what it narrows where they ask for it."""

from dataclasses import replace

import pytest

from matinee.domain.titles import OfferEntry
from matinee.kit import clock
from matinee.kit.clock import DAY
from matinee.services.catalogue.load import begin_load, finish_load, load_batch
from tests.fixtures.catalogue import take
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import ORIGIN, Made, entries_of
from tests.fixtures.service import House

UNSET = {"region": None, "services": [], "language": None, "rows": [], "stars": "five", "set_at": None}
ROWS = [{"row": "because_you_rated", "hidden": False}, {"row": "trending", "hidden": True}]


async def offered(cinema: Cinema, made: Made, **services: list[int]) -> None:
    """Has services of France offer titles, by their numbers, from yesterday on."""
    since = clock.now() - DAY
    entries = [
        replace(
            one,
            offers=tuple(
                OfferEntry("FR", name, "subscription", None, "EUR", "HD", since, None)
                for name, numbers in services.items()
                if int(one.origin_id) in numbers
            ),
        )
        for one in entries_of(made.world)
    ]
    storage = cinema.house.service.storage
    await storage.write(lambda tx: begin_load(tx.catalogue, ORIGIN))
    receipt = await storage.write(lambda tx: load_batch(tx.catalogue, ORIGIN, entries, shift=0))
    await storage.write(lambda tx: finish_load(tx.catalogue, ORIGIN, receipt))
    await cinema.looked_again()


async def test_preferences_are_set_bit_by_bit_handed_out_and_deleted(house: House) -> None:
    await house.service.storage.write(lambda tx: take(tx.catalogue))
    ana = await house.browser("ana")
    assert (await ana.get("/me/preferences")).json() == UNSET
    said = await ana.put("/me/preferences", json={"region": "fr", "services": ["Parlour", "Parlour"], "rows": ROWS})
    assert said.status_code == 200, said.text
    said = (await ana.put("/me/preferences", json={"language": "pt-BR", "stars": "ten"})).json()
    assert {**said, "set_at": None} == UNSET | {
        "region": "FR", "services": ["Parlour"], "language": "pt-BR", "rows": ROWS, "stars": "ten",
    }  # fmt: skip
    assert (await ana.get("/me/preferences")).json() == said
    exported = (await ana.get("/me/export")).json()["preferences"]
    assert [(one["region"], one["home_rows"], one["set_at"]) for one in exported] == [("FR", ROWS, said["set_at"])]
    assert (await ana.put("/me/preferences", json={"region": None})).json()["region"] is None
    assert (await ana.delete("/me")).status_code == 204
    again = await house.browser("ana")
    assert (await again.get("/me/preferences")).json() == UNSET


@pytest.mark.parametrize(
    "wrong",
    [
        {"region": "FRA"},
        {"language": "German"},
        {"services": ["Nowhere"]},
        {"services": None},
        {"stars": "eleven"},
        {"rows": [{"row": "trending"}, {"row": "trending"}]},
        {"theme": "dark"},
    ],
)
async def test_what_means_nothing_here_is_refused(sqlite_house: House, wrong: dict) -> None:
    ana = await sqlite_house.program("ana")
    refused = await ana.put("/me/preferences", json=wrong)
    assert (refused.status_code, refused.json()["code"]) == (422, "bad_input")
    assert refused.json()["errors"][0]["field"].startswith(next(iter(wrong)))
    assert (await ana.get("/me/preferences")).json() == UNSET


async def test_the_services_that_there_are_can_be_chosen_from(house: House) -> None:
    await house.service.storage.write(lambda tx: take(tx.catalogue))
    anyone = house.client()
    found = (await anyone.get("/services")).json()["items"]
    assert found == [
        {"region": "FR", "service": "Turnstile", "titles": 1},
        {"region": "US", "service": "Boundless", "titles": 1},
    ]
    assert (await anyone.get("/services", params={"region": "us"})).json()["items"] == found[1:]
    assert (await anyone.get("/services", params={"region": "DE"})).json()["items"] == []


async def test_preferences_narrow_recommendations_only_where_that_is_asked(cinema: Cinema, made_release: Made) -> None:
    await offered(cinema, made_release, Parlour=[7, 8, 9, 10], Boundless=[11, 12])
    ana = await cinema.house.program()
    await cinema.rate(ana, *range(1, 7))

    async def titles(**query: bool) -> set[int]:
        answer = await ana.get("/recommendations", params={"k": 10, **query})
        assert answer.status_code == 200, answer.text
        return {cinema.number(item) for item in answer.json()["items"]}

    refused = await ana.get("/recommendations", params={"on_mine": True})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "on_mine")
    await ana.put("/me/preferences", json={"region": "FR"})
    assert await titles(on_mine=True) == {7, 8, 9, 10, 11, 12}
    await ana.put("/me/preferences", json={"services": ["Parlour"]})
    assert await titles(on_mine=True) == {7, 8, 9, 10}
    assert len(await titles()) == 10
    compared = await ana.get("/recommendations/compare", params={"on_mine": True})
    assert {cinema.number(item) for one in compared.json()["models"] for item in one["items"]} == {7, 8, 9, 10}
    both = await ana.get("/recommendations", params={"on_mine": True, "region": "US"})
    assert both.status_code == 422
