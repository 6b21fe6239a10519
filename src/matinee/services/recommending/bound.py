"""A release brought together with the catalogue: positions of its vocabulary here, rows of titles there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol, runtime_checkable

import numpy as np

from matinee.domain.errors import BadInput
from matinee.domain.signals import NO_SIGNALS, Signals
from matinee.domain.titles import TitleFilter
from matinee.kit.clock import MINUTE, SECOND
from matinee.lab.core.abilities import KnowsTastes, PredictsRatings
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.histories import Histories
from matinee.lab.onboarding.asker import Asker
from matinee.lab.ranking.flow import Sliders
from matinee.ops.releases.house_titles import title_of_house
from matinee.ops.releases.release import Release
from matinee.services.recommending.store import FactStore
from matinee.services.recommending.title_index import ABSENT, TitleIndex

MASKS = 256
"""Filters whose outcome is kept."""


@runtime_checkable
class KnowsRise(Protocol):
    """A model that says how much titles are on the rise. trend: by which it ranks. rise: how many times their usual
    rate they are liked at."""

    trend: np.ndarray
    rise: np.ndarray


@dataclass(frozen=True, eq=False)
class Bound:
    """row_of: int64 (positions,), the row of each title of the model, ABSENT for one that the catalogue does not have.
    position_of: int64 (rows,), ABSENT for one that the model does not know."""

    release: Release
    index: TitleIndex
    row_of: np.ndarray
    position_of: np.ndarray
    _masks: dict[tuple[object, ...], np.ndarray] = field(default_factory=dict, repr=False)
    _ranked_by: dict[str, "Bound"] = field(default_factory=dict, init=False, repr=False)

    def positions(self, ids: Sequence[int] | np.ndarray) -> np.ndarray:
        """int64, as many as ids: ABSENT for a title that there is not, or that the model does not know."""
        rows = self.index.rows(ids)
        return np.where(rows == ABSENT, ABSENT, self.position_of[rows])

    def history(self, signals: Signals) -> Histories:
        """One row: what counts of the ratings, on the scale of the model."""
        kept = ~np.asarray(signals.ignored, dtype=bool)
        places = self.positions(np.asarray(signals.titles, dtype=np.int64))
        kept &= places != ABSENT
        scale = self.release.feedback
        stars = np.asarray(signals.stars, dtype=np.float32)[kept]
        titles = places[kept].astype(np.int32)
        times = np.asarray(signals.rated_at, dtype=np.int64)[kept] // SECOND
        values = np.clip(stars, scale.lowest, scale.highest)
        return Histories(np.array([0, len(titles)]), titles, values, len(self.row_of), times)

    def rows_allowed(self, chosen: TitleFilter, without: Sequence[str], *, now: int) -> np.ndarray:
        """bool (rows,): what passes the filters, those of the recipe too. Not to be written into. What is offered may
        be a minute old."""
        key = (chosen, tuple(without), now // MINUTE if chosen.region is not None else 0)
        found = self._masks.get(key)
        if found is None:
            known = self.index.genres.places
            always = [one for one in self.release.recipe.without if one.casefold() in known]
            found = self.index.allowed(chosen, (*without, *always), now=now)
            found.setflags(write=False)
            if len(self._masks) >= MASKS:
                self._masks.clear()
            self._masks[key] = found
        return found

    def model_for(self, history: Histories) -> Recommender:
        """That which asks, for whoever has rated but a few titles; else that which ranks."""
        release = self.release
        few = len(history.titles) < release.recipe.few
        return release.asks if few and release.asks is not None else release.ranks

    def ranking(self, name: str) -> Recommender:
        """BadInput where no model of that name ranks titles."""
        models = self.release.models
        found = models.get(name)
        if found is None or not found.ranks:
            there = ", ".join(sorted(one for one, model in models.items() if model.ranks))
            raise BadInput("no model of this name ranks titles here", where="model", remedy=f"There are: {there}")
        return found

    def ranked_by(self, name: str) -> "Bound":
        """With a recipe by which this model ranks, for whoever has rated but a few titles as well; so that what it
        shows is told from what the house shows. Made once. BadInput as of `ranking`."""
        made = self._ranked_by.get(name)
        if made is None:
            self.ranking(name)
            recipe = self.release.recipe.model_copy(update={"ranks": name, "asks": None})
            made = replace(self, release=replace(self.release, recipe=recipe))
            self._ranked_by[name] = made
        return made

    @cached_property
    def rater(self) -> PredictsRatings | None:
        """None where the release has nobody who says what rating to expect."""
        rates = self.release.rates
        return rates if isinstance(rates, PredictsRatings) else None

    @cached_property
    def in_catalogue(self) -> np.ndarray:
        """bool (positions,)"""
        return self.row_of != ABSENT

    @cached_property
    def nobody(self) -> Histories:
        """The history of somebody who said nothing."""
        return self.history(NO_SIGNALS)

    @cached_property
    def names(self) -> list[str]:
        """By position; what the data set calls it, where the catalogue does not have it."""
        cards, ids = self.index.cards, self.release.titles.ids
        return [str(ids[at]) if row == ABSENT else cards[row]["title"] for at, row in enumerate(self.row_of.tolist())]

    @cached_property
    def genres(self) -> np.ndarray:
        """float32 (positions, genres of the catalogue): 1 where the title has it."""
        held = self.index.genres.held.T.astype(np.float32)
        return np.where((self.row_of != ABSENT)[:, None], held[self.row_of], np.float32(0.0)) if len(held) else held

    @cached_property
    def trending(self) -> np.ndarray:
        """float32 (positions,): how many times its usual rate each of the titles most on the rise is liked at, 0 for
        all others."""
        model = self.release.models.get("trending")
        made = np.zeros(len(self.row_of), dtype=np.float32)
        if isinstance(model, KnowsRise):
            best = np.argsort(-model.trend)[: max(1, len(made) // 50)]
            made[best] = np.where(model.rise[best] > 1, model.rise[best], 0.0)
        return made

    @cached_property
    def resting(self) -> Sliders:
        """As they stand when nobody moves them."""
        return self.release.recipe.resting()

    @cached_property
    def asker(self) -> Asker | None:
        """None where the release has nobody who asks."""
        asks = self.release.asks
        return Asker(asks.tastes) if isinstance(asks, KnowsTastes) else None


def bind(release: Release, index: TitleIndex, store: FactStore) -> Bound:
    ids = store.ids_of(release.about.origin)
    wanted = [_title_of(one, ids) for one in release.titles.ids.tolist()]
    row_of = index.rows(np.array(wanted, dtype=np.int64))
    position_of = np.full(len(index), ABSENT, dtype=np.int64)
    known = row_of != ABSENT
    position_of[row_of[known]] = np.flatnonzero(known)
    return Bound(release, index, row_of, position_of)


def _title_of(name: int | str, ids: Mapping[str, int]) -> int:
    """The id in the catalogue of what a release calls so; ABSENT where there is none."""
    own = title_of_house(name)
    return ids.get(str(name), ABSENT) if own is None else own
