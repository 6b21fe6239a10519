"""What can be searched, and the indexes over it that each database has in its own way."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import ProgrammingError

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PLAIN = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

SQLITE = (
    "CREATE VIRTUAL TABLE search_text USING fts5(text, more, tokenize='unicode61 remove_diacritics 0', prefix='2 3')",
    "CREATE VIRTUAL TABLE search_shapes USING fts5(word, content='', tokenize='trigram', detail='none')",
)
"""Written by the adapter: a trigger may not touch them while the schema is not trusted."""

POSTGRES = (
    "CREATE INDEX ix_search_text ON search_entries USING gin (array_to_tsvector(string_to_array(text, ' ')))",
    "CREATE INDEX ix_search_all ON search_entries USING gin "  # noqa: ISC004
    "(array_to_tsvector(string_to_array(rtrim(text || ' ' || more), ' ')))",
)
TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_search_shapes ON search_words USING gin (word gin_trgm_ops)",
)


def upgrade() -> None:
    op.create_table(
        "search_entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("more", sa.Text(), nullable=False),
        sa.Column("joined", PLAIN, nullable=False),
        sa.Column("year", sa.SmallInteger()),
        sa.Column("fame", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_entries"),
        sa.UniqueConstraint("subject", "subject_id", name="uq_search_entries_subject_subject_id"),
    )
    op.create_index("ix_search_entries_joined", "search_entries", ["joined"])
    op.create_index("ix_search_entries_subject_fame", "search_entries", ["subject", "fame", "id"])
    op.create_table(
        "search_words",
        sa.Column("id", ID, nullable=False),
        sa.Column("word", PLAIN, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_words"),
        sa.UniqueConstraint("word", name="uq_search_words_word"),
    )
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for statement in SQLITE:
            connection.exec_driver_sql(statement)
        return
    for statement in POSTGRES:
        connection.exec_driver_sql(statement)
    _with_trigrams(connection)


def _with_trigrams(connection: sa.Connection) -> None:
    """An extension is for the owner of the database to make. Without it mistyped words are found by their beginning."""
    known = connection.exec_driver_sql("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'").first()
    if known is None:
        return
    try:
        with connection.begin_nested():
            for statement in TRIGRAMS:
                connection.exec_driver_sql(statement)
    except ProgrammingError:
        return


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_text")
        op.execute("DROP TABLE search_shapes")
    op.drop_table("search_words")
    op.drop_table("search_entries")
