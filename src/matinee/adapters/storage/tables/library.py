"""What people keep: ratings and their history, watches, marks, writings and imports."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from matinee.adapters.storage.tables.base import Id, Moment, belongs, metadata, moment

ratings = Table(
    "ratings",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, info=belongs(export="ratings")),
    Column("title_id", ForeignKey("titles.id"), primary_key=True),
    Column("half_stars", SmallInteger, nullable=False),
    Column("rated_at", Moment, nullable=False, info=moment()),
    Column("dated", String(8), nullable=False),
    Column("ignored", Boolean, nullable=False),
    Index("ix_ratings_title_id", "title_id", "half_stars"),
    sqlite_with_rowid=False,
)
"""What holds now. Without row ids a person's ratings lie together, and are read in one go."""

rating_changes = Table(
    "rating_changes",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, info=belongs(export="rating_changes")),
    Column("version", BigInteger, primary_key=True),
    Column("title_id", ForeignKey("titles.id"), primary_key=True),
    Column("before", SmallInteger),
    Column("before_rated_at", Moment, info=moment()),
    Column("before_dated", String(8)),
    Column("before_ignored", Boolean),
    Column("after", SmallInteger),
    Column("at", Moment, nullable=False, info=moment()),
    Column("source", String(8), nullable=False),
    Column("undone_at", Moment, info=moment()),
    Column("import_id", ForeignKey("imports.id")),
    Index("ix_rating_changes_account_id_title_id", "account_id", "title_id"),
    sqlite_with_rowid=False,
)
"""The log, a line a change. version: of the library, that the change made."""

library_versions = Table(
    "library_versions",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, info=belongs(export="library_version")),
    Column("version", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

watches = Table(
    "watches",
    metadata,
    Column("id", Id, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, info=belongs(export="watches")),
    Column("title_id", ForeignKey("titles.id"), nullable=False),
    Column("episode_id", ForeignKey("episodes.id")),
    Column("watched_at", Moment, nullable=False, info=moment()),
    Column("dated", String(8), nullable=False),
    Column("progress", SmallInteger, nullable=False),
    Column("said_again", Boolean),
    Column("noted_at", Moment, nullable=False, info=moment()),
    Column("import_id", ForeignKey("imports.id")),
    Index("ix_watches_account_id_title_id", "account_id", "title_id"),
    sqlite_autoincrement=True,
)
"""progress: per cent. said_again: whether it was watched before, where somebody said so; else the watches before it
tell."""

marks = Table(
    "marks",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, info=belongs(export="marks")),
    Column("kind", String(16), primary_key=True),
    Column("title_id", ForeignKey("titles.id"), primary_key=True),
    Column("at", Moment, nullable=False, info=moment()),
    Column("until", Moment, info=moment()),
    Column("import_id", ForeignKey("imports.id")),
    sqlite_with_rowid=False,
)
"""Seen elsewhere, watchlist, favourites, not for me, not tonight."""

reviews = Table(
    "reviews",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, info=belongs(export="reviews")),
    Column("title_id", ForeignKey("titles.id"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("spoiler", Boolean, nullable=False),
    Column("visibility", String(8), nullable=False),
    Column("written_at", Moment, nullable=False, info=moment()),
    Column("changed_at", Moment, nullable=False, info=moment()),
    Index("ix_reviews_title_id", "title_id"),
)

notes = Table(
    "notes",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, info=belongs(export="notes")),
    Column("title_id", ForeignKey("titles.id"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("written_at", Moment, nullable=False, info=moment()),
    Column("changed_at", Moment, nullable=False, info=moment()),
)

comments = Table(
    "comments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True, info=belongs(export="comments")),
    Column("title_id", ForeignKey("titles.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("spoiler", Boolean, nullable=False),
    Column("visibility", String(8), nullable=False),
    Column("written_at", Moment, nullable=False, info=moment()),
    Column("changed_at", Moment, nullable=False, info=moment()),
    sqlite_autoincrement=True,
)

imports = Table(
    "imports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True, info=belongs(export="imports")),
    Column("format", String(16), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("made_at", Moment, nullable=False, info=moment()),
    Column("applied_at", Moment, info=moment()),
    Column("undone_at", Moment, info=moment()),
    Column("receipt", Text),
    Column("conflicts", String(8)),
    Column("scale", SmallInteger),
    Column("whole", Integer),
    Column("undone_to", BigInteger),
    sqlite_autoincrement=True,
)
"""digest: of the file, by which it is known again. conflicts: by which rule it is, or was, applied. scale: of its
ratings, as they were read. whole, undone_to: how much is to be done while it is applied or taken back, and the title up
to which it has been taken back."""

import_rows = Table(
    "import_rows",
    metadata,
    Column("import_id", ForeignKey("imports.id"), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True, info=belongs(export="import_rows")),
    Column("state", String(16), nullable=False),
    Column("kind", String(16)),
    Column("name", Text),
    Column("year", SmallInteger),
    Column("half_stars", SmallInteger),
    Column("at", Moment, info=moment()),
    Column("dated", String(8)),
    Column("text", Text),
    Column("title_id", ForeignKey("titles.id")),
    Column("candidates", Text),
    Column("fault", Text),
    Column("outcome", String(16)),
)
"""A line of a file, and what was made of it. candidates: titles that it may mean, best first, as JSON."""
