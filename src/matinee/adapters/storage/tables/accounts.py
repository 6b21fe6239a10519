"""Accounts, what people set for themselves, sessions, tokens, invitations, attempts, answers that were given, the audit
log and the ledger of deletions."""

from sqlalchemy import JSON, Column, ForeignKey, Index, SmallInteger, String, Table, Text

from matinee.adapters.storage.tables.base import Id, Moment, belongs, metadata, moment, nobodys, secret

accounts = Table(
    "accounts",
    metadata,
    Column("id", Id, primary_key=True, info=belongs(export="account")),
    Column("key", String(32), nullable=False, unique=True),
    Column("name", String(64), nullable=False),
    Column("folded", String(64), nullable=False, unique=True),
    Column("email", String(254)),
    Column("password_digest", String(256), nullable=False, info=secret("of use only to whoever wants to guess it")),
    Column("role", String(16), nullable=False),
    Column("created_at", Moment, nullable=False, info=moment()),
    Column("disabled_at", Moment, info=moment()),
    sqlite_autoincrement=True,
)

preferences = Table(
    "preferences",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, info=belongs(export="preferences")),
    Column("region", String(2)),
    Column("services", JSON, nullable=False),
    Column("language", String(16)),
    Column("home_rows", JSON, nullable=False),
    Column("stars", String(8), nullable=False),
    Column("set_at", Moment, nullable=False, info=moment()),
)
"""services: a list of names. home_rows: a list in the order of the page."""

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True, info=belongs(export="sessions")),
    Column("digest", String(64), nullable=False, unique=True, info=secret("stands for the session itself")),
    Column("agent", String(120), nullable=False),
    Column("created_at", Moment, nullable=False, info=moment()),
    Column("seen_at", Moment, nullable=False, info=moment()),
    Column("expires_at", Moment, nullable=False, info=moment()),
    sqlite_autoincrement=True,
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", Id, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True, info=belongs(export="api_tokens")),
    Column("digest", String(64), nullable=False, unique=True, info=secret("stands for the token itself")),
    Column("name", String(64), nullable=False),
    Column("scope", String(16), nullable=False),
    Column("created_at", Moment, nullable=False, info=moment()),
    Column("used_at", Moment, info=moment()),
    Column("expires_at", Moment, nullable=False, info=moment()),
    sqlite_autoincrement=True,
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True, info=secret("stands for the invitation itself")),
    Column("made_by", ForeignKey("accounts.id"), index=True, info=belongs(export="invitations")),
    Column("created_at", Moment, nullable=False, info=moment()),
    Column("expires_at", Moment, nullable=False, info=moment()),
    Column("used_at", Moment, info=moment()),
    sqlite_autoincrement=True,
)

attempts = Table(
    "attempts",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("full_at", Moment, nullable=False, index=True),
    info=nobodys("its keys are keyed digests, and it is emptied of what no longer counts"),
)
"""full_at: the moment from which on nothing is counted against the key any more."""

kept_answers = Table(
    "kept_answers",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, info=belongs(export="kept_answers")),
    Column("key", String(64), primary_key=True, info=secret("of use to the program alone that made it up")),
    Column("digest", String(64), nullable=False, info=secret("of a request, to tell it from another")),
    Column("status", SmallInteger),
    Column("media", String(64)),
    Column("body", Text),
    Column("at", Moment, nullable=False, index=True, info=moment()),
)
"""Answers to requests with an Idempotency-Key. status: None as long as the answer is not known. body: None where it is
not kept."""

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False, info=moment()),
    Column("action", String(64), nullable=False),
    Column("account_id", ForeignKey("accounts.id"), info=belongs(export="audit", deletion="detach")),
    Column("by_id", ForeignKey("accounts.id"), info=belongs(export="audit_as_admin", deletion="detach")),
    Index("ix_audit_account_id", "account_id"),
    Index("ix_audit_by_id", "by_id"),
    Index("ix_audit_at", "at"),
    sqlite_autoincrement=True,
)

deletions = Table(
    "deletions",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("at", Moment, nullable=False, info=moment()),
    info=nobodys("a random key means nothing once its account is gone; a restored backup is cleaned by it"),
)
