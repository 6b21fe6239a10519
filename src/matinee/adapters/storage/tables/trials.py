"""Experiments. Who is in one is no row of its own: slates carry their arm."""

from sqlalchemy import JSON, Column, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from matinee.adapters.storage.tables.base import Id, Moment, metadata, moment, nobodys

experiments = Table(
    "experiments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("design", JSON, nullable=False),
    Column("seed", String(32), nullable=False),
    Column("made_at", Moment, nullable=False, info=moment()),
    Column("digest", String(64)),
    Column("spans", JSON, nullable=False),
    Column("begun_at", Moment, info=moment()),
    Column("ended_at", Moment, info=moment()),
    Column("why", Text),
    Column("results", JSON(none_as_null=True)),
    Unique("key"),
    sqlite_autoincrement=True,
    info=nobodys("it is about the house; results are sums over people, and name nobody"),
)
