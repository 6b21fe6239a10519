"""Titles like one title: by who likes both, where a model knows that; else by what they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from matinee.domain.requests import Wish
from matinee.lab.core.abilities import FindsSimilar
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.lists import open_rows
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import ABSENT, TitleIndex
from matinee.services.recommending.why import row_of

MORE = 3
"""Times as many are asked for as are shown, since some may not be shown."""
By = Literal["taste", "facts"]


@dataclass(frozen=True)
class Alike:
    """rows: the likest first. by: taste, where the same people like them; facts, where genres and fame say it."""

    rows: Sequence[int]
    by: By


def similar_to(standing: Standing, title_id: int, *, k: int, now: int) -> Alike:
    """NotFound where there is no such title."""
    index, bound = standing.index, standing.bound
    row = row_of(index, title_id)
    allowed = open_rows(standing, Wish(), now=now)
    if bound is not None and bound.position_of[row] != ABSENT:
        found = _by_taste(bound, int(bound.position_of[row]), k)
        if found is not None:
            rows = bound.row_of[found]
            rows = rows[rows != ABSENT]
            return Alike(rows[allowed[rows]][:k].tolist(), "taste")
    return Alike(_by_facts(index, row, allowed, k), "facts")


def _by_taste(bound: Bound, position: int, k: int) -> np.ndarray | None:
    """Positions; None where no model of the release can say."""
    models = bound.release.models
    able = [models[bound.release.recipe.ranks], *models.values()]
    model = next((one for one in able if isinstance(one, FindsSimilar)), None)
    if model is None:
        return None
    titles = model.similar(np.array([position]), MORE * k).titles[0]
    return titles[titles >= 0]


def _by_facts(index: TitleIndex, row: int, allowed: np.ndarray, k: int) -> list[int]:
    """Rows that share most of the genres, relative to how many they have themselves; the best known of them first."""
    held = index.genres.held
    common = (held & held[:, [row]]).sum(axis=0)
    either = np.maximum((held | held[:, [row]]).sum(axis=0), 1)
    likeness = common / either
    open_to = allowed & (common > 0)
    open_to[row] = False
    order = np.lexsort((-index.fame, -likeness))
    return order[open_to[order]][:k].tolist()
