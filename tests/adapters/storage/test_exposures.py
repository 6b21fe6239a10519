"""Slates, events and consents promise the same on both databases."""

import asyncio
from dataclasses import replace

from matinee.adapters.storage.stores import Stores
from matinee.domain.exposures import Attached, Consents, Event, Slate
from matinee.domain.watching import TitleShown
from matinee.kit.clock import DAY
from tests.fixtures.databases import AnyStorage

CHANCES = (1 / 3, 0.1, 5e-324)
"""Numbers that text could lose digits of."""


def person(stores: Stores, name: str = "ana") -> int:
    stores.accounts.add(key=name, name=name, folded=name, email=None, digest="d", role="member", at=1)
    found = stores.accounts.named(name)
    assert found is not None
    return found.account.id


def slate(account_id: int, slate_id: str = "s1", **more: object) -> Slate:
    made = Slate(slate_id, account_id, 5, "fast@1", "r1", "cached", 3, (2**40, 1, 3), CHANCES, seed=2**63 - 1)
    return replace(made, **more)  # type: ignore[arg-type]


async def test_a_slate_comes_back_as_it_went_in(storage: AnyStorage) -> None:
    ana = await storage.write(person)
    assert await storage.write(lambda stores: stores.exposures.log(slate(ana), assumed=True))
    assert await storage.write(lambda stores: stores.exposures.shown_again("s1", ana, 9))
    [kept] = await storage.read(lambda stores: stores.exposures.of(ana, since=0, until=9, most=5))
    assert replace(kept.slate, titles=tuple(kept.slate.titles), propensities=tuple(kept.slate.propensities)) == slate(
        ana
    )
    assert (kept.showings, kept.shown_at) == (2, 9)


async def test_the_consent_is_looked_at_as_the_slate_is_written(storage: AnyStorage) -> None:
    ana = await storage.write(person)
    said = []
    for agreed in (None, False, True):
        if agreed is not None:
            consents = Consents(agreed, True, True)
            await storage.write(lambda stores, consents=consents: stores.consents.set(ana, consents, 1))
        for assumed in (True, False):
            one = slate(ana, f"{agreed}{assumed}")
            said.append(await storage.write(lambda stores, one=one, a=assumed: stores.exposures.log(one, assumed=a)))
    assert said == [True, False, False, False, True, True]
    assert not await storage.write(lambda stores: stores.exposures.log(slate(ana + 1, "gone"), assumed=True))


async def test_showings_that_come_at_once_are_all_counted(storage: AnyStorage) -> None:
    ana = await storage.write(person)
    await storage.write(lambda stores: stores.exposures.log(slate(ana), assumed=True))
    again = [storage.write(lambda stores: stores.exposures.shown_again("s1", ana, 6)) for _ in range(30)]
    assert all(await asyncio.gather(*again))
    named = await storage.read(lambda stores: stores.exposures.named(ana, ["s1", "s2"]))
    assert {name: shown.showings for name, shown in named.items()} == {"s1": 31}


async def test_an_event_told_many_times_at_once_is_kept_once(storage: AnyStorage) -> None:
    ana = await storage.write(person)
    await storage.write(lambda stores: stores.exposures.log(slate(ana), assumed=True))
    events = [Attached(Event(f"e{number}", "helpful", value=1.0), 5, 1, None) for number in range(20)]
    await asyncio.gather(*(storage.write(lambda stores: stores.events.add(ana, events, 6)) for _ in range(10)))
    found = await storage.read(lambda stores: stores.events.on([1]))
    assert [event.id for event in found[1]] == [f"e{number}" for number in range(20)]
    assert await storage.read(lambda stores: stores.events.known(ana, ["e1", "x"])) == ["e1"]


async def test_forgetting_takes_slates_and_events_of_one_person(storage: AnyStorage) -> None:
    for name in ("ana", "ben"):
        number = await storage.write(lambda stores, name=name: person(stores, name))
        await storage.write(lambda stores, n=number, s=name: stores.exposures.log(slate(n, s), assumed=True))
        one = Attached(Event("e", "satisfied", value=5.0), 5, number, None)
        await storage.write(lambda stores, n=number, one=one: stores.events.add(n, [one], 5))
    assert await storage.write(lambda stores: stores.exposures.forget(1)) == 1
    assert await storage.read(lambda stores: stores.exposures.of(1, since=0, until=9, most=5)) == []
    assert list(await storage.read(lambda stores: stores.events.on([1, 2]))) == [2]


async def test_titles_are_counted_out_of_the_lists_of_slates(storage: AnyStorage) -> None:
    ana = await storage.write(person)
    for name, at in (("a", 5), ("b", DAY - 1), ("c", DAY)):
        one = slate(ana, name, at=at)
        await storage.write(lambda stores, one=one: stores.exposures.log(one, assumed=True))
    found = await storage.read(lambda stores: stores.exposure_days.titles(since=0, assumed=True))
    assert found == [TitleShown(day, title, count) for day, count in ((0, 2), (DAY, 1)) for title in (1, 3, 2**40)]
    assert await storage.read(lambda stores: stores.exposure_days.titles(since=0, assumed=False)) == []


async def test_what_somebody_was_shown_is_found_between_two_moments(storage: AnyStorage) -> None:
    ana, ben = await storage.write(person), await storage.write(lambda stores: person(stores, "ben"))
    for name, whose, at in (("a", ana, 4), ("b", ana, 5), ("c", ana, 8), ("d", ana, 9), ("e", ben, 6)):
        one = slate(whose, name, at=at)
        await storage.write(lambda stores, one=one: stores.exposures.log(one, assumed=True))
    found = await storage.read(lambda stores: stores.exposures.shown(ana, since=5, before=9))
    assert sorted((at, tuple(titles)) for at, titles in found) == [(5, (2**40, 1, 3)), (8, (2**40, 1, 3))]
