"""S15: a secret can be replaced without logging anybody out."""

from matinee.adapters.storage.open import Place
from tests.fixtures.service import House, Serve

OLD, NEW = "old secret 0123456789 abcdefghijkl", "new secret 9876543210 zyxwvutsrqpo"


async def works(house: House, cookies: dict[str, str], csrf: str) -> bool:
    client = house.client(**{"X-CSRF-Token": csrf})
    client.cookies.update(cookies)
    return (await client.post("/me/tokens", json={"name": "t"})).status_code == 201


async def test_with_the_old_secret_behind_the_new_one_everybody_stays(sqlite_place: Place, serve: Serve) -> None:
    before = await serve(sqlite_place, secrets=OLD)
    ana = await before.browser("ana")
    cookies, csrf = dict(ana.cookies), ana.headers["X-CSRF-Token"]
    assert await works(before, cookies, csrf)
    assert await works(await serve(sqlite_place, secrets=f"{NEW},{OLD}"), cookies, csrf)
    assert not await works(await serve(sqlite_place, secrets=NEW), cookies, csrf)


async def test_after_the_change_new_signatures_are_by_the_new_secret(sqlite_place: Place, serve: Serve) -> None:
    during = await serve(sqlite_place, secrets=f"{NEW},{OLD}")
    ana = await during.browser("ana")
    assert await works(await serve(sqlite_place, secrets=NEW), dict(ana.cookies), ana.headers["X-CSRF-Token"])
