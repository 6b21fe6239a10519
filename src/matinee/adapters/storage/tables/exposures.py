"""What was shown to people, what they did about it, and what they agree to."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    false,
)
from sqlalchemy import UniqueConstraint as Unique

from matinee.adapters.storage.tables.base import Id, Moment, belongs, metadata, moment

exposures = Table(
    "exposures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("slate_id", String(32), nullable=False, unique=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, info=belongs(export="exposures")),
    Column("at", Moment, nullable=False, info=moment()),
    Column("model_version", String(128), nullable=False),
    Column("recipe", String(64), nullable=False),
    Column("source", String(32), nullable=False),
    Column("arm", String(64)),
    Column("k", SmallInteger, nullable=False),
    Column("titles", JSON, nullable=False),
    Column("propensities", JSON, nullable=False),
    Column("share", Float, nullable=False),
    Column("others", Integer, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("showings", Integer, nullable=False),
    Column("shown_at", Moment, nullable=False, info=moment()),
    Column("teams", String(64)),
    Index("ix_exposures_account_id_at", "account_id", "at"),
    Index("ix_exposures_at", "at"),
    sqlite_autoincrement=True,
)
"""titles, propensities: lists in the order shown, so that a slate is one row. shown_at: the last time. teams: of a
slate that holds the picks of two rankings, a 0 or a 1 for each title."""

feedback = Table(
    "feedback",
    metadata,
    Column("id", Id, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, info=belongs(export="feedback")),
    Column("event_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("title_id", ForeignKey("titles.id")),
    Column("exposure_id", ForeignKey("exposures.id")),
    Column("rank", SmallInteger),
    Column("value", Float),
    Column("at", Moment, nullable=False, info=moment()),
    Column("received_at", Moment, nullable=False, info=moment()),
    Unique("account_id", "event_id"),
    Index("ix_feedback_exposure_id", "exposure_id"),
    Index("ix_feedback_title_id", "title_id"),
    Index("ix_feedback_at", "at"),
    sqlite_autoincrement=True,
)
"""event_id: chosen by the program that tells of it. exposure_id: the slate that it came of; rank: the place on it."""

consents = Table(
    "consents",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, info=belongs(export="consents")),
    Column("exposures", Boolean, nullable=False),
    Column("training", Boolean, nullable=False),
    Column("statistics", Boolean, nullable=False),
    Column("lists", Boolean, nullable=False, server_default=false()),
    Column("at", Moment, nullable=False, info=moment()),
)
