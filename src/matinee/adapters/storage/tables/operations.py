"""Jobs, requests, and what requests and slates come to in hours and days."""

from sqlalchemy import JSON, Column, Float, ForeignKey, Index, Integer, SmallInteger, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from matinee.adapters.storage.tables.base import Id, Moment, belongs, metadata, moment, nobodys

jobs = Table(
    "jobs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("slot", String(128), nullable=False),
    Column("state", String(16), nullable=False),
    Column("due_at", Moment, nullable=False, info=moment()),
    Column("attempts", Integer, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("holder", String(64)),
    Column("lease_until", Moment, info=moment()),
    Column("begun_at", Moment, info=moment()),
    Column("ended_at", Moment, info=moment()),
    Column("said", Text),
    Column("arguments", JSON, nullable=False),
    Unique("name", "slot"),
    Index("ix_jobs_state_due_at", "state", "due_at"),
    sqlite_autoincrement=True,
    info=nobodys("a job is about the house; its arguments hold nothing of a person"),
)

request_log = Table(
    "request_log",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False, info=moment()),
    Column("request_id", String(64), nullable=False),
    Column("method", String(16), nullable=False),
    Column("route", String(128), nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("milliseconds", Float, nullable=False),
    Column("account_id", ForeignKey("accounts.id"), info=belongs(export="requests")),
    Column("code", String(64)),
    Index("ix_request_log_at", "at"),
    Index("ix_request_log_account_id", "account_id"),
    sqlite_autoincrement=True,
)
"""account_id: of those who agree to statistics."""

request_hours = Table(
    "request_hours",
    metadata,
    Column("hour", Moment, primary_key=True, autoincrement=False, info=moment()),
    Column("method", String(16), primary_key=True),
    Column("route", String(128), primary_key=True),
    Column("status", SmallInteger, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("milliseconds", Float, nullable=False),
    Column("slowest", Float, nullable=False),
    Column("classes", JSON, nullable=False),
    info=nobodys("it counts requests, whoever they were of"),
)

exposure_days = Table(
    "exposure_days",
    metadata,
    Column("id", Id, primary_key=True),
    Column("day", Moment, nullable=False, info=moment()),
    Column("model_version", String(128), nullable=False),
    Column("recipe", String(64), nullable=False),
    Column("source", String(32), nullable=False),
    Column("arm", String(64), nullable=False),
    Column("people", Integer, nullable=False),
    Column("slates", Integer, nullable=False),
    Column("showings", Integer, nullable=False),
    Column("titles", Integer, nullable=False),
    Column("clicked", Integer, nullable=False),
    Column("dismissed", Integer, nullable=False),
    Column("rated", Integer, nullable=False),
    Column("watched", Integer, nullable=False),
    Column("answers", Integer, nullable=False),
    Column("satisfaction", Float, nullable=False),
    Unique("day", "model_version", "recipe", "source", "arm"),
    sqlite_autoincrement=True,
    info=nobodys("it counts slates, whoever they were shown to"),
)

trending_titles = Table(
    "trending_titles",
    metadata,
    Column("title_id", ForeignKey("titles.id"), primary_key=True),
    Column("people", Integer, nullable=False),
    Column("before", Integer, nullable=False),
    Column("at", Moment, nullable=False, info=moment()),
    info=nobodys("it counts people who agree to statistics, several for each title"),
)
"""people, before: how many liked or watched it in the days before `at`, and in the days before those."""
