"""Who stands behind a crowd, as a training would see it now, over both databases."""

from matinee.services.learning.crowds import KnownCrowd, crowds_now
from tests.fixtures.recommending import Cinema


async def found(cinema: Cinema) -> list[KnownCrowd]:
    return await cinema.house.service.storage.read(lambda tx: crowds_now(tx.learning))


async def test_the_accounts_of_a_crowd_are_named_by_their_keys(any_cinema: Cinema) -> None:
    assert await found(any_cinema) == []
    house, keys = any_cinema.house, []
    for number in range(5):
        client = await house.browser(f"shill{number}")
        await any_cinema.rate(client, *range(1, 10), stars=0.5)
        keys.append((await client.get("/auth/me")).json()["id"])
        house.clock.ahead += 60_000_000
    await any_cinema.rate(await house.browser("ana"), *range(1, 10), stars=4.5)
    assert await found(any_cinema) == [KnownCrowd(keys, 9)]
    admin = await house.admin()
    assert (await admin.patch(f"/admin/accounts/{keys[0]}", json={"disabled": True})).status_code == 200
    assert await found(any_cinema) == [KnownCrowd(keys[1:], 9)]
    assert (await admin.patch(f"/admin/accounts/{keys[1]}", json={"disabled": True})).status_code == 200
    assert await found(any_cinema) == []
