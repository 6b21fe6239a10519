"""The people of a simulation: they come, look, watch, rate and leave, at a house and, in other lives, under every rule
that it is compared with."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from matinee.doors.cli.simulate.place import Place
from matinee.kit.seeds import generator
from matinee.lab.world.audience import Audience, Reaction
from matinee.lab.world.lives import ByRule, Life, by_popularity, by_the_truth, by_themselves
from matinee.ops.simulation.figures import Visit

T = TypeVar("T")
SAYS_HOW_IT_WAS = 0.3
"""Chance that somebody says how satisfied they are with a slate."""
WAITED_IN_VAIN = 2
"""What they say where nothing of it was watched."""


@dataclass
class AtHouse:
    """People who are shown what a house recommends, over HTTP, and tell it what they watched. version: that made the
    last slate."""

    place: Place
    life: Life
    version: str | None = None

    def join(self, person: int, time: int) -> None:
        """Opens an account, and tells what was seen before."""
        self.place.enter(person)
        self._tell(person, *self.life.join(person, time))

    def leave(self, person: int) -> None:
        self.place.leave(person)
        self.life.leave(person)

    def visit(self, person: int, time: int) -> float | None:
        """What the slate is truly worth; None where there was no answer."""
        self._tell(person, *self.life.find(person, time))
        answer = self.place.ask(person, "GET", f"/recommendations?k={self.life.audience.terms.slate}")
        if answer is None:
            return None
        said = answer.json()
        self.version = said["model_version"]
        shown = [self.place.numbers.get(item["id"], -1) for item in said["items"]]
        slate = np.array([one for one in shown if one >= 0], dtype=np.int64)
        worth, did = self.life.look(person, slate, time)
        self._act(person, slate, did, said, time)
        self._tell(person, slate[did.watched], did.rating[did.watched])
        return worth

    def _act(self, person: int, slate: np.ndarray, did: Reaction, said: Mapping[str, Any], time: int) -> None:
        """Clicks, and now and then how satisfied they are."""
        events: list[dict[str, Any]] = []
        mark, slate_id = f"{self.place.prefix}-{person}-{time}", said["slate_id"]
        for rank in np.flatnonzero(did.clicked).tolist():
            title = int(self.place.ids[slate[rank]])
            one = {"id": f"{mark}-c{rank}", "kind": "clicked", "slate_id": slate_id, "title_id": title}
            events.append(one)
            if did.watched[rank]:
                events.append({**one, "id": f"{mark}-w{rank}", "kind": "watched", "value": 1.0})
            if did.rating[rank] > 0:
                events.append({**one, "id": f"{mark}-r{rank}", "kind": "rated", "value": float(did.rating[rank])})
        if generator(self.life.audience.terms.seed, f"says {person} {time}").random() < SAYS_HOW_IT_WAS:
            liked = did.rating[did.rating > 0]
            value = round(float(liked.mean())) if len(liked) else WAITED_IN_VAIN
            events.append({"id": f"{mark}-s", "kind": "satisfied", "slate_id": slate_id, "value": max(1, value)})
        if events:
            self.place.ask(person, "POST", "/feedback", {"events": events})

    def _tell(self, person: int, titles: np.ndarray, stars: np.ndarray) -> None:
        """What was watched, and the stars where some were given."""
        for title, star in zip(self.place.ids[titles].tolist(), stars.tolist(), strict=True):
            self.place.ask(person, "POST", f"/titles/{title}/watches", {})
            if star > 0:
                self.place.ask(person, "PUT", f"/ratings/{title}", {"stars": star})


@dataclass
class Company:
    """Everybody, once at each house and once under each rule that needs none; what happens in one of these lives is
    nothing to the others. founding: int64 (titles,), ratings before the first day. frozen: None where there is no
    second house. alone: people who are shown nothing."""

    founding: np.ndarray
    house: AtHouse
    frozen: AtHouse | None
    popular: ByRule
    oracle: ByRule
    alone: ByRule
    _others: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="house"))

    @classmethod
    def of(cls, audience: Audience, places: Sequence[Place], founding: np.ndarray) -> "Company":
        """places: the house, and with it one that learns nothing."""
        houses = [AtHouse(place, Life.of(audience)) for place in places]
        frozen = houses[1] if len(houses) > 1 else None
        rules = by_popularity(audience, founding), by_the_truth(audience), by_themselves(audience)
        return cls(founding, houses[0], frozen, *rules)

    @property
    def audience(self) -> Audience:
        return self.house.life.audience

    def close(self) -> None:
        self._others.shutdown()

    def here(self, person: int) -> bool:
        return person in self.house.life.rated

    def __len__(self) -> int:
        """How many are here."""
        return len(self.house.life.rated)

    def join(self, person: int, time: int) -> None:
        self._everywhere(lambda one: one.join(person, time))

    def leave(self, person: int) -> None:
        self._everywhere(lambda one: one.leave(person))

    def visit(self, person: int, time: int, *, day: int) -> Visit | None:
        """None where a house did not answer."""
        house, frozen, popular, oracle, _ = self._everywhere(lambda one: one.visit(person, time))
        if house is None or popular is None or oracle is None or (frozen is None and self.frozen is not None):
            return None
        return Visit(day=day, person=person, house=house, frozen=frozen, popular=popular, oracle=oracle)

    def _everywhere(self, do: Callable[[AtHouse | ByRule], T]) -> tuple[T, T | None, T, T, T]:
        """What it comes to in each life. Both houses are asked at the same time."""
        beside = None if self.frozen is None else self._others.submit(do, self.frozen)
        try:
            house, popular, oracle, alone = do(self.house), do(self.popular), do(self.oracle), do(self.alone)
        finally:
            frozen = None if beside is None else beside.result()
        return house, frozen, popular, oracle, alone
