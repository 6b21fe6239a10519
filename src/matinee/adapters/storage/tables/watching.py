"""Figures of the house, what its days looked like, and alerts."""

from sqlalchemy import JSON, Column, Float, ForeignKey, Index, String, Table, Text

from matinee.adapters.storage.tables.base import Id, Moment, belongs, metadata, moment, nobodys

house_figures = Table(
    "house_figures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("labels", JSON, nullable=False),
    Column("value", Float, nullable=False),
    Column("at", Moment, nullable=False, info=moment()),
    sqlite_autoincrement=True,
    info=nobodys("each is a figure of the whole house"),
)
"""As /metrics tells them, whichever process is asked; made anew each time."""

watched_days = Table(
    "watched_days",
    metadata,
    Column("day", Moment, primary_key=True, autoincrement=False, info=moment()),
    Column("feature", String(32), primary_key=True),
    Column("counts", JSON, nullable=False),
    Column("mean", Float),
    Column("std", Float),
    Column("skew", Float),
    Column("kurtosis", Float),
    Column("sparsity", Float),
    Column("score", Float),
    Column("limit", Float),
    info=nobodys("it counts events of a day, whoever they were of"),
)
"""counts: events in each bin of the feature."""

alerts = Table(
    "alerts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("level", String(16), nullable=False),
    Column("message", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("runbook", String(64), nullable=False),
    Column("value", Float),
    Column("limit", Float),
    Column("begun_at", Moment, nullable=False, info=moment()),
    Column("last_at", Moment, nullable=False, info=moment()),
    Column("ended_at", Moment, info=moment()),
    Column("acknowledged_at", Moment, info=moment()),
    Column("told_at", Moment, info=moment()),
    Index("ix_alerts_key", "key"),
    sqlite_autoincrement=True,
    info=nobodys("it is about the house; who acknowledged it stands elsewhere"),
)
"""told_at: when it was told elsewhere; None for one that waits to be told, 0 for one that need not be."""

alerts_acknowledged = Table(
    "alerts_acknowledged",
    metadata,
    Column("alert_id", ForeignKey("alerts.id"), primary_key=True),
    Column(
        "account_id",
        ForeignKey("accounts.id"),
        primary_key=True,
        index=True,
        info=belongs(export="alerts_acknowledged"),
    ),
)
"""By whom; that it was stays with the alert."""
