"""Experiments promise the same on both databases."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from matinee.adapters.storage.stores import Stores
from matinee.domain.exposures import Attached, Event, Slate
from matinee.domain.trials import Shown, Trial
from matinee.domain.watching import RequestLine
from matinee.kit.clock import DAY
from tests.adapters.storage.test_exposures import person
from tests.fixtures.databases import AnyStorage

TRIAL = Trial("newer-first", "draft", {"arms": {"b": {}, "a": {}}, "share": 0.1}, "seed", 5)
ARMS = ("x:a", "x:b")
SHOWN = Shown(10, 10 * DAY, ARMS)
ASKED = {"window": DAY, "late": 5, "before": False, "assumed": True}


async def test_an_experiment_comes_back_as_it_went_in(storage: AnyStorage) -> None:
    assert await storage.write(lambda stores: stores.trials.add(TRIAL))
    assert not await storage.write(lambda stores: stores.trials.add(replace(TRIAL, seed="another")))
    kept = await storage.read(lambda stores: stores.trials.keyed("newer-first"))
    assert kept is not None
    assert kept == replace(TRIAL, spans=[])
    assert list(kept.design["arms"]) == ["b", "a"]
    more = replace(TRIAL, state="running", digest="d", spans=((0, 5), (7, 9)), begun_at=6, results={"p": 0.1})
    await storage.write(lambda stores: stores.trials.set(more))
    assert await storage.read(lambda stores: stores.trials.all(state="draft")) == []
    assert await storage.read(lambda stores: stores.trials.all()) == [replace(more, spans=[[0, 5], [7, 9]])]
    await storage.write(lambda stores: stores.trials.remove("newer-first"))
    assert await storage.read(lambda stores: stores.trials.keyed("newer-first")) is None


async def test_two_that_begin_at_once_see_each_other(storage: AnyStorage) -> None:
    for key in ("one", "two"):
        await storage.write(lambda stores, key=key: stores.trials.add(replace(TRIAL, key=key)))

    def begin(key: str) -> Callable[[Stores], int]:
        def work(stores: Stores) -> int:
            others = [one for one in stores.trials.locked() if one.state == "running"]
            stores.trials.set(replace(TRIAL, key=key, state="running"))
            return len(others)

        return work

    seen = await asyncio.gather(storage.write(begin("one")), storage.write(begin("two")))
    assert sorted(seen) == [0, 1]


def show(stores: Stores, account_id: int, at: int, arm: str | None, **more: Any) -> int:
    slate = Slate(f"{account_id}-{at}", account_id, at, "m", "r", "personalised", 2, (1, 2), (), arm=arm, **more)
    assert stores.exposures.log(slate, assumed=True)
    return stores.exposures.named(account_id, [slate.id])[slate.id].row


def tell(
    stores: Stores, account_id: int, row: int, kind: Any, at: int, *, told: int | None = None, rank: int = 1
) -> None:
    event = Event(f"{kind}{at}", kind, value=4.0 if kind == "satisfied" else None)
    stores.events.add(account_id, [Attached(event, at, row, rank)], told or at)


async def test_what_people_did_is_counted_in_their_own_window(storage: AnyStorage) -> None:
    def work(stores: Stores) -> int:
        ana = person(stores)
        show(stores, ana, 5, "x:a")
        row = show(stores, ana, 20, "x:a")
        show(stores, ana, 20 + DAY - 1, None)
        show(stores, ana, 20 + DAY, "x:a")
        for kind, at in (("clicked", 19), ("clicked", 21), ("clicked", 22), ("dismissed", 23), ("satisfied", 24)):
            tell(stores, ana, row, kind, at)
        tell(stores, ana, row, "clicked", 20 + DAY)
        tell(stores, ana, row, "clicked", 25, told=20 + DAY + 5)
        route = "/api/v1/recommendations"
        lines = [RequestLine(30, "1" * 32, "GET", route, 200, 2.5, account="ana"),
                 RequestLine(31, "2" * 32, "GET", route, 500, 1.5, account="ana"),
                 RequestLine(32, "3" * 32, "GET", "/other", 500, 1.5, account="ana")]  # fmt: skip
        stores.requests.add(lines, assumed=True)
        return ana

    ana = await storage.write(work)
    found = await storage.read(lambda stores: stores.trial_figures.figures(SHOWN, **ASKED))
    assert {name: dict(counts) for name, counts in found.items()} == {
        "slates": {ana: 2.0},
        "clicked": {ana: 2.0},
        "dismissed": {ana: 1.0},
        "answered": {ana: 1.0},
        "satisfaction": {ana: 4.0},
        "asked": {ana: 2.0},
        "milliseconds": {ana: 4.0},
        "failed": {ana: 1.0},
    }
    before = await storage.read(lambda stores: stores.trial_figures.figures(SHOWN, **(ASKED | {"before": True})))
    assert {name: dict(counts) for name, counts in before.items()} == {"slates": {ana: 1.0}, "clicked": {ana: 1.0}}
    first = await storage.read(lambda stores: stores.trial_figures.first_shown(SHOWN, assumed=True))
    assert list(first) == [(ana, "x:a", 20)]


async def test_of_any_slate_the_first_counts_whatever_its_arm(storage: AnyStorage) -> None:
    def work(stores: Stores) -> int:
        ana = person(stores)
        show(stores, ana, 20, None)
        show(stores, ana, 21, "x:a")
        return ana

    ana = await storage.write(work)
    anything = Shown(10, 10 * DAY)
    first = await storage.read(lambda stores: stores.trial_figures.first_shown(anything, assumed=True))
    assert list(first) == [(ana, "", 20)]
    found = await storage.read(lambda stores: stores.trial_figures.figures(anything, **ASKED))
    assert found["slates"] == {ana: 2.0}


async def test_clicks_on_a_slate_of_two_rankings_go_to_whoever_picked_the_title(storage: AnyStorage) -> None:
    def work(stores: Stores) -> int:
        ana = person(stores)
        row = show(stores, ana, 20, "x:a", teams="01")
        plain = show(stores, ana, 21, None)
        tell(stores, ana, row, "clicked", 22, rank=1)
        tell(stores, ana, row, "clicked", 23, rank=2)
        tell(stores, ana, row, "clicked", 24, rank=2)
        tell(stores, ana, row, "dismissed", 25, rank=1)
        tell(stores, ana, plain, "clicked", 26, rank=1)
        return ana

    ana = await storage.write(work)
    asked = {name: value for name, value in ASKED.items() if name != "before"}
    found = await storage.read(lambda stores: stores.trial_figures.credits(SHOWN, **asked))
    assert dict(found) == {ana: (1, 2)}
