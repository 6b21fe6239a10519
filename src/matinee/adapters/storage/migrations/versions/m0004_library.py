"""What people keep: ratings and their history, watches, marks, writings, imports, and answers that were given."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    imports()
    ratings()
    watches()
    writings()
    answers()


def imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("format", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("applied_at", sa.BigInteger()),
        sa.Column("undone_at", sa.BigInteger()),
        sa.Column("receipt", sa.Text()),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_imports_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_imports_account_id", "imports", ["account_id"])
    op.create_table(
        "import_rows",
        sa.Column("import_id", ID, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16)),
        sa.Column("name", sa.Text()),
        sa.Column("year", sa.SmallInteger()),
        sa.Column("half_stars", sa.SmallInteger()),
        sa.Column("at", sa.BigInteger()),
        sa.Column("dated", sa.String(8)),
        sa.Column("text", sa.Text()),
        sa.Column("title_id", ID),
        sa.Column("candidates", sa.Text()),
        sa.Column("fault", sa.Text()),
        sa.Column("outcome", sa.String(16)),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_import_rows_import_id"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_import_rows_account_id"),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_import_rows_title_id"),
        sa.PrimaryKeyConstraint("import_id", "line", name="pk_import_rows"),
    )
    op.create_index("ix_import_rows_account_id", "import_rows", ["account_id"])


def ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("title_id", ID, nullable=False),
        sa.Column("half_stars", sa.SmallInteger(), nullable=False),
        sa.Column("rated_at", sa.BigInteger(), nullable=False),
        sa.Column("dated", sa.String(8), nullable=False),
        sa.Column("ignored", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_ratings_account_id"),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_ratings_title_id"),
        sa.PrimaryKeyConstraint("account_id", "title_id", name="pk_ratings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ratings_title_id", "ratings", ["title_id", "half_stars"])
    op.create_table(
        "rating_changes",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("title_id", ID, nullable=False),
        sa.Column("before", sa.SmallInteger()),
        sa.Column("before_rated_at", sa.BigInteger()),
        sa.Column("before_dated", sa.String(8)),
        sa.Column("before_ignored", sa.Boolean()),
        sa.Column("after", sa.SmallInteger()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(8), nullable=False),
        sa.Column("undone_at", sa.BigInteger()),
        sa.Column("import_id", ID),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_rating_changes_account_id"),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_rating_changes_title_id"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_rating_changes_import_id"),
        sa.PrimaryKeyConstraint("account_id", "version", "title_id", name="pk_rating_changes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_rating_changes_account_id_title_id", "rating_changes", ["account_id", "title_id"])
    op.create_table(
        "library_versions",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_library_versions_account_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_library_versions"),
        sqlite_with_rowid=False,
    )


def watches() -> None:
    op.create_table(
        "watches",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("title_id", ID, nullable=False),
        sa.Column("episode_id", ID),
        sa.Column("watched_at", sa.BigInteger(), nullable=False),
        sa.Column("dated", sa.String(8), nullable=False),
        sa.Column("progress", sa.SmallInteger(), nullable=False),
        sa.Column("rewatch", sa.Boolean(), nullable=False),
        sa.Column("noted_at", sa.BigInteger(), nullable=False),
        sa.Column("import_id", ID),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_watches_account_id"),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_watches_title_id"),
        sa.ForeignKeyConstraint(["episode_id"], ["episodes.id"], name="fk_watches_episode_id"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_watches_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_watches"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_watches_account_id_title_id", "watches", ["account_id", "title_id"])
    op.create_table(
        "marks",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger()),
        sa.Column("import_id", ID),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_marks_account_id"),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_marks_title_id"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_marks_import_id"),
        sa.PrimaryKeyConstraint("account_id", "kind", "title_id", name="pk_marks"),
        sqlite_with_rowid=False,
    )


def writings() -> None:
    op.create_table(
        "reviews",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("title_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("spoiler", sa.Boolean(), nullable=False),
        sa.Column("visibility", sa.String(8), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_reviews_account_id"),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_reviews_title_id"),
        sa.PrimaryKeyConstraint("account_id", "title_id", name="pk_reviews"),
    )
    op.create_index("ix_reviews_title_id", "reviews", ["title_id"])
    op.create_table(
        "notes",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("title_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_notes_account_id"),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_notes_title_id"),
        sa.PrimaryKeyConstraint("account_id", "title_id", name="pk_notes"),
    )
    op.create_table(
        "comments",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("title_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("spoiler", sa.Boolean(), nullable=False),
        sa.Column("visibility", sa.String(8), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_comments_account_id"),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_comments_title_id"),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_comments_account_id", "comments", ["account_id"])
    op.create_index("ix_comments_title_id", "comments", ["title_id"])


def answers() -> None:
    op.create_table(
        "kept_answers",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("status", sa.SmallInteger()),
        sa.Column("media", sa.String(64)),
        sa.Column("body", sa.Text()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_kept_answers_account_id"),
        sa.PrimaryKeyConstraint("account_id", "key", name="pk_kept_answers"),
    )
    op.create_index("ix_kept_answers_at", "kept_answers", ["at"])


def downgrade() -> None:
    for table in ("kept_answers", "comments", "notes", "reviews", "marks", "watches", "library_versions"):
        op.drop_table(table)
    for table in ("rating_changes", "ratings", "import_rows", "imports"):
        op.drop_table(table)
