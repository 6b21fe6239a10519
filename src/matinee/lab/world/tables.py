"""The world as tables, with ids from 1 on, in the order they are written to a folder."""

from collections.abc import Callable, Iterator
from functools import cached_property

import numpy as np
import polars as pl

from matinee.lab.world.friends import befriend
from matinee.lab.world.genres import AXES, in_words
from matinee.lab.world.history import Watches
from matinee.lab.world.offers import offers
from matinee.lab.world.reviews import reviews
from matinee.lab.world.shows import episodes
from matinee.lab.world.traits import PeopleTraits
from matinee.lab.world.words.tell import tell
from matinee.lab.world.world import World


class Tables:
    """Each table is made when it is asked for; what several need is made once."""

    def __init__(self, world: World) -> None:
        self._world = world

    def __iter__(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """(name, table), one after the other, so that not all are in memory at once."""
        made: dict[str, Callable[[], pl.DataFrame]] = {
            "titles": lambda: titles_table(self.facts),
            "ratings": lambda: self.ratings,
            "watches": self._watches,
            "decisions": self._decisions,
            "people": lambda: people_table(self._world.response.people, now=self._world.now),
            "friends": self._friends,
            "seasons": lambda: self._shows[0],
            "episodes": lambda: self._shows[1],
            "offers": lambda: offers(self._world.response.titles, self.facts, seed=self._world.seed),
            "reviews": self._reviews,
        }
        for name, make in made.items():
            yield name, make()

    @cached_property
    def facts(self) -> pl.DataFrame:
        """One row a title: id, name, plot, cast and the rest, in words."""
        return tell(self._world.response.titles, seed=self._world.seed)

    @cached_property
    def ratings(self) -> pl.DataFrame:
        """person, title, rating, time: all that people ever rated."""
        world, parts = self._world, [self._world.history]
        if world.lately is not None:
            parts.append(world.lately)
        return pl.concat(ratings_table(part) for part in parts).sort("person", "time", "title")

    @cached_property
    def _shows(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        return episodes(self._world.response.titles, self.facts, seed=self._world.seed)

    def _watches(self) -> pl.DataFrame:
        """What was watched in the weeks of the service, rated or not; before that, a watch is a rating."""
        lately = self._world.lately
        if lately is None:
            return pl.DataFrame(schema={"person": pl.Int32, "title": pl.Int32, "time": pl.Int64})
        frame = pl.DataFrame({"person": lately.person + 1, "title": lately.title + 1, "time": lately.time})
        return frame.sort("person", "time", "title")

    def _decisions(self) -> pl.DataFrame:
        """Every candidate of every visit, with the true chance that it was shown."""
        log = self._world.decisions
        if log is None:
            return pl.DataFrame(schema={"person": pl.Int32, "title": pl.Int32, "propensity": pl.Float64})
        columns = {name: getattr(log, name) for name in ("visit", "time", "rank", "propensity", "clicked", "watched")}
        frame = pl.DataFrame(
            {"person": log.person + 1, "title": log.title + 1, **columns, "watched_at": log.watched_at}
        )
        return frame.with_columns(rating=pl.Series(log.rating)).sort("visit", "person", "rank", "title")

    def _friends(self) -> pl.DataFrame:
        pairs = befriend(self._world.response.people, seed=self._world.seed)
        return pairs.with_columns(pl.col("person", "friend") + 1)

    def _reviews(self) -> pl.DataFrame:
        rows = self.ratings.with_columns(pl.col("person") - 1)
        made = reviews(rows, facts=self.facts, people=self._world.response.people, seed=self._world.seed)
        return made.with_columns(pl.col("person") + 1)


def titles_table(facts: pl.DataFrame) -> pl.DataFrame:
    """Lists of words become one text with | between them, so that every reader of tables can take them."""
    lists = [name for name, kind in facts.schema.items() if isinstance(kind, pl.List)]
    return facts.with_columns(pl.col(name).list.join("|") for name in lists)


def ratings_table(watches: Watches, *, first: int = 0) -> pl.DataFrame:
    """person, title, rating, time of what was rated; first: how many people come before those of `watches`."""
    frame = pl.DataFrame(
        {
            "person": watches.person + np.int32(first + 1),
            "title": watches.title + np.int32(1),
            "rating": watches.rating,
            "time": watches.time,
        }
    )
    return frame.filter(pl.col("rating") > 0)


def people_table(people: PeopleTraits, *, now: int, first: int = 0) -> pl.DataFrame:
    """Habits, and the true taste on the named axes, in figures and in words; first: how many people come before."""
    everyone = np.arange(len(people))
    taste = people.at(everyone, np.full(len(people), now))[:, : len(AXES)]
    habits = {
        "household": people.household + np.int32(first + 1),
        "joined": people.joined,
        "whole_stars": people.whole_stars,
    }
    truth = {f"taste_{axis.replace('-', '_')}": taste[:, place] for place, axis in enumerate(AXES)}
    words = [", ".join(in_words(row)) for row in taste]
    return pl.DataFrame({"person": (everyone + first + 1).astype(np.int32), **habits, **truth, "in_words": words})
