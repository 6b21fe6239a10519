"""A house in which people of the demo world have lived for days: what they were shown and did is in its stores, and
came there through the services, as it does in use."""

from dataclasses import dataclass

import numpy as np

from matinee.domain.exposures import Event
from matinee.domain.titles import Origin
from matinee.domain.watching import RequestLine
from matinee.kit.clock import MINUTE, SECOND
from matinee.lab.world.audience import Reaction, Terms, gather, moment_of, popular
from matinee.lab.world.lives import Life
from matinee.lab.world.sizes import size_named
from matinee.services.exposures.feedback import take_feedback
from matinee.services.library.rate import rate
from matinee.services.library.watch import note_watch
from tests.fixtures.catalogue import context_over, entry, take
from tests.fixtures.shown import Hall

ASKED = "/api/v1/recommendations"
ORIGIN = Origin("lived", "titles of a world in which people live")
FAILS, SAYS, DISMISSES = 0.08, 0.3, 0.8
"""Chances: that an answer fails, that somebody says how satisfied they are, that they wave away what they know."""
OPENS = 3
"""One in so many people opens whatever catches the eye; the others only what they then watch."""


@dataclass
class Company:
    """ids: of the titles of the world, in the catalogue."""

    hall: Hall
    life: Life
    ids: np.ndarray
    chance: np.random.Generator
    opened: int

    def at(self, moment: int) -> None:
        self.hall.now = self.opened + moment * SECOND

    def visit(self, person: int, moment: int) -> None:
        self.at(moment)
        name, life = f"person{person}", self.life
        self._keep(person, *life.find(person, moment))
        known = life.seen[person].copy()
        hidden = known & (self.chance.random(len(known)) < 0.9)
        slate = popular(life.counts, seen=hidden, k=life.audience.terms.slate)
        shown = self.hall.show(self.ids[slate].tolist(), name=name)
        self._ask(person)
        did = life.look(person, slate, moment)[1]
        self.hall.now += MINUTE
        events = [*self._events(person, slate, did, known), *self._satisfied(did)]
        named = [
            Event(f"{shown.id}{at}", kind, shown.id, title, value) for at, (kind, title, value) in enumerate(events)
        ]
        take_feedback(self.hall.ctx(), self.hall.person(name), named)
        self._keep(person, slate[did.watched], did.rating[did.watched])

    def _ask(self, person: int) -> None:
        """Some wait longer than others each time."""
        took = float((1 + person % 3) * self.chance.lognormal(3.0, 0.5))
        status = 500 if self.chance.random() < FAILS else 200
        found = self.hall.transaction().accounts.accounts.named(f"person{person}")
        assert found is not None
        line = RequestLine(self.hall.now, f"{self.hall.now:032}", "GET", ASKED, status, took, found.account.key)
        self.hall.stores.requests.add([line], assumed=True)

    def _events(self, person: int, slate: np.ndarray, did: Reaction, known: np.ndarray):
        for place, title in enumerate(slate.tolist()):
            if did.watched[place] or (did.clicked[place] and not person % OPENS):
                yield "clicked", int(self.ids[title]), None
            elif known[title] and self.chance.random() < DISMISSES:
                yield "dismissed", int(self.ids[title]), None

    def _satisfied(self, did: Reaction):
        if self.chance.random() < SAYS:
            liked = did.rating[did.rating > 0]
            yield "satisfied", None, float(max(1, round(float(liked.mean())))) if len(liked) else 2.0

    def _keep(self, person: int, titles: np.ndarray, stars: np.ndarray) -> None:
        library, account = self.hall.transaction().library, self.hall.person(f"person{person}")
        for title, star in zip(self.ids[titles].tolist(), stars.tolist(), strict=True):
            note_watch(library, account, title)
            if star > 0:
                rate(library, account, title, half_stars=round(2 * star))


def live(hall: Hall, *, people: int, days: int, seed: int) -> None:
    """Afterwards it is the moment of the last visit."""
    size = size_named("tiny")
    _, audience = gather(Terms(size, people, 40, days, seed, world_seed=1))
    take(
        context_over(hall.stores),
        [entry(number + 1, f"Title {number}") for number in range(size.titles)],
        origin=ORIGIN,
    )
    named = hall.stores.titles.ids_of(ORIGIN.key)
    ids = np.array([named[str(number + 1)] for number in range(size.titles)])
    opened = hall.now - moment_of(0) * SECOND
    company = Company(hall, Life.of(audience), ids, np.random.default_rng([seed, 1]), opened)
    for day in range(days):
        for moment, person in audience.visits(day):
            if person not in company.life.rated:
                company.life.join(person, moment)
            company.visit(person, moment)
