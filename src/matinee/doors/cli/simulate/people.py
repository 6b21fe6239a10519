"""The people of a simulation at a house: they come, look, watch, rate and leave, and each visit is
put beside the truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from matinee.domain.errors import BadData
from matinee.doors.cli.simulate.asking import Asking, password_of
from matinee.kit.seeds import generator
from matinee.lab.world.audience import Audience, Reaction, popular
from matinee.ops.simulation.figures import Visit

PAGE = 100
SAYS_HOW_IT_WAS = 0.3
"""Chance that somebody says how satisfied they are with a slate."""
WAITED_IN_VAIN = 2
"""What they say where nothing of it was watched."""


@dataclass
class Place:
    """One house as the people know it. ids: of the world's titles at this house. tokens: of the sessions, by person."""

    asking: Asking
    ids: np.ndarray
    numbers: dict[int, int]
    tokens: dict[int, str] = field(default_factory=dict)

    @classmethod
    def at(cls, asking: Asking, origin: str, titles: int, token: str) -> "Place":
        """origin: by which the house knows the titles of the world. BadData where it does not have them all."""
        ids = np.zeros(titles, dtype=np.int64)
        for one in _catalogue(asking, token):
            told = asking.must("GET", f"/titles/{one}", token=token)["external_ids"].get(origin)
            if told is not None and 1 <= int(told) <= titles:
                ids[int(told) - 1] = one
        if not ids.all():
            raise BadData(
                f"this house has {int((ids > 0).sum())} of the {titles} titles of the world",
                where=asking.url,
                remedy="Simulate people at a house of that world: matinee demo --size SIZE, and the same --size here",
            )
        return cls(asking, ids, {int(one): number for number, one in enumerate(ids.tolist())})


@dataclass
class Company:
    """places: the house, and with it those that are told the same and learn nothing. seen, rated: what the people have
    seen and what they told. counts: ratings of each title that anybody could count."""

    audience: Audience
    places: Sequence[Place]
    prefix: str
    seen: np.ndarray
    counts: np.ndarray
    rated: dict[int, dict[int, float]] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    version: str | None = None

    @property
    def house(self) -> Place:
        return self.places[0]

    def join(self, person: int, time: int) -> None:
        """Opens an account at each house, and tells what was seen before."""
        name = f"{self.prefix}-{person}"
        titles, stars = self.audience.told[person]
        for place in self.places:
            place.tokens[person] = place.asking.enter(name, password_of(name))
        self.rated[person], self.last[person] = {}, time
        self._tell(person, titles, stars)

    def leave(self, person: int) -> None:
        """The account and all of it is deleted."""
        for place in self.places:
            place.asking.ask("DELETE", "/me", token=place.tokens.pop(person))
        del self.rated[person], self.last[person]

    def visit(self, person: int, time: int, *, day: int) -> Visit | None:
        """None where there was no answer. What was found without the house since the last time is told first."""
        days = max(0.0, (time - self.last[person]) / 86_400)
        found, stars = self.audience.by_chance(person, time, days=days, seen=self.seen[person])
        self._tell(person, found, stars)
        self.last[person] = time
        answers = [one for place in self.places if (one := self._slate(place, person)) is not None]
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
        for title, star in zip(titles.tolist(), stars.tolist(), strict=True):
            for place in self.places:
                token, number = place.tokens[person], int(place.ids[title])
                place.asking.ask("POST", f"/titles/{number}/watches", token=token, body={})
                if star > 0:
                    place.asking.ask("PUT", f"/ratings/{number}", token=token, body={"stars": star})
            self.seen[person, title] = True
            if star > 0:
                self.rated[person][title] = star
                self.counts[title] += 1


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
