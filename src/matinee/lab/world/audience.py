"""People of the demo world who use a service from day to day: what they do with a slate, and what it is truly worth.

They come with a few titles that they have seen, find titles by themselves too, change, and leave. Nothing of the truth
is known to whoever recommends; all of it is known here.
"""

from dataclasses import dataclass, replace

import numpy as np

from matinee.domain.errors import UnknownName
from matinee.kit.seeds import generator
from matinee.lab.world.response import Response
from matinee.lab.world.service import RATES_AFTER
from matinee.lab.world.sizes import DAY, Size
from matinee.lab.world.traits import END, START, PeopleTraits, TitleTraits
from matinee.lab.world.world import WASTED_EVENING, World, build_world

DRIFTS = {"zero": 0.0, "mild": 0.3, "strong": 1.0}
"""How far a taste moves on each axis within DRIFT_DAYS, in standard deviations of tastes between people, roughly."""
DRIFT_DAYS = 60


@dataclass(frozen=True)
class Terms:
    """What is settled before a run and cannot be changed in it.

    founders: people whose ratings the house opens with; they do not visit it. visits_a_day: of a person of average
    activity. told: titles that newcomers have seen and rate at once. present: share of the people who are there on the
    first day; the others join within the first `joining` of the days. leaving: chance of a day to go for good.
    premieres: share of the titles that come out within the days, so that nobody has rated them before. together: how
    much of the drift of tastes is the same for everybody. mood: stars of a sitting.
    """

    size: Size
    people: int
    founders: int
    days: int
    seed: int
    world_seed: int
    drift: str = "mild"
    slate: int = 10
    visits_a_day: float = 0.5
    told: int = 10
    present: float = 0.7
    joining: float = 2 / 3
    leaving: float = 0.004
    premieres: float = 0.1
    together: float = 0.5
    mood: float = 0.3
    rates: float = RATES_AFTER

    @property
    def crowd(self) -> Size:
        """The world's size with as many people as there are founders and members."""
        everybody = self.founders + self.people
        return replace(self.size, people=everybody, ratings=round(self.size.mean_history * everybody))


@dataclass(frozen=True, eq=False)
class Reaction:
    """clicked, watched: bool (titles,). rating: float32 stars, 0 where none was given."""

    clicked: np.ndarray
    watched: np.ndarray
    rating: np.ndarray


