"""R7, the quick form: with neither models nor Redis people get an answer, and see nothing that they hid or left out."""

from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from matinee.services.recommending import answer
from tests.fixtures.recommending import Cinema, furnished
from tests.fixtures.releases import Made
from tests.fixtures.service import Serve
from tests.reliability.mutants import forgets_what_is_hidden

NOWHERE = SecretStr("redis://127.0.0.1:1/0")
RATED, HIDDEN = range(1, 4), range(4, 14)


@pytest.fixture
async def cinema(sqlite_place: Path, serve: Serve, made_release: Made) -> Cinema:
    return await furnished(await serve(sqlite_place, redis=NOWHERE), made_release, release=False)


async def settled(cinema: Cinema) -> httpx.AsyncClient:
    """Somebody who likes titles of one taste, and hid ten others of it."""
    client = await cinema.house.program()
    await cinema.rate(client, *RATED)
    for number in HIDDEN:
        assert (await client.put(f"/marks/not-for-me/{cinema.ids[number]}")).status_code == 200
    return client


async def shown(cinema: Cinema, client: httpx.AsyncClient) -> tuple[str, Sequence[int]]:
    """The link that answered, and the numbers of the titles."""
    asked = await client.get("/recommendations", params={"k": 20, "kind": "movie"})
    assert asked.status_code == 200
    assert asked.json()["degraded"]
    return asked.json()["source"], [cinema.number(one) for one in asked.json()["items"]]


async def test_without_models_and_redis_what_was_hidden_and_left_out_stays_away(cinema: Cinema) -> None:
    source, numbers = await shown(cinema, await settled(cinema))
    assert source == "segment popular"
    assert numbers
    assert not set(numbers) & {*RATED, *HIDDEN}
    assert all(number % 3 for number in numbers)


async def test_a_house_that_forgets_what_is_hidden_is_caught(cinema: Cinema, monkeypatch: pytest.MonkeyPatch) -> None:
    client = await settled(cinema)
    monkeypatch.setattr(answer, "_rows_of", answer._rows_of)
    forgets_what_is_hidden()
    assert set((await shown(cinema, client))[1]) & {*RATED, *HIDDEN}
