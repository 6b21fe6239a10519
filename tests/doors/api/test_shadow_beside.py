"""L11: a version is asked beside the one that answers, and sleeps, raises or computes; those who are answered go on."""

import asyncio
import copy
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace

import httpx
import numpy as np
import pytest
from sqlalchemy import text

from matinee.domain.requests import Wish
from matinee.lab.core.answers import Told
from matinee.lab.data.histories import Histories
from matinee.ops.registry.registry import Registry
from matinee.services.recommending.answer import Person
from matinee.services.recommending.models import Models
from matinee.services.recommending.shadow import SHARE, Shadowing
from matinee.services.recommending.standing import Standing
from tests.fixtures.loop import Notes
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import Made

RATE = 40.0
"""Requests a second, by the clock and not by the answers."""
NONE, SLEEPS, RAISES, COMPUTES = "no shadow", "sleeps 10 s", "raises", "takes 64 MiB and computes for 0.2 s"
LOUD = 3.0
"""A p99 that many times as long is no luck."""
QUIET = 1.05
DRAWN = 1_000


def sleeps(_: Histories) -> Told:
    time.sleep(10.0)
    raise RuntimeError("awake")


def raises(_: Histories) -> Told:
    raise RuntimeError("no luck")


def computes(_: Histories) -> Told:
    matrix, until = np.ones((2_896, 2_896)), time.monotonic() + 0.2
    while time.monotonic() < until:
        np.sqrt(matrix, out=matrix)
    raise RuntimeError("nothing came of it")


KINDS: dict[str, Callable[[Histories], Told]] = {SLEEPS: sleeps, RAISES: raises, COMPUTES: computes}


@dataclass
class Crowd:
    """seconds: that answers took, by what the shadow did meanwhile."""

    cinema: Cinema
    clients: list[httpx.AsyncClient]
    made: Made
    shadowing: Shadowing
    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    asked: int = 0

    async def beside(self, kind: str) -> None:
        """From now on this is what the shadow does."""
        registry, models = Registry(self.cinema.house.home / "models" / "main"), self.cinema.models
        if registry.roles().shadow is not None:
            registry.end_shadow(by="a test", why="to see without")
        if kind != NONE:
            registry.set_shadow(self.made.second, by="a test", why="to see with")
        await self.cinema.looked_again()
        if kind != NONE:
            release = models.shadow.bound.release
            model = copy.copy(release.ranks)
            model.told = KINDS[kind]
            release.models[release.recipe.ranks] = model

    async def ask(self, kind: str, times: int) -> None:
        """At a steady rate, whether answers come or not."""
        begun, waiting = time.monotonic(), []
        for number in range(times):
            waiting.append(asyncio.create_task(self._one(kind, self.clients[number % len(self.clients)])))
            await asyncio.sleep(max(0.0, begun + (number + 1) / RATE - time.monotonic()))
        await asyncio.gather(*waiting)

    async def _one(self, kind: str, client: httpx.AsyncClient) -> None:
        self.asked += 1
        begun = time.monotonic()
        answer = await client.get("/recommendations")
        self.seconds[kind].append(time.monotonic() - begun)
        said = answer.json()
        if answer.status_code != 200 or said["degraded"] or said["model_version"] != self.made.first:
            self.faults.append(f"{kind}: status {answer.status_code}, {said}")

    async def written(self) -> dict[str, int]:
        """How many slates were shown, by the version that is said to have made them."""
        words = text("SELECT model_version, SUM(showings) FROM exposures GROUP BY model_version")
        return await self.cinema.house.service.storage.read(
            lambda tx: {version: int(shown) for version, shown in tx._stores.connection.execute(words)}
        )

    def p99(self, kind: str) -> float:
        return float(np.quantile(self.seconds[kind], 0.99))


@pytest.fixture
async def crowd(cinema: Cinema, made_release: Made) -> AsyncIterator[Crowd]:
    app = cinema.house.app
    service, shadowing = app.state.service, Shadowing(share=SHARE)
    app.state.service = replace(service, recommending=replace(service.recommending, good=0.0, shadowing=shadowing))
    clients = []
    for person in range(4):
        client = await cinema.house.program(f"person{person}")
        await cinema.rate(client, 25 * person + 1, 25 * person + 2)
        clients.append(client)
    made = Crowd(cinema, clients, made_release, shadowing)
    await made.ask("warm", 20)
    yield made
    shadowing.close()


async def test_an_answer_that_waited_for_the_shadow_would_be_seen(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A house that asks it before the answer leaves, and not beside it."""

    def offer(self: Shadowing, models: Models, standing: Standing, person: Person, wish: Wish, *, at: int) -> None:
        if models.shadow is not None:
            time.sleep(0.3)

    await crowd.beside(NONE)
    await crowd.ask(NONE, 10)
    monkeypatch.setattr(Shadowing, "offer", offer)
    await crowd.beside(SLEEPS)
    await crowd.ask(SLEEPS, 10)
    assert crowd.p99(SLEEPS) > LOUD * crowd.p99(NONE)


def ratio_of_p99(beside: np.ndarray, without: np.ndarray, chance: np.random.Generator) -> tuple[float, float]:
    """And what it is at least, with a certainty of 97.5 %. seconds: (rounds, requests) each; rounds are drawn anew."""
    drawn = chance.integers(0, len(beside), (DRAWN, len(beside)))
    ratios = [np.quantile(beside[rows], 0.99) / np.quantile(without[rows], 0.99) for rows in drawn]
    return float(np.quantile(beside, 0.99) / np.quantile(without, 0.99)), float(np.quantile(ratios, 0.025))


def test_a_shadow_that_is_paid_for_is_told_from_luck() -> None:
    chance = np.random.default_rng(1)
    without = chance.gamma(4.0, 0.003, (60, 75))
    same, dearer = chance.gamma(4.0, 0.003, (60, 75)), 1.3 * chance.gamma(4.0, 0.003, (60, 75))
    assert ratio_of_p99(same, without, chance)[1] <= QUIET < ratio_of_p99(dearer, without, chance)[1]


@pytest.mark.loop
@pytest.mark.timeout(3600)
async def test_a_shadow_that_sleeps_raises_or_computes_harms_nobody(crowd: Crowd, notes: Notes) -> None:
    """All kinds by turns, so that what else the machine does falls on each alike."""
    rounds, times = 60, 75
    kinds = [NONE, *KINDS]
    for turn in range(rounds):
        for kind in notes.chance(turn).permutation(kinds).tolist():
            await crowd.beside(kind)
            await crowd.ask(kind, times)
    await crowd.beside(NONE)
    asked = len(kinds) * rounds * times
    told = f"a shadow at {RATE:.0f} requests a second"
    notes.check("L11", f"{told}: answers that failed, or that it made", len(crowd.faults), trials=asked, high=0)
    written = await crowd.written()
    assert sum(written.values()) == crowd.asked, "what people were shown is not all written down"
    others = sum(shown for version, shown in written.items() if version != crowd.made.first)
    notes.check("L11", f"{told}: slates written down that nobody was shown", others, trials=asked, high=0)
    by_round = {kind: np.array(crowd.seconds[kind]).reshape(rounds, times) for kind in kinds}
    found = {kind: ratio_of_p99(by_round[kind], by_round[NONE], notes.chance(rounds)) for kind in KINDS}
    for kind, (ratio, _) in found.items():
        notes.check("L11", f"{told}, it {kind}: p99 by that without", ratio, trials=rounds * times)
    for kind, (_, least) in found.items():
        notes.check("L11", f"{told}, it {kind}: p99 by that without, at least", least, trials=rounds, high=QUIET)
