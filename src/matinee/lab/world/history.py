"""The years before the service: what people met by chance, watched and rated, a block of people at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matinee.kit.seeds import generator
from matinee.lab.world.response import Response
from matinee.lab.world.sizes import DAY
from matinee.lab.world.traits import END

BLOCK = 250
"""People who live together in memory."""
PILOT_BLOCKS = 1_000_000
SITTING_MOOD = 0.6
"""Standard deviation in stars of what an evening adds to all its ratings."""


@dataclass(frozen=True, eq=False)
class Watches:
    """One row a watched and rated title, by person and time. person: row in the block's PeopleTraits."""

    person: np.ndarray
    title: np.ndarray
    time: np.ndarray
    rating: np.ndarray


def joined(parts: Sequence[Watches]) -> Watches:
    """One after the other."""
    return Watches(
        np.concatenate([part.person for part in parts]),
        np.concatenate([part.title for part in parts]),
        np.concatenate([part.time for part in parts]),
        np.concatenate([part.rating for part in parts]),
    )


def live(
    response: Response, *, pace: float, watches: float, seed: int, until: int = END, first_block: int = 0
) -> Watches:
    """What every person did from joining until a moment.

    watches: how many a person of average activity comes to. pace: chance meetings that make one watch, see `find_pace`.
    People live in blocks, each with a stream of chance of its own, so that memory stays small and blocks can be lived
    apart: `first_block` is the number of the first.
    """
    blocks = [
        _live_block(
            response,
            slice(start, start + BLOCK),
            pace=pace * watches,
            a_sitting=pace,
            seed=seed,
            until=until,
            number=first_block + start // BLOCK,
        )
        for start in range(0, len(response.people), BLOCK)
    ]
    return joined(blocks)


def _live_block(
    response: Response, rows: slice, *, pace: float, a_sitting: float, seed: int, until: int, number: int
) -> Watches:
    rng = generator(seed, f"world history {number}")
    here = response.of_people(rows)
    meetings = rng.poisson(here.people.activity * pace)
    person = np.repeat(np.arange(len(here.people), dtype=np.int32), meetings)
    time, sitting = _moments(here, person, rng, a_sitting=a_sitting, until=until)
    title = here.titles.lots.draw(len(person), rng)
    watched = _watched(here, person, title, time, rng)
    who, what, when, evening = _first_time_only(person[watched], title[watched], time[watched], sitting[watched])
    mood = rng.normal(0, SITTING_MOOD, int(sitting.max(initial=0)) + 1)[evening]
    rating = here.rate(who, what, when, mood=mood, rng=rng)
    return Watches(who + np.int32(rows.start), what, when, rating)


def find_pace(response: Response, *, watches: float, seed: int, until: int = END, pilots: int = 400) -> float:
    """How many chance meetings make one watch of something not watched before, so that histories come out as long as
    asked: found by letting some people live a few times over."""
    few = response.of_people(slice(0, pilots))
    wanted = watches * float(few.people.activity.mean())
    pace = 8.0
    for attempt in range(6):
        lived = live(few, pace=pace, watches=watches, seed=seed, until=until, first_block=PILOT_BLOCKS + 10 * attempt)
        pace *= wanted / max(1e-9, len(lived.person) / len(few.people))
    return pace


def _watched(
    response: Response, person: np.ndarray, title: np.ndarray, time: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Rows of the meetings that end in watching. Freshness is looked at first: most meetings fail there already, and it
    costs far less than a look at the taste."""
    luck = rng.random(len(person))
    freshness = response.freshness(title, time)
    fresh = np.flatnonzero(luck < freshness)
    odds = freshness[fresh] * response.interest(person[fresh], title[fresh], time[fresh])
    return fresh[luck[fresh] < odds]


def _moments(
    response: Response, person: np.ndarray, rng: np.random.Generator, *, a_sitting: float, until: int
) -> tuple[np.ndarray, np.ndarray]:
    """Times (meetings,) and a number of the sitting each falls into: evenings by habit, several meetings in one."""
    people = response.people
    counts = np.bincount(person, minlength=len(people))
    sittings = np.maximum(1, np.ceil(counts / (people.binge * a_sitting))).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(sittings)])
    sitting = first[person] + (rng.random(len(person)) * sittings[person]).astype(np.int64)
    owner = np.repeat(np.arange(len(people)), sittings)
    span = np.maximum(until - people.joined[owner] - 2 * DAY, DAY)
    day = (people.joined[owner] + rng.random(len(owner)) * span) // DAY
    day = _towards_weekends(day, people.weekend[owner], rng)
    hour = (people.hour[owner] + rng.normal(0, 1.3, len(owner))) % 24
    evening = (day * DAY + hour * 3600).astype(np.int64)
    time = evening[sitting] + (rng.random(len(person)) * 3 * 3600).astype(np.int64)
    return np.minimum(time, until - 1), sitting


def _towards_weekends(day: np.ndarray, leaning: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Moves some evenings to the Saturday of their week. Day 0 was a Thursday."""
    moved = rng.random(len(day)) < leaning * 0.5
    saturday = day - (day + 5) % 7 + rng.integers(0, 2, len(day))
    return np.where(moved, saturday, day)


def _first_time_only(
    person: np.ndarray, title: np.ndarray, time: np.ndarray, sitting: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Rows ordered by person and time, each (person, title) kept once, at its first time."""
    order = np.lexsort((time, title, person))
    again = np.zeros(len(order), dtype=bool)
    again[1:] = (person[order][1:] == person[order][:-1]) & (title[order][1:] == title[order][:-1])
    kept = order[~again]
    kept = kept[np.lexsort((title[kept], time[kept], person[kept]))]
    return person[kept], title[kept], time[kept], sitting[kept]
