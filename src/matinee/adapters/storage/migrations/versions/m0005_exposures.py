"""What was shown to people, what they did about it, and what they agree to."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    consents()
    exposures()
    feedback()


def consents() -> None:
    op.create_table(
        "consents",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("exposures", sa.Boolean(), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.Column("statistics", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_consents"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_consents_account_id"),
    )


def exposures() -> None:
    op.create_table(
        "exposures",
        sa.Column("id", ID, nullable=False),
        sa.Column("slate_id", sa.String(32), nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("model_version", sa.String(128), nullable=False),
        sa.Column("recipe", sa.String(64), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("arm", sa.String(64)),
        sa.Column("k", sa.SmallInteger(), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("propensities", sa.JSON(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("showings", sa.Integer(), nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exposures"),
        sa.UniqueConstraint("slate_id", name="uq_exposures_slate_id"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_exposures_account_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_exposures_account_id_at", "exposures", ["account_id", "at"])
    op.create_index("ix_exposures_at", "exposures", ["at"])


def feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("event_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title_id", ID),
        sa.Column("exposure_id", ID),
        sa.Column("rank", sa.SmallInteger()),
        sa.Column("value", sa.Float()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("account_id", "event_id", name="uq_feedback_account_id_event_id"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_feedback_account_id"),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_feedback_title_id"),
        sa.ForeignKeyConstraint(["exposure_id"], ["exposures.id"], name="fk_feedback_exposure_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feedback_exposure_id", "feedback", ["exposure_id"])
    op.create_index("ix_feedback_title_id", "feedback", ["title_id"])
    op.create_index("ix_feedback_at", "feedback", ["at"])


def downgrade() -> None:
    for table in ("feedback", "exposures", "consents"):
        op.drop_table(table)
