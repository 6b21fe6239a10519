"""What members who agree to it have rated, and whether the house had shown it, as a training takes it in: in memory,
and nowhere else."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from matinee.domain.titles import TitleCard
from matinee.kit.clock import DAY, SECOND
from matinee.ops.learning.base import Base
from matinee.ops.learning.snapshot import Rated
from matinee.ops.releases.house_titles import name_in_release
from matinee.services.learning.context import LearningContext
from matinee.services.learning.store import RatedBy

LED_WITHIN = 30 * DAY
"""Between a slate and a rating that it may have led to. Longer than the week in which a rating counts as its outcome:
what is doubtful is no outcome, and no target either."""


def rated_by_members(ctx: LearningContext, base: Base, *, at: int) -> Rated:
    """at: the moment up to which ratings count. Titles have the names of the data set that they came with, and all
    others the number that the catalogue gives them."""
    rows = ctx.events.ratings(until=at, assumed=ctx.assumed)
    names = _names(ctx, base, rows)
    keys = {key: place for place, key in enumerate(dict.fromkeys(key for key, *_ in rows))}
    return Rated(
        keys=list(keys),
        people=np.array([keys[key] for key, *_ in rows], dtype=np.int64),
        titles=np.array([names[title] for _, title, _, _ in rows], dtype=_kind(base)),
        stars=np.array([half / 2 for _, _, half, _ in rows], dtype=np.float32),
        times=np.array([moment // SECOND for *_, moment in rows], dtype=np.int64),
        shown=_shown(ctx, rows, at=at),
        facts=_facts(ctx, base, names),
    )


def new_ratings(ctx: LearningContext, since: int) -> int:
    """Ratings given or changed since, of those who agree to be learned from."""
    return ctx.events.changes_since(since, assumed=ctx.assumed)


def _shown(ctx: LearningContext, rows: Sequence[RatedBy], *, at: int) -> np.ndarray:
    """bool, as many as rows. Who does not agree that slates are kept was shown nothing, as far as the house knows."""
    given = {(key, title): moment for key, title, _, moment in rows}
    led = {
        (key, title)
        for key, first, last, titles in ctx.events.slates(until=at, assumed=ctx.assumed)
        for title in titles
        if first <= given.get((key, title), -1) <= last + LED_WITHIN
    }
    return np.array([(key, title) in led for key, title, *_ in rows], dtype=bool)


def _kind(base: Base) -> type:
    """Of the names of titles."""
    return np.int64 if base.data.titles.ids.dtype.kind in "iu" else np.str_


def _names(ctx: LearningContext, base: Base, rows: Sequence[RatedBy]) -> dict[int, int | str]:
    """By title of the catalogue, its name in the release."""
    ids, numbers = base.data.titles.ids, _kind(base) is np.int64
    elsewhere = {title: name for name, title in ctx.titles.ids_of(base.origin).items()}
    names: dict[int, int | str] = {}
    for title in {title for _, title, _, _ in rows}:
        known = elsewhere.get(title)
        if known is None:
            names[title] = name_in_release(title, ids=ids)
        else:
            names[title] = int(known) if numbers else known
    return names


def _facts(ctx: LearningContext, base: Base, names: Mapping[int, int | str]) -> pl.DataFrame:
    """Of titles that the table of the data set does not have."""
    table = base.data.title_table.frame
    known = set(table["id"].to_list())
    wanted = {title: name for title, name in names.items() if name not in known}
    cards: list[TitleCard] = [card for card in ctx.titles.cards() if card.id in wanted] if wanted else []
    genres: dict[int, list[str]] = {}
    for title, _, name in ctx.titles.labels("genres") if wanted else ():
        genres.setdefault(title, []).append(name)
    schema = {"id": table.schema["id"], "name": pl.String, "year": pl.Int32, "genres": pl.List(pl.String)}
    columns = {
        "id": [wanted[card.id] for card in cards],
        "name": [card.name for card in cards],
        "year": [card.year for card in cards],
        "genres": [genres.get(card.id, []) for card in cards],
    }
    return pl.DataFrame(columns, schema=schema)
