"""The demo world: an audience, its titles, its log, and the truth about all of them."""

from dataclasses import dataclass, replace

import numpy as np

from matinee.kit.seeds import generator
from matinee.lab.world.history import Watches, find_pace, live
from matinee.lab.world.response import WINDOW_DAYS, Response
from matinee.lab.world.service import Decisions, open_service, weeks_before
from matinee.lab.world.sizes import DAY, Size
from matinee.lab.world.traits import END, make_people, make_titles

WASTED_EVENING = 2.5
"""Stars below which a person would rather have done something else."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What one person did with a slate, top first. clicked, watched: bool (slate,). watched_at: int64, 0 where not.
    rating: float32 stars, 0 where none was given."""

    clicked: np.ndarray
    watched: np.ndarray
    watched_at: np.ndarray
    rating: np.ndarray


@dataclass(frozen=True, eq=False)
class World:
    """Two worlds of one size and seed are the same in everything."""

    size: Size
    seed: int
    response: Response
    pace: float
    history: Watches
    decisions: Decisions | None
    lately: Watches | None
    """What people watched in the weeks of the service; None in a world without visits."""

    @property
    def now(self) -> int:
        return END

    def respond(self, person: int, slate: np.ndarray, time: int) -> Answer:
        """What a person does with a slate of titles shown at a moment; the same question gets the same answer."""
        rng = generator(self.seed, f"world answer {person} {time}")
        who, when, rank = np.full(len(slate), person), np.full(len(slate), time), np.arange(len(slate))
        clicked = rng.random(len(slate)) < self.response.glance(who, rank)
        met = clicked | (rng.random(len(slate)) < self.response.chance(who, slate, when))
        watched = met & (rng.random(len(slate)) < self.response.interest(who, slate, when))
        watched_at = np.where(watched, when + (rng.random(len(slate)) ** 2 * WINDOW_DAYS * DAY).astype(np.int64), 0)
        rating = self.response.rate(who, slate, when, mood=np.zeros(len(slate)), rng=rng)
        return Answer(clicked, watched, watched_at, np.where(watched, rating, np.float32(0.0)))

    def satisfaction(self, person: int, slate: np.ndarray, time: int) -> float:
        """The truth a recommender should raise: expected stars beyond a wasted evening that a slate brings."""
        who, when, rank = np.full(len(slate), person), np.full(len(slate), time), np.arange(len(slate))
        watches = self.response.watches_shown(who, slate, when, rank)
        return float(watches @ (self.response.enjoyment(who, slate, when) - WASTED_EVENING))


def build_world(size: Size, *, seed: int = 7) -> World:
    """Everything but words and pictures. For the scale size use `stream`, which never holds it all."""
    titles, people = make_titles(size, seed=seed), make_people(size, seed=seed)
    start = weeks_before(END, size.visits)
    response = Response(people, titles)
    pace = find_pace(response, watches=size.mean_history, seed=seed, until=start)
    response = replace(response, meetings_a_day=meetings_a_day(response, pace, size, until=start))
    history = live(response, pace=pace, watches=size.mean_history, seed=seed, until=start)
    if not size.visits:
        return World(size, seed, response, pace, history, None, None)
    decisions, lately = open_service(response, history, visits=size.visits, start=start, seed=seed)
    return World(size, seed, response, pace, history, decisions, lately)


def meetings_a_day(response: Response, pace: float, size: Size, *, until: int) -> float:
    """The rate of chance meetings that the years of history had, to go on with."""
    days = float(np.mean(until - response.people.joined)) / DAY
    return pace * size.mean_history / days
