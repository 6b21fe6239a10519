"""Figures of the house, what its days looked like, and alerts."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "house_figures",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_house_figures"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "watched_days",
        sa.Column("day", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("feature", sa.String(32), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Float()) for name in ("mean", "std", "skew", "kurtosis", "sparsity", "score", "limit")),
        sa.PrimaryKeyConstraint("day", "feature", name="pk_watched_days"),
    )
    op.create_table(
        "alerts",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("runbook", sa.String(64), nullable=False),
        sa.Column("value", sa.Float()),
        sa.Column("limit", sa.Float()),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("acknowledged_at", sa.BigInteger()),
        sa.Column("told_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alerts_key", "alerts", ["key"])
    op.create_table(
        "alerts_acknowledged",
        sa.Column("alert_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "account_id", name="pk_alerts_acknowledged"),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name="fk_alerts_acknowledged_alert_id"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_alerts_acknowledged_account_id"),
    )
    op.create_index("ix_alerts_acknowledged_account_id", "alerts_acknowledged", ["account_id"])


def downgrade() -> None:
    for table in ("alerts_acknowledged", "alerts", "watched_days", "house_figures"):
        op.drop_table(table)
