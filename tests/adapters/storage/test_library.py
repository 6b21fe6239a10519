"""What the stores of the library promise, on both databases."""

import asyncio

from sqlalchemy import insert

from matinee.adapters.storage.stores import Stores
from matinee.adapters.storage.tables.library import marks, watches
from matinee.domain.library import Rating
from matinee.domain.signals import NO_SIGNALS, Signals
from matinee.kit.clock import SECOND
from matinee.services.library.rate import rate, unrate
from tests.fixtures.databases import AnyStorage
from tests.fixtures.library import Shelf, shelf_over, transaction


async def shelf_in(storage: AnyStorage) -> Shelf:
    return await storage.write(shelf_over)


async def test_signals_are_the_ratings_oldest_first_with_the_version(storage: AnyStorage) -> None:
    shelf = await shelf_in(storage)
    title = shelf.titles

    def work(stores: Stores) -> None:
        for at, (number, half_stars) in enumerate(((3, 9), (1, 2), (2, 10), (3, 7))):
            rate(transaction(stores, at * SECOND).library, shelf.ana, title[number], half_stars=half_stars)
        stores.ratings.put(shelf.ana, Rating(title[5], 4, 2 * SECOND, "day", ignored=True))

    await storage.write(work)
    found = await storage.read(lambda stores: stores.signals.signals(shelf.ana))
    assert list(found.titles) == [title[1], title[2], title[5], title[3]]
    assert list(found.stars) == [1.0, 5.0, 2.0, 3.5]
    assert list(found.rated_at) == [SECOND, 2 * SECOND, 2 * SECOND, 3 * SECOND]
    assert list(found.ignored) == [False, False, True, False]
    assert found.version == 4
    assert await storage.read(lambda stores: stores.signals.signals(shelf.ben)) == NO_SIGNALS


async def test_a_library_that_was_emptied_still_has_its_version(storage: AnyStorage) -> None:
    shelf = await shelf_in(storage)

    def work(stores: Stores) -> None:
        rate(transaction(stores, 5).library, shelf.ana, shelf.titles[1], half_stars=9)
        unrate(transaction(stores, 6).library, shelf.ana, shelf.titles[1])

    await storage.write(work)
    assert await storage.read(lambda stores: stores.signals.signals(shelf.ana)) == Signals(2, (), (), (), ())


async def test_hidden_is_what_is_marked_as_long_as_it_holds_and_what_was_watched(storage: AnyStorage) -> None:
    shelf = await shelf_in(storage)
    title = shelf.titles

    def work(stores: Stores) -> None:
        def mark(account: int, kind: str, number: int, until: int | None = None) -> None:
            row = {"account_id": account, "kind": kind, "title_id": title[number], "at": 0, "until": until}
            stores.connection.execute(insert(marks).values(row))

        def watch(number: int, progress: int) -> None:
            row = {"account_id": shelf.ana, "title_id": title[number], "watched_at": 0, "dated": "day"}
            row |= {"progress": progress, "noted_at": 0}
            stores.connection.execute(insert(watches).values(row))

        mark(shelf.ana, "not_for_me", 6)
        mark(shelf.ana, "seen_elsewhere", 1)
        mark(shelf.ana, "not_tonight", 2, until=100)
        mark(shelf.ana, "not_tonight", 3, until=99)
        mark(shelf.ana, "watchlist", 4)
        mark(shelf.ana, "favourite", 5)
        mark(shelf.ben, "not_for_me", 7)
        for number, progress in ((8, 100), (6, 95), (10, 40)):
            watch(number, progress)

    await storage.write(work)
    found = await storage.read(lambda stores: stores.signals.hidden(shelf.ana, 99))
    assert list(found) == sorted(title[number] for number in (1, 2, 6, 8))


async def test_those_who_rate_at_once_leave_one_line_each_that_follows_on_the_other(storage: AnyStorage) -> None:
    shelf = await shelf_in(storage)

    def at_once(half_stars: int):
        return storage.write(
            lambda stores: rate(
                transaction(stores, half_stars).library, shelf.ana, shelf.titles[1], half_stars=half_stars
            )
        )

    await asyncio.gather(*map(at_once, range(1, 9)))

    def lines(stores: Stores) -> list[tuple[int | None, int]]:
        rows = stores.connection.exec_driver_sql("SELECT before, after FROM rating_changes ORDER BY version").all()
        return [tuple(row) for row in rows]

    log = await storage.read(lines)
    assert [after for _, after in log[:-1]] == [before for before, _ in log[1:]]
    assert sorted(after for _, after in log) == list(range(1, 9))
