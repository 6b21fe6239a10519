"""Films, shows, seasons, episodes, who made them, and where they can be seen.

Whatever comes from a source is text without a bound: a length is nothing that we could promise for it.
"""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, SmallInteger, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from matinee.adapters.storage.tables.base import Id, Moment, metadata, moment, nobodys
from matinee.domain.titles import LABELS, Label

FILMS = nobodys("it is about films and shows, and those who made them")

titles = Table(
    "titles",
    metadata,
    Column("id", Id, primary_key=True),
    Column("origin", String(64), nullable=False),
    Column("origin_id", String(64), nullable=False),
    Column("digest", String(32), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("year", SmallInteger),
    Column("fame", Integer, nullable=False),
    Column("look", Moment, nullable=False),
    Column("released", String(10)),
    Column("runtime_min", Integer),
    Column("certification", Text),
    Column("tagline", Text),
    Column("plot", Text),
    Column("mood", Text),
    Column("franchise", Text),
    Column("franchise_part", Integer),
    Column("changed_at", Moment, nullable=False, info=moment()),
    Unique("origin", "origin_id"),
    Index("ix_titles_fame", "fame", "id"),
    Index("ix_titles_folded", "folded", "id"),
    Index("ix_titles_year", "year", "id"),
    Index("ix_titles_franchise", "franchise"),
    sqlite_autoincrement=True,
    info=FILMS,
)
"""origin, origin_id: the data set it came from, and its id there. digest: of all that the data set said of it. folded:
its name as names are compared. fame: how many people rated it there. look: the seed of its poster."""

seasons = Table(
    "seasons",
    metadata,
    Column("id", Id, primary_key=True),
    Column("title_id", ForeignKey("titles.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("released", Moment, info=moment()),
    Column("at_once", Boolean),
    Column("status", Text),
    Column("listed", Boolean, nullable=False),
    Unique("title_id", "number"),
    sqlite_autoincrement=True,
    info=FILMS,
)
"""listed: false once its source names it no more; the row stays, since somebody may have watched it."""

episodes = Table(
    "episodes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("season_id", ForeignKey("seasons.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("runtime_min", Integer),
    Column("released", Moment, info=moment()),
    Column("listed", Boolean, nullable=False),
    Unique("season_id", "number"),
    sqlite_autoincrement=True,
    info=FILMS,
)

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("origin", String(64), nullable=False),
    Column("folded", Text, nullable=False),
    Column("name", Text, nullable=False),
    Unique("origin", "folded"),
    sqlite_autoincrement=True,
    info=FILMS,
)
"""Those who made films. Data sets know them by name alone: one name in one data set is one person."""

credits_ = Table(
    "credits",
    metadata,
    Column("title_id", ForeignKey("titles.id"), primary_key=True),
    Column("job", String(16), primary_key=True),
    Column("place", SmallInteger, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("character", Text),
    info=FILMS,
)

external_ids = Table(
    "external_ids",
    metadata,
    Column("title_id", ForeignKey("titles.id"), primary_key=True),
    Column("source", String(64), primary_key=True),
    Column("value", String(64), nullable=False),
    Index("ix_external_ids_source_value", "source", "value"),
    info=FILMS,
)
"""Not unique by value: releases of MovieLens link several of their titles to one id elsewhere."""

offers = Table(
    "offers",
    metadata,
    Column("title_id", ForeignKey("titles.id"), primary_key=True),
    Column("region", String(2), primary_key=True),
    Column("place", SmallInteger, primary_key=True),
    Column("service", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("price", Float),
    Column("currency", String(3)),
    Column("quality", String(8)),
    Column("since", Moment, nullable=False, info=moment()),
    Column("until", Moment, info=moment()),
    info=FILMS,
)

origins = Table(
    "origins",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("label", Text, nullable=False),
    Column("shift", Moment, nullable=False),
    Column("first_at", Moment, nullable=False, info=moment()),
    Column("last_at", Moment, nullable=False, info=moment()),
    info=FILMS,
)
"""Data sets that were loaded. shift: added to the moments of their offers, since a demo world ends on a fixed day."""


def _labels(name: Label) -> tuple[Table, Table]:
    """Words that many titles share, and which title has which, in the order of its source."""
    words = Table(
        name,
        metadata,
        Column("id", Id, primary_key=True),
        Column("slug", Text, nullable=False, unique=True),
        Column("name", Text, nullable=False),
        info=FILMS,
    )
    links = Table(
        f"title_{name}",
        metadata,
        Column("title_id", ForeignKey("titles.id"), primary_key=True),
        Column("label_id", ForeignKey(f"{name}.id"), primary_key=True, index=True),
        Column("place", SmallInteger, nullable=False),
        info=FILMS,
    )
    return words, links


labels: dict[Label, tuple[Table, Table]] = {name: _labels(name) for name in LABELS}