@dataclass(frozen=True, eq=False)
class Audience:
    """The members of a house, numbered from 0. joins, leaves: int64 (people,), the day; `leaves` is at least `days`
    for those who stay. premieres: int32, titles that come out in the days. told: of each person, titles and stars."""

    terms: Terms
    response: Response
    joins: np.ndarray
    leaves: np.ndarray
    premieres: np.ndarray
    told: tuple[tuple[np.ndarray, np.ndarray], ...]

    def __len__(self) -> int:
        return len(self.joins)

    def here(self, day: int) -> np.ndarray:
        """The people of a day."""
        return np.flatnonzero((self.joins <= day) & (self.leaves > day))

    def visits(self, day: int) -> list[tuple[int, int]]:
        """(moment in seconds of the world, person), in the order in which they come."""
        rng = generator(self.terms.seed, f"visits {day}")
        people = self.here(day)
        activity = np.sqrt(self.response.people.activity[people].astype(np.float64))
        comes = rng.random(len(people)) < np.minimum(0.95, self.terms.visits_a_day * activity)
        hours = (self.response.people.hour[people] + rng.normal(0, 1.0, len(people))) % 24
        moments = (moment_of(day) + hours * 3600).astype(np.int64)
        found = zip(moments[comes].tolist(), people[comes].tolist(), strict=True)
        return sorted((moment, person) for moment, person in found)

    def react(self, person: int, slate: np.ndarray, time: int, *, seen: np.ndarray) -> Reaction:
        """What a person does with titles shown at a moment; what was seen before is passed over."""
        rng = generator(self.terms.seed, f"reaction {person} {time}")
        who, when, rank = self._rows(person, slate, time)
        looked = rng.random(len(slate)) < self.response.glance(who, rank)
        clicked = looked & ~seen[slate]
        watched = clicked & (rng.random(len(slate)) < self.response.interest(who, slate, when))
        return Reaction(clicked, watched, self._rated(person, slate, time, watched, rng))

    def by_chance(self, person: int, time: int, *, days: float, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Titles that a person found and watched without the house in the days before a moment, and their stars."""
        rng = generator(self.terms.seed, f"by chance {person} {time}")
        every = np.arange(len(self.response.titles))
        who, when, _ = self._rows(person, every, time)
        found = rng.random(len(every)) < self.response.chance(who, every, when, days=days)
        found &= rng.random(len(every)) < self.response.interest(who, every, when)
        titles = np.flatnonzero(found & ~seen)
        return titles, self._rated(person, titles, time, np.ones(len(titles), dtype=bool), rng)

    def satisfaction(self, person: int, slate: np.ndarray, time: int, *, seen: np.ndarray) -> float:
        """The truth that a recommender should raise: stars beyond a wasted evening that showing the slate, and not
        leaving the person alone, is expected to bring. What was seen before brings nothing."""
        who, when, rank = self._rows(person, slate, time)
        gained = np.where(seen[slate], 0.0, self.response.effect(who, slate, when, rank))
        return float(gained @ (self.response.enjoyment(who, slate, when) - WASTED_EVENING))

    def best(self, person: int, time: int, *, seen: np.ndarray) -> np.ndarray:
        """The slate that whoever knew all tastes would show: unseen titles by what a look at them is worth."""
        every = np.flatnonzero(~seen)
        who, when, _ = self._rows(person, every, time)
        unmet = 1.0 - self.response.chance(who, every, when)
        worth = self.response.interest(who, every, when) * unmet
        worth = worth * (self.response.enjoyment(who, every, when) - WASTED_EVENING)
        return every[np.argsort(-worth, kind="stable")[: self.terms.slate]]

    def _rows(self, person: int, titles: np.ndarray, time: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return np.full(len(titles), person), np.full(len(titles), time), np.arange(len(titles))

    def _rated(
        self, person: int, titles: np.ndarray, time: int, watched: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        who, when, _ = self._rows(person, titles, time)
        mood = np.full(len(titles), rng.normal(0, self.terms.mood))
        stars = self.response.rate(who, titles, when, mood=mood, rng=rng)
        return np.where(watched & (rng.random(len(titles)) < self.terms.rates), stars, np.float32(0.0))


def moment_of(day: int) -> int:
    """Seconds of the world: the house opens when the years of the world end."""
    return END + day * DAY


def popular(counts: np.ndarray, *, seen: np.ndarray, k: int) -> np.ndarray:
    """The slate of a house that shows everybody what most have rated, and leaves out what the person has seen."""
    unseen = np.flatnonzero(~seen)
    return unseen[np.argsort(-counts[unseen], kind="stable")[:k]]


def gather(terms: Terms) -> tuple[World, Audience]:
    """The world that the founders' ratings are taken from, and the people who will use the house."""
    if terms.drift not in DRIFTS:
        raise UnknownName(f"there is no drift called '{terms.drift}'", remedy=f"Drifts: {', '.join(DRIFTS)}")
    world = build_world(terms.crowd, seed=terms.world_seed)
    rng = generator(terms.seed, "audience")
    members = slice(terms.founders, terms.founders + terms.people)
    premieres = np.sort(rng.permutation(terms.size.titles)[: round(terms.premieres * terms.size.titles)])
    titles = _premiered(world.response.titles, premieres, terms, rng)
    people = _drifting(world.response.people.rows(members), terms, rng)
    first = rng.random(terms.people) < terms.present
    joins = np.where(first, 0, rng.integers(0, max(1, round(terms.days * terms.joining)), terms.people))
    stays = rng.geometric(terms.leaving, terms.people) if terms.leaving else np.full(terms.people, terms.days)
    told = tuple(_told(world, terms.founders + person, premieres, terms.told) for person in range(terms.people))
    response = replace(world.response, people=people, titles=titles)
    return world, Audience(terms, response, joins.astype(np.int64), (joins + stays).astype(np.int64), premieres, told)


def _premiered(titles: TitleTraits, chosen: np.ndarray, terms: Terms, rng: np.random.Generator) -> TitleTraits:
    released = titles.released.copy()
    released[chosen] = moment_of(0) + (rng.random(len(chosen)) * terms.days * DAY).astype(np.int64)
    return replace(titles, released=released)


def _drifting(people: PeopleTraits, terms: Terms, rng: np.random.Generator) -> PeopleTraits:
    """The tastes of the end of the world's years, which from there on move at the speed of the terms."""
    now = people.at(np.arange(len(people)), np.full(len(people), END))
    shape = people.taste.shape
    everybody, own = rng.normal(0, 1, (1, shape[1])), rng.normal(0, 1, shape)
    share = terms.together
    way = np.sqrt(share) * everybody + np.sqrt(1 - share) * own
    drift = (DRIFTS[terms.drift] * way * (END - START) / (DRIFT_DAYS * DAY)).astype(np.float32)
    return replace(people, taste=now - drift, drift=drift)


def _told(world: World, person: int, premieres: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The last titles that a person rated in the world's years."""
    mine = np.flatnonzero((world.history.person == person) & (world.history.rating > 0))
    mine = mine[~np.isin(world.history.title[mine], premieres)]
    last = mine[np.argsort(world.history.time[mine], kind="stable")[-count:]] if count else mine[:0]
    return world.history.title[last], world.history.rating[last]
