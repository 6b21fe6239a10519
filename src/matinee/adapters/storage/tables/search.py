"""What can be searched. The indexes over it differ between databases and are made by the migration alone:
of SQLite `search_text` and `search_shapes`, which the adapter writes, of PostgreSQL `ix_search_...`."""

from sqlalchemy import Column, Index, Integer, SmallInteger, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from matinee.adapters.storage.tables.base import Id, metadata
from matinee.adapters.storage.tables.catalogue import FILMS

MADE_BY_HAND = ("search_text", "search_shapes", "ix_search_text", "ix_search_all", "ix_search_shapes")
"""How the names begin of tables and indexes that the MetaData does not know."""

Plain = Text().with_variant(Text(collation="C"), "postgresql")
"""In the order of its characters, so that all that begins alike lies together."""

search_entries = Table(
    "search_entries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject", String(8), nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("more", Text, nullable=False),
    Column("joined", Plain, nullable=False),
    Column("year", SmallInteger),
    Column("fame", Integer, nullable=False),
    Unique("subject", "subject_id"),
    Index("ix_search_entries_joined", "joined"),
    Index("ix_search_entries_subject_fame", "subject", "fame", "id"),
    info=FILMS,
)
"""subject: title or person. kind: movie, show or person. text: the folded name, words one space apart. more: the folded
names of those who made it. joined: the text without spaces."""

search_words = Table(
    "search_words",
    metadata,
    Column("id", Id, primary_key=True),
    Column("word", Plain, nullable=False, unique=True),
    info=FILMS,
)
"""Every word that stands in an entry, so that the nearest to a mistyped one can be found."""


def made_by_hand(name: str | None) -> bool:
    return name is not None and name.startswith(MADE_BY_HAND)
