"""What every storage promises, on a real SQLite and a real PostgreSQL."""

import asyncio
import secrets

import pytest

from matinee.adapters.storage.open import Place, open_storage, upgrade
from matinee.adapters.storage.stores import Stores
from matinee.domain.errors import MatineeError
from tests.fixtures.databases import AnyStorage


def add(name: str):
    def work(stores: Stores) -> bool:
        row = {
            "key": secrets.token_hex(12),
            "name": name,
            "folded": name,
            "email": None,
            "digest": "d",
            "role": "member",
            "at": 1,
        }
        return stores.accounts.add(**row)

    return work


def names(stores: Stores) -> list[str]:
    return [account.name for account in stores.accounts.page(after=0, count=1000)]


async def test_what_was_written_is_read_at_once(storage: AnyStorage) -> None:
    assert await storage.write(add("ana")) is True
    assert await storage.read(names) == ["ana"]
    assert await storage.read(names, long=True) == ["ana"]


async def test_what_was_written_is_there_when_it_is_opened_again(place: Place) -> None:
    first = open_storage(place, lambda stores: stores)
    await first.write(add("ana"))
    await first.close()
    second = open_storage(place, lambda stores: stores)
    assert await second.read(names) == ["ana"]
    await second.close()


async def test_a_piece_of_work_that_fails_leaves_nothing_behind(storage: AnyStorage) -> None:
    def fail(stores: Stores) -> None:
        add("ana")(stores)
        raise KeyError("a fault of the work")

    with pytest.raises(KeyError, match="a fault of the work"):
        await storage.write(fail)
    assert await storage.read(names) == []


async def test_a_piece_of_work_that_fails_takes_nothing_of_others_with_it(storage: AnyStorage) -> None:
    def fail(stores: Stores) -> None:
        add("nobody")(stores)
        raise KeyError("a fault of the work")

    work = [fail if number % 3 == 0 else add(f"p{number:02}") for number in range(30)]
    answers = await asyncio.gather(*(storage.write(one) for one in work), return_exceptions=True)
    assert [isinstance(answer, KeyError) for answer in answers] == [number % 3 == 0 for number in range(30)]
    assert sorted(await storage.read(names)) == [f"p{number:02}" for number in range(30) if number % 3]


async def test_a_statement_that_the_database_refuses_fails_alone(storage: AnyStorage) -> None:
    """On PostgreSQL the first refused statement ends a transaction; nobody else's may end with it."""

    def refused(stores: Stores) -> None:
        stores.sessions.add(account_id=999, digest="x", agent="", at=1, expires_at=2)

    answers = await asyncio.gather(
        storage.write(add("ana")), storage.write(refused), storage.write(add("ben")), return_exceptions=True
    )
    assert answers[0] is True
    assert isinstance(answers[1], Exception)
    assert answers[2] is True
    assert sorted(await storage.read(names)) == ["ana", "ben"]


async def test_of_many_who_want_one_name_one_gets_it(storage: AnyStorage) -> None:
    answers = await asyncio.gather(*(storage.write(add("ana")) for _ in range(20)))
    assert sum(answers) == 1


async def test_a_read_cannot_write(storage: AnyStorage) -> None:
    with pytest.raises(Exception, match=r"(?i)read-?only"):
        await storage.read(add("ana"))
    assert await storage.read(names) == []


async def test_a_read_sees_one_moment(storage: AnyStorage) -> None:
    """What is written while it goes on is not seen, in whichever thread it runs."""
    started, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def twice(stores: Stores) -> tuple[list[str], list[str]]:
        first = names(stores)
        if not getattr(storage, "_engine", None):
            loop.call_soon_threadsafe(started.set)
            asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(10)
        return first, names(stores)

    if getattr(storage, "_engine", None):
        assert await storage.read(twice) == ([], [])
        return
    reading = asyncio.create_task(storage.read(twice, long=True))
    await started.wait()
    await storage.write(add("ana"))
    go_on.set()
    assert await reading == ([], [])


async def test_a_caller_that_went_away_does_not_stop_the_others(storage: AnyStorage) -> None:
    first = asyncio.create_task(storage.write(add("ana")))
    await asyncio.sleep(0)
    first.cancel()
    assert await storage.write(add("ben")) is True
    assert "ben" in await storage.read(names)


async def test_after_closing_nothing_is_taken(place: Place) -> None:
    storage = open_storage(place, lambda stores: stores)
    pending = [asyncio.ensure_future(storage.write(add(f"p{number}"))) for number in range(20)]
    await asyncio.gather(*pending)
    await storage.close()
    if not hasattr(place, "drivername"):
        with pytest.raises(MatineeError, match="closing"):
            await storage.write(add("late"))


async def test_a_database_with_the_tables_of_this_version_passes_the_check(storage: AnyStorage, place: Place) -> None:
    await storage.check()
    before, after = await upgrade(place)
    assert before == after


async def test_erased_accounts_do_not_give_their_numbers_to_others(storage: AnyStorage) -> None:
    await storage.write(add("ana"))
    number = (await storage.read(lambda stores: stores.accounts.page(after=0, count=1)))[0].id
    await storage.erase(lambda stores: stores.personal.erase(number, key="key-ana", at=1))
    await storage.write(add("ben"))
    assert (await storage.read(lambda stores: stores.accounts.page(after=0, count=1)))[0].id > number
