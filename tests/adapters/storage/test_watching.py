"""The request log, its hours, and days of slates promise the same on both databases."""

from dataclasses import replace

import pytest

from matinee.adapters.storage.stores import Stores
from matinee.adapters.storage.trials import ASKED
from matinee.domain.exposures import Attached, Consents, Event, Slate
from matinee.domain.watching import RequestLine
from matinee.kit.clock import DAY, HOUR
from matinee.services.library.rate import rate
from tests.fixtures.databases import AnyStorage
from tests.fixtures.library import shelf_over, transaction

LINE = RequestLine(HOUR, "0" * 32, "GET", "/x", 200, 1.0)


def person(stores: Stores) -> int:
    stores.accounts.add(key="k", name="ana", folded="ana", email=None, digest="d", role="member", at=1)
    found = stores.accounts.named("ana")
    assert found is not None
    return found.account.id


async def test_hours_are_counted_and_replaced(storage: AnyStorage) -> None:
    await storage.write(person)
    lines = [replace(LINE, account="k"), replace(LINE, milliseconds=70.0), replace(LINE, status=500, at=2 * HOUR)]
    for _ in range(2):
        await storage.write(lambda stores: stores.requests.add(lines, assumed=True))
        found = await storage.read(lambda stores: stores.requests.in_hour(HOUR))
        await storage.write(lambda stores, found=found: stores.requests.set_hours(found))
    [hour] = await storage.read(lambda stores: stores.requests.hours(since=0, until=3 * HOUR))
    assert (hour.count, hour.milliseconds, list(hour.classes)[:7]) == (4, 142.0, [2, 0, 0, 0, 0, 0, 2])
    assert await storage.read(lambda stores: (stores.requests.first(), stores.requests.last_hour())) == (HOUR, HOUR)
    assert await storage.write(lambda stores: stores.requests.forget(2 * HOUR, most=3)) == 3
    assert await storage.write(lambda stores: stores.requests.forget(2 * HOUR, most=3)) == 1
    assert await storage.write(lambda stores: stores.requests.forget_hours(HOUR + 1)) == 1


@pytest.mark.parametrize(("agrees", "kept"), [(None, [3, 4, 5]), (True, [3, 4, 5]), (False, [4, 5])])
async def test_lines_that_are_needed_stay_whatever_their_age(
    storage: AnyStorage, agrees: bool | None, kept: list[int]
) -> None:
    asked = replace(LINE, route=ASKED, account="k")
    lines = [
        replace(asked, at=1),
        replace(asked, at=2, account=None),
        replace(asked, at=2, route="/x"),
        replace(asked, at=3),
        replace(asked, at=4),
        replace(asked, at=5, account=None),
    ]

    def forget(stores: Stores) -> list[int]:
        ana = person(stores)
        stores.requests.add(lines, assumed=True)
        if agrees is not None:
            stores.consents.set(ana, Consents(exposures=True, training=True, statistics=agrees), 9)
        while stores.requests.forget(4, most=2, needed=2):
            pass
        page = stores.requests.page(before=10**9, count=9, since=0, until=9, route=None, status_from=0,
                                    status_to=599, account=None, slower_than=0.0)  # fmt: skip
        return sorted(line.at for _, line in page)

    assert await storage.write(forget) == kept


async def test_days_of_slates_are_counted_replaced_and_outlived(storage: AnyStorage) -> None:
    ana = await storage.write(person)
    for name in ("a", "b"):
        slate = Slate(name, ana, DAY + 5, "m", "r", "popular", 2, (4, 5), (1.0, 1.0), arm=None)
        await storage.write(lambda stores, slate=slate: stores.exposures.log(slate, assumed=True))
    told = [
        Attached(Event("e", "satisfied", value=4.0), DAY + 9, 1, None),
        Attached(Event("f", "clicked"), 3, None, None),
    ]
    await storage.write(lambda stores: stores.events.add(ana, told, DAY + 9))
    for _ in range(2):
        found = await storage.read(lambda stores: stores.exposure_days.of_day(DAY, assumed=True))
        await storage.write(lambda stores, found=found: stores.exposure_days.set_day(DAY, found))
    [day] = await storage.read(lambda stores: stores.exposure_days.days(since=0, until=2 * DAY))
    assert (day.people, day.slates, day.showings, day.titles, day.answers, day.satisfaction) == (1, 2, 2, 4, 1, 4.0)
    assert day.arm == ""
    assert await storage.read(lambda stores: stores.exposure_days.of_day(DAY, assumed=False)) == []
    assert await storage.write(lambda stores: stores.exposure_days.forget(DAY + 6, most=1)) == 3
    assert await storage.write(lambda stores: stores.exposure_days.forget(DAY + 6, most=1)) == 1
    assert await storage.read(lambda stores: stores.exposure_days.last_day()) == DAY


async def test_of_more_than_is_asked_for_a_sample_of_all_hours_is_given(storage: AnyStorage) -> None:
    shelf = await storage.write(shelf_over)
    times, most = 120, 40

    def live(stores: Stores) -> None:
        for number in range(times):
            at = DAY + number * DAY // times
            title = shelf.titles[1 + number % 3]
            rate(transaction(stores, at).library, shelf.ana, title, half_stars=1 + number // 3 % 10)
            slate = Slate(f"{number}", shelf.ben, at, "m", "r", "popular", 1, (title,), (1.0,), arm=None)
            stores.exposures.log(slate, assumed=True)

    await storage.write(live)
    span = {"since": DAY, "until": 2 * DAY, "assumed": True}

    def read(stores: Stores, most: int):
        return stores.house_life.rated(**span, most=most), stores.house_life.shown(**span, most=most)

    for found in await storage.read(lambda stores: read(stores, most)):
        quarters = [sum(one.at % DAY // (6 * HOUR) == at for one in found) for at in range(4)]
        assert (sum(quarters), min(quarters) >= 9) == (most, True), quarters
    # Every third would be of one title alone.
    sampled, _ = await storage.read(lambda stores: read(stores, most))
    assert {one.title_id for one in sampled} == {shelf.titles[number] for number in (1, 2, 3)}
    rated, shown = await storage.read(lambda stores: read(stores, times))
    assert (len(rated), len(shown)) == (times, times)
    assert {one.before: one.at for one in rated} == {at: DAY + at * DAY // times for at in range(times)}
    assert [sorted(one.at for one in found) for found in await storage.read(lambda stores: read(stores, most))] == [
        sorted(one.at for one in found) for found in await storage.read(lambda stores: read(stores, most))
    ]
