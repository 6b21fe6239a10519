"""What is learned from: the data set of the release and what members of the house rated, as of one moment.

It lives in the memory of the process that trains. Nothing here writes anything down.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from matinee.kit.clock import SECOND
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.titles import TitleTable
from matinee.ops.learning.base import Base
from matinee.ops.learning.crowds import Crowd, crowds_of


@dataclass(frozen=True, eq=False)
class Rated:
    """What members rated. keys: of the people, each once. people: int64 (ratings,), places in keys. titles: as the
    release names them. stars: float32. times: int64 seconds. shown: bool, whether the house had shown the title to the
    person before. facts: of titles that the data set does not have, with the columns id, name, year and genres."""

    keys: Sequence[str]
    people: np.ndarray
    titles: np.ndarray
    stars: np.ndarray
    times: np.ndarray
    shown: np.ndarray
    facts: pl.DataFrame

    def __len__(self) -> int:
        return len(self.people)

    def without(self, places: Sequence[int]) -> "Rated":
        """As if these people had rated nothing."""
        stay = np.ones(len(self.keys), dtype=bool)
        stay[list(places)] = False
        kept, moved = stay[self.people], np.cumsum(stay) - 1
        titles = self.titles[kept]
        return Rated(
            keys=[key for key, stays in zip(self.keys, stay.tolist(), strict=True) if stays],
            people=moved[self.people[kept]],
            titles=titles,
            stars=self.stars[kept],
            times=self.times[kept],
            shown=self.shown[kept],
            facts=self.facts.filter(pl.col("id").is_in(np.unique(titles).tolist())),
        )


@dataclass(frozen=True, eq=False)
class Snapshot:
    """keys: of the people of the data, in their order, by which holdouts know them. shown: bool, of the events of the
    data, which the house had led to. at: microseconds, the moment. members: people of the house among them. ratings:
    theirs. house_titles: titles that only the house has. crowds: of members, of whom the first of each is among them
    alone."""

    data: Dataset
    keys: Sequence[str]
    shown: np.ndarray
    base: Base
    at: int
    members: int
    ratings: int
    house_titles: int
    crowds: Sequence[Crowd] = ()

    @cached_property
    def learned_until(self) -> int:
        """Microseconds; 0 where times are not known."""
        times = self.data.log.times
        return 0 if times is None or not len(times) else int(times.max()) * SECOND

    def lessons(self, held: np.ndarray) -> Dataset:
        """What a model learns from: what people found by themselves. One that learned from what the house had led them
        to would learn its own choice, and show more and more of it. held: bool (people,), who is held out."""
        return self.data.only(~held[self.data.log.people] & ~self.shown)


def compose(base: Base, rated: Rated, *, at: int) -> Snapshot:
    """Members get numbers beside those of the data set, in an order that says nothing of them. A crowd speaks once, by
    the account that rated first: whoever is copied by a crowd is heard, and whoever makes one up is heard as one."""
    crowds = crowds_of(rated.keys, rated.people, rated.titles, rated.stars, rated.times)
    rated = rated.without([account for crowd in crowds for account in crowd.accounts[1:]])
    data, log = base.data, base.data.log
    numbered = _numbers(data.people.ids, rated.keys)
    stars = np.clip(rated.stars, data.feedback.lowest, data.feedback.highest).astype(np.float32)
    facts = data.title_table.frame
    if len(rated.facts):
        facts = pl.concat([facts, rated.facts.cast({"id": facts.schema["id"]})], how="diagonal_relaxed")
    made = Dataset.from_columns(
        np.concatenate([data.people.ids[log.people], numbered[rated.people]]),
        np.concatenate([data.titles.ids[log.titles], rated.titles.astype(_kind(data.titles.ids))]),
        np.concatenate([log.values, stars]),
        None if log.times is None else np.concatenate([log.times, rated.times]),
        feedback=data.feedback,
        title_table=TitleTable(facts),
        extras=data.extras,
        name=data.name,
    )
    keys = {f"base:{one}": one for one in data.people.ids.tolist()}
    keys |= {f"member:{key}": one for key, one in zip(rated.keys, numbered.tolist(), strict=True)}
    by_number = {number: key for key, number in keys.items()}
    return Snapshot(
        data=made,
        keys=[by_number[one] for one in made.people.ids.tolist()],
        shown=np.concatenate([np.zeros(len(log), dtype=bool), rated.shown]),
        base=base,
        at=at,
        members=len(rated.keys),
        ratings=len(rated),
        house_titles=len(rated.facts),
        crowds=crowds,
    )


def _kind(ids: np.ndarray) -> type:
    return np.int64 if ids.dtype.kind in "iu" else np.str_


def _numbers(ids: np.ndarray, keys: Sequence[str]) -> np.ndarray:
    """One for each key, of the kind that the data set has, and none that it has already."""
    hashed = [hashlib.sha256(key.encode()).digest() for key in keys]
    places = np.empty(len(keys), dtype=np.int64)
    places[sorted(range(len(keys)), key=hashed.__getitem__)] = np.arange(len(keys))
    if ids.dtype.kind in "iu":
        return places + (int(ids.max()) + 1 if len(ids) else 1)
    return np.array([f"member {place + 1}" for place in places.tolist()], dtype=np.str_)
