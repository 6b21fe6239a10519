"""The people of a simulation at a house: they come, look, watch, rate and leave, and each visit is
put beside the truth."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from matinee.domain.errors import BadData
from matinee.doors.cli.simulate.asking import Asking, password_of
from matinee.kit.seeds import generator
from matinee.lab.world.audience import Audience, Reaction, popular
from matinee.ops.simulation.figures import Visit

T = TypeVar("T")
PAGE = 100
SAYS_HOW_IT_WAS = 0.3
"""Chance that somebody says how satisfied they are with a slate."""
WAITED_IN_VAIN = 2
"""What they say where nothing of it was watched."""


@dataclass
class Place:
    """One house as the people know it. ids: of the world's titles at this house. tokens: of the sessions, by person.
    new: whether nobody can have an account from an earlier time."""

    asking: Asking
    ids: np.ndarray
    numbers: dict[int, int]
    new: bool = False
    tokens: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, asking: Asking, known: Mapping[str, int], titles: int, *, new: bool = False) -> "Place":
        """known: ids at the house, by the number of the title in the world. BadData where it does not have them all."""
        found = {int(number): one for number, one in known.items() if 1 <= int(number) <= titles}
        if len(found) < titles:
            raise BadData(
                f"this house has {len(found)} of the {titles} titles of the world",
                where=asking.url,
                remedy="Simulate people at a house of that world: matinee demo --size SIZE, and the same --size here",
            )
        ids = np.array([found[number] for number in range(1, titles + 1)], dtype=np.int64)
        return cls(asking, ids, {int(one): number for number, one in enumerate(ids.tolist())}, new)

    @classmethod
    def at(cls, asking: Asking, origin: str, titles: int, token: str) -> "Place":
        """Of a house that is asked for each of its titles. origin: by which it knows those of the world."""
        told = ((one, asking.must("GET", f"/titles/{one}", token=token)) for one in _catalogue(asking, token))
        known = {said["external_ids"].get(origin): one for one, said in told}
        return cls.of(asking, {number: one for number, one in known.items() if number is not None}, titles)

    def enter(self, name: str) -> str:
        """The token of a session."""
        return self.asking.open(name, password_of(name)) if self.new else self.asking.enter(name, password_of(name))


@dataclass
class Company:
    """places: the house, and with it those that are told the same and learn nothing. seen, rated: what the people have
    seen and what they told. counts: ratings of each title that anybody could count.

    All places are asked at the same time, each in the order in which things happen."""

    audience: Audience
    places: Sequence[Place]
    prefix: str
    seen: np.ndarray
    counts: np.ndarray
    rated: dict[int, dict[int, float]] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    version: str | None = None

    def __post_init__(self) -> None:
        self._others = ThreadPoolExecutor(max(1, len(self.places) - 1), thread_name_prefix="place")

    @property
    def house(self) -> Place:
        return self.places[0]

    def join(self, person: int, time: int) -> None:
        """Opens an account at each house, and tells what was seen before."""
        name = f"{self.prefix}-{person}"
        titles, stars = self.audience.told[person]
        entered = self._everywhere(lambda place: place.enter(name))
        for place, token in zip(self.places, entered, strict=True):
            place.tokens[person] = token
        self.rated[person], self.last[person] = {}, time
        self._tell(person, titles, stars)

    def leave(self, person: int) -> None:
        """The account and all of it is deleted."""
        self._everywhere(lambda place: place.asking.ask("DELETE", "/me", token=place.tokens.pop(person)))
        del self.rated[person], self.last[person]

    def visit(self, person: int, time: int, *, day: int) -> Visit | None:
        """None where there was no answer. What was found without the house since the last time is told first."""
        days = max(0.0, (time - self.last[person]) / 86_400)
        found, stars = self.audience.by_chance(person, time, days=days, seen=self.seen[person])
        self._tell(person, found, stars)
        self.last[person] = time
        told = self._everywhere(lambda place: self._slate(place, person))
        answers = [one for one in told if one is not None]
        if len(answers) < len(self.places):
            return None
        visit = self._worth(person, [slate for slate, _ in answers], time, day=day)
        slate, said = answers[0]
        self._act(person, slate, self.audience.react(person, slate, time, seen=self.seen[person]), said, time)
        return visit

    def _worth(self, person: int, slates: Sequence[np.ndarray], time: int, *, day: int) -> Visit:
        seen, audience = self.seen[person], self.audience
        worth = [audience.satisfaction(person, slate, time, seen=seen) for slate in slates]
        common = popular(self.counts, seen=seen, k=audience.terms.slate)
        best = audience.best(person, time, seen=seen)
        return Visit(
            day=day,
            person=person,
            house=worth[0],
            frozen=worth[1] if len(worth) > 1 else None,
            popular=audience.satisfaction(person, common, time, seen=seen),
            oracle=audience.satisfaction(person, best, time, seen=seen),
        )

    def _slate(self, place: Place, person: int) -> tuple[np.ndarray, Mapping[str, Any]] | None:
        path = f"/recommendations?k={self.audience.terms.slate}"
        answer = place.asking.ask("GET", path, token=place.tokens[person])
        if answer is None:
            return None
        said = answer.json()
        if place is self.house:
            self.version = said["model_version"]
        shown = [place.numbers.get(item["id"], -1) for item in said["items"]]
        return np.array([one for one in shown if one >= 0], dtype=np.int64), said

    def _act(self, person: int, slate: np.ndarray, did: Reaction, said: Mapping[str, Any], time: int) -> None:
        """Clicks and satisfaction go to the house that showed the slate; what was watched and rated to all."""
        house, events = self.house, []
        mark = f"{self.prefix}-{person}-{time}"
        slate_id = said["slate_id"]
        for rank in np.flatnonzero(did.clicked).tolist():
            title = int(house.ids[slate[rank]])
            one = {"id": f"{mark}-c{rank}", "kind": "clicked", "slate_id": slate_id, "title_id": title}
            events.append(one)
            if did.watched[rank]:
                events.append({**one, "id": f"{mark}-w{rank}", "kind": "watched", "value": 1.0})
            if did.rating[rank] > 0:
                events.append({**one, "id": f"{mark}-r{rank}", "kind": "rated", "value": float(did.rating[rank])})
        rng = generator(self.audience.terms.seed, f"says {person} {time}")
        if rng.random() < SAYS_HOW_IT_WAS:
            liked = did.rating[did.rating > 0]
            value = round(float(liked.mean())) if len(liked) else WAITED_IN_VAIN
            events.append({"id": f"{mark}-s", "kind": "satisfied", "slate_id": slate_id, "value": max(1, value)})
        if events:
            house.asking.ask("POST", "/feedback", token=house.tokens[person], body={"events": events})
        self._tell(person, slate[did.watched], did.rating[did.watched])

    def _tell(self, person: int, titles: np.ndarray, stars: np.ndarray) -> None:
        """Every house of what was watched, and of the stars where some were given."""
        watched = list(zip(titles.tolist(), stars.tolist(), strict=True))

        def tell(place: Place) -> None:
            token = place.tokens[person]
            for title, star in watched:
                number = int(place.ids[title])
                place.asking.ask("POST", f"/titles/{number}/watches", token=token, body={})
                if star > 0:
                    place.asking.ask("PUT", f"/ratings/{number}", token=token, body={"stars": star})

        if watched:
            self._everywhere(tell)
        for title, star in watched:
            self.seen[person, title] = True
            if star > 0:
                self.rated[person][title] = star
                self.counts[title] += 1

    def _everywhere(self, do: Callable[[Place], T]) -> list[T]:
        """What it comes to at each place, once it is done at all."""
        others = [self._others.submit(do, place) for place in self.places[1:]]
        return [do(self.house), *(one.result() for one in others)]


def company_of(audience: Audience, places: Sequence[Place], counts: np.ndarray, *, prefix: str) -> Company:
    shape = (len(audience), len(audience.response.titles))
    return Company(audience, places, prefix, np.zeros(shape, dtype=bool), counts.astype(np.int64))


def _catalogue(asking: Asking, token: str) -> list[int]:
    """Every title of the house."""
    found: list[int] = []
    cursor = None
    while True:
        more = "" if cursor is None else f"&cursor={cursor}"
        said = asking.must("GET", f"/titles?limit={PAGE}{more}", token=token)
        found += [int(one["id"]) for one in said["items"]]
        cursor = said["next"]
        if cursor is None:
            return found
