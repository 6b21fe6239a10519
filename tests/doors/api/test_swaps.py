"""L6: versions are changed again and again while people are answered, and nobody notices, in this process."""

import asyncio
import time
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from matinee.ops.registry.registry import Registry
from matinee.services.recommending.at_hand import AtHand
from matinee.services.recommending.models import Models
from matinee.services.recommending.standing import Standing
from tests.fixtures.faulty_server import swaps_in_place
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import Made

RATE = 60.0
"""Requests a second, by the clock and not by the answers: what two cores hold beside the swaps of the same process."""


@dataclass
class Crowd:
    """People with two ratings each, whom the two versions answer otherwise. expected: by version and person, what each
    shows."""

    cinema: Cinema
    clients: list[Any]
    expected: dict[tuple[str, int], list[Any]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    versions: set[str] = field(default_factory=set)
    asked: int = 0
    answered: int = 0

    async def learn(self) -> None:
        """What each version shows to each person."""
        for person, client in enumerate(self.clients):
            said = (await client.get("/recommendations")).json()
            self.expected[said["model_version"], person] = _shown(said)

    async def ask(self, until: asyncio.Event) -> None:
        """At a steady rate, whether answers come or not."""
        begun, before, waiting = time.monotonic(), self.asked, set()
        while not until.is_set():
            waiting.add(asyncio.create_task(self._one(self.asked % len(self.clients))))
            self.asked += 1
            await asyncio.sleep(max(0.0, begun + (self.asked - before) / RATE - time.monotonic()))
        await asyncio.gather(*waiting)

    async def goes_on(self) -> None:
        """Until as many were answered who ask from now on as there are people."""
        asked = self.asked
        while self.answered < asked + len(self.clients):
            await asyncio.sleep(1 / RATE)

    async def _one(self, person: int) -> None:
        try:
            answer = await self.clients[person].get("/recommendations")
        finally:
            self.answered += 1
        if answer.status_code != 200:
            self.faults.append(f"status {answer.status_code}")
            return
        said = answer.json()
        self.versions.add(said["model_version"])
        if _shown(said) != self.expected.get((said["model_version"], person)):
            self.faults.append(f"{said['model_version']} does not show that to {person}")


def _shown(said: dict[str, Any]) -> list[Any]:
    return [said["model"], said["source"], *(item["id"] for item in said["items"])]


async def crowded(cinema: Cinema, made: Made, people: int = 4) -> Crowd:
    app = cinema.house.app
    service = app.state.service
    app.state.service = replace(service, recommending=replace(service.recommending, good=0.0))
    clients = []
    for person in range(people):
        client = await cinema.house.program(f"person{person}")
        await cinema.rate(client, 25 * person + 1, 25 * person + 2)
        clients.append(client)
    crowd, registry = Crowd(cinema, clients), Registry(cinema.house.home / "models" / "main")
    for version in (made.second, made.first):
        registry.promote(version, by="a test", why="to see what it shows")
        await cinema.looked_again()
        await crowd.learn()
    assert len(crowd.expected) == 2 * people
    assert crowd.expected[made.first, 0] != crowd.expected[made.second, 0]
    return crowd


async def swapped(crowd: Crowd, made: Made, times: int) -> None:
    registry, enough = Registry(crowd.cinema.house.home / "models" / "main"), asyncio.Event()
    asking = asyncio.create_task(crowd.ask(enough))
    for place in range(times):
        version = made.second if place % 2 == 0 else made.first
        await asyncio.to_thread(registry.promote, version, by="a test", why="on and on")
        await crowd.cinema.looked_again()
        await crowd.goes_on()
    enough.set()
    await asking


async def test_versions_are_changed_and_every_answer_is_whole(cinema: Cinema, made_release: Made) -> None:
    crowd = await crowded(cinema, made_release)
    await swapped(crowd, made_release, 4)
    assert crowd.faults == []
    assert crowd.versions == {made_release.first, made_release.second}


async def test_an_answer_made_of_two_versions_would_be_seen(
    cinema: Cinema, made_release: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A house that changed what stands in the middle of an answer."""
    crowd = await crowded(cinema, made_release)
    usual = Models.standing_for

    async def mixed(self: Models, account_id: int) -> Standing:
        standing = await usual(self, account_id)
        other = self.at_hand.release_of(made_release.second)
        if standing.bound is None or other is None:
            return standing
        release = replace(standing.bound.release, version=made_release.first)
        return replace(standing, bound=replace(standing.bound, release=release))

    monkeypatch.setattr(Models, "standing_for", mixed)
    await swapped(crowd, made_release, 2)
    assert crowd.faults


async def test_a_house_that_makes_what_answers_into_the_next_version_would_be_seen(
    cinema: Cinema, made_release: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = await crowded(cinema, made_release)
    monkeypatch.setattr(AtHand, "_chosen", AtHand._chosen)
    swaps_in_place()
    await swapped(crowd, made_release, 2)
    assert crowd.faults
