"""The lives of one company of people under several rules: what each has seen and rated where other titles were shown.

Under every rule the same people come at the same moments, with the same luck. What they have seen by then is what that
rule had them see: a rule is not compared on people who have seen the best of what another had to show.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from matinee.lab.world.audience import Audience, Reaction, popular


@dataclass
class Life:
    """seen: bool (people, titles). counts: int64 (titles,), ratings that were given. rated: of everybody who is there,
    stars by title. told: the moment at which each was rated. shown: that at which each title was shown to a person for
    the last time. last: when each was here."""

    audience: Audience
    seen: np.ndarray
    counts: np.ndarray
    rated: dict[int, dict[int, float]] = field(default_factory=dict)
    told: dict[tuple[int, int], int] = field(default_factory=dict)
    shown: dict[tuple[int, int], int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, audience: Audience) -> "Life":
        titles = len(audience.response.titles)
        return cls(audience, np.zeros((len(audience), titles), dtype=bool), np.zeros(titles, dtype=np.int64))

    def join(self, person: int, time: int) -> tuple[np.ndarray, np.ndarray]:
        """Titles that were seen before, and their stars."""
        titles, stars = self.audience.told[person]
        self.rated[person], self.last[person] = {}, time
        self._watched(person, titles, stars, time)
        return titles, stars

    def leave(self, person: int) -> None:
        del self.rated[person], self.last[person]

    def find(self, person: int, time: int) -> tuple[np.ndarray, np.ndarray]:
        """Titles that were found and watched since the last time without having been shown, and their stars."""
        days = max(0.0, (time - self.last[person]) / 86_400)
        titles, stars = self.audience.by_chance(person, time, days=days, seen=self.seen[person])
        self.last[person] = time
        self._watched(person, titles, stars, time)
        return titles, stars

    def look(self, person: int, slate: np.ndarray, time: int) -> tuple[float, Reaction]:
        """What the slate is truly worth, and what the person does with it."""
        self.shown.update(((person, title), time) for title in slate.tolist())
        worth = self.audience.satisfaction(person, slate, time, seen=self.seen[person])
        did = self.audience.react(person, slate, time, seen=self.seen[person])
        self._watched(person, slate[did.watched], did.rating[did.watched], time)
        return worth, did

    def _watched(self, person: int, titles: np.ndarray, stars: np.ndarray, time: int) -> None:
        for title, star in zip(titles.tolist(), stars.tolist(), strict=True):
            self.seen[person, title] = True
            if star > 0:
                self.rated[person][title] = star
                self.told[person, title] = time
                self.counts[title] += 1


Shows = Callable[[Life, int, int], np.ndarray]
"""The slate of a rule, for a person at a moment."""


@dataclass
class ByRule:
    """People who are shown what a rule says that needs no house."""

    life: Life
    shows: Shows

    def join(self, person: int, time: int) -> None:
        self.life.join(person, time)

    def leave(self, person: int) -> None:
        self.life.leave(person)

    def visit(self, person: int, time: int) -> float | None:
        """What the slate is truly worth."""
        self.life.find(person, time)
        return self.life.look(person, self.shows(self.life, person, time), time)[0]


def by_popularity(audience: Audience, founding: np.ndarray) -> ByRule:
    """The titles that most people have rated so far. founding: ratings of each title before the first day."""

    def shows(life: Life, person: int, _: int) -> np.ndarray:
        return popular(founding + life.counts, seen=life.seen[person], k=audience.terms.slate)

    return ByRule(Life.of(audience), shows)


def by_the_truth(audience: Audience) -> ByRule:
    """The best there is at each visit, by the person's true taste."""
    return ByRule(Life.of(audience), lambda life, person, time: audience.best(person, time, seen=life.seen[person]))


def by_themselves(audience: Audience) -> ByRule:
    """People who are never shown anything."""
    return ByRule(Life.of(audience), lambda *_: np.zeros(0, dtype=np.int64))
