"""A shadow is asked beside the champion. Whatever it does, nobody who is answered notices."""

import asyncio
import copy
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import orjson
import pytest

from matinee.domain.requests import Wish
from matinee.domain.signals import NO_SIGNALS
from matinee.lab.core.answers import Told
from matinee.lab.data.histories import Histories
from matinee.ops.registry.registry import Registry
from matinee.ops.registry.shadowed import Shadowed
from matinee.services.recommending import serve as room
from matinee.services.recommending.serve import Recommending, recommend
from matinee.services.recommending.shadow import LEFT_BEHIND, WAITING, Shadowing, agreement
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import Made

PATIENCE = 20.0


@dataclass
class Stage:
    """A house with a shadow, and one person in it who has rated a few titles."""

    cinema: Cinema
    house: Recommending
    shadowing: Shadowing
    person: int

    async def ask(self, times: int = 1) -> list[dict]:
        """As many fresh answers."""
        return [orjson.loads(await recommend(self.house, self.person, Wish(k=10))) for _ in range(times)]

    async def seen(self, enough: Callable[[Shadowed], bool]) -> Shadowed:
        """What was counted, once it is enough."""
        found: Shadowed | None = None
        until = time.monotonic() + PATIENCE
        while found is None or not enough(found):
            assert time.monotonic() < until, found
            for one in self.shadowing.take():
                found = one if found is None else found.with_more(one)
            await asyncio.sleep(0.01)
        return found

    def breaks(self, told: Callable[[Histories], Told]) -> None:
        """From now on the model of the shadow that ranks does this."""
        release = self.cinema.models.shadow.bound.release
        model = copy.copy(release.ranks)
        model.told = told
        release.models[release.recipe.ranks] = model


@pytest.fixture
async def stage(cinema: Cinema, made_release: Made) -> AsyncIterator[Stage]:
    registry = Registry(cinema.house.home / "models" / "main")
    registry.set_shadow(made_release.second, by="somebody", why="to see")
    await cinema.looked_again()
    ana = await cinema.house.program()
    await cinema.rate(ana, 1, 2, 3, 4)
    found = await cinema.house.service.storage.read(lambda tx: tx.accounts.accounts.named("ana"))
    assert found is not None
    person = found.account.id
    shadowing = Shadowing(share=1.0, limit=0.15)
    house = replace(cinema.house.service.recommending, shadowing=shadowing, good=0.0)
    yield Stage(cinema, house, shadowing, person)
    shadowing.close()


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Opened at the end, so that no thread is left behind."""
    made = threading.Event()
    yield made
    made.set()


async def test_a_version_that_answers_alike_agrees_and_shows_nobody_anything(stage: Stage, made_release: Made) -> None:
    answers = await stage.ask(5)
    found = await stage.seen(lambda one: one.asked == 5)
    assert (found.shadow, found.champion) == (made_release.second, made_release.first)
    assert (found.compared, found.failed, found.late, found.dropped) == (5, 0, 0, 0)
    assert (found.overlap, found.order) == (5.0, 5.0)
    assert sum(found.shadow_took) == sum(found.champion_took) == 5
    assert {one["model_version"] for one in answers} == {made_release.first}


async def test_one_that_ranks_otherwise_agrees_less(stage: Stage) -> None:
    release = stage.cinema.models.shadow.bound.release
    release.models[release.recipe.ranks] = release.models["popular"]
    await stage.ask(2)
    found = await stage.seen(lambda one: one.compared == 2)
    assert found.overlap < 2.0
    assert found.order < 2.0


async def test_one_that_raises_is_counted_and_harms_no_answer(stage: Stage) -> None:
    def told(_: Histories) -> Told:
        raise RuntimeError("no luck")

    stage.breaks(told)
    answers = await stage.ask(4)
    found = await stage.seen(lambda one: one.asked == 4)
    assert (found.failed, found.compared) == (4, 0)
    assert found.fault == "personalised: RuntimeError: no luck"
    assert {(one["source"], one["degraded"]) for one in answers} == {("personalised", False)}


async def test_one_that_hangs_keeps_nobody_waiting_and_threads_do_not_pile_up(
    stage: Stage, gate: threading.Event
) -> None:
    stage.breaks(lambda _: gate.wait(PATIENCE) and None)  # type: ignore[arg-type, return-value]
    begun = time.monotonic()
    answers = await stage.ask(WAITING + LEFT_BEHIND + 10)
    assert time.monotonic() - begun < 5.0
    assert {one["source"] for one in answers} == {"personalised"}
    found = await stage.seen(lambda one: one.late == LEFT_BEHIND)
    await stage.ask(WAITING + 3)
    assert len(stage.shadowing._left) == LEFT_BEHIND
    assert stage.shadowing._turn is None
    assert found.dropped + (await stage.seen(lambda one: one.dropped > 0)).dropped > 0
    gate.set()
    again = await stage.seen(lambda one: one.asked >= 1)
    assert again.late == 0


async def test_one_that_is_slow_is_given_no_more_time_and_what_it_says_late_does_not_count(stage: Stage) -> None:
    usual = stage.cinema.models.shadow.bound.release.ranks
    taken = iter([0.6])

    def told(histories: Histories) -> Told:
        time.sleep(next(taken, 0.0))
        return type(usual).told(usual, histories)  # type: ignore[attr-defined]

    stage.breaks(told)
    await stage.ask(1)
    found = await stage.seen(lambda one: one.late == 1)
    assert (found.asked, found.compared) == (1, 0)
    await asyncio.sleep(0.7)
    await stage.ask(1)
    after = await stage.seen(lambda one: one.asked >= 1)
    assert (after.asked, after.compared) == (1, 1)


async def test_nothing_that_a_shadow_says_is_written_down_as_shown(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[str] = []
    usual = room.log_slate
    monkeypatch.setattr(
        room, "log_slate", lambda ctx, slate: (logged.append(slate.model_version), usual(ctx, slate))[1]
    )
    answers = await stage.ask(6)
    await stage.seen(lambda one: one.compared == 6)
    assert logged == [one["model_version"] for one in answers]


async def test_a_share_of_the_answers_is_asked_and_those_of_an_arm_are_not(stage: Stage) -> None:
    house = replace(stage.house, shadowing=Shadowing(share=0.25))
    for _ in range(8):
        await recommend(house, stage.person, Wish(k=10))
    stage.shadowing = house.shadowing
    assert (await stage.seen(lambda one: one.asked == 2)).asked == 2
    standing = await stage.cinema.models.standing()
    other = replace(standing, bound=replace(standing.bound, release=replace(standing.bound.release)))
    house.shadowing._due = 1.0
    house.shadowing.offer(stage.cinema.models, other, room.Person(NO_SIGNALS), Wish(k=10), at=0)
    assert not house.shadowing.take()


def test_lists_agree_by_what_they_share_and_by_its_order() -> None:
    one = np.array([4, 2, 9])
    assert agreement(one, one) == (1.0, 1.0)
    assert agreement(one, one[::-1]) == (1.0, -1.0)
    overlap, order = agreement(one, np.array([4, 2, 7]))
    assert (overlap, order) == (pytest.approx(2 / 3), pytest.approx(4 / 6))
    overlap, order = agreement(one, np.array([1, 3, 5]))
    assert overlap == 0.0
    assert order == pytest.approx(-9 / 12)
    assert agreement(one[:0], one[:0]) == (1.0, 1.0)
