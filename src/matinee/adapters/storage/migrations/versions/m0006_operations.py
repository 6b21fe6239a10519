"""Jobs, requests, and what requests and slates come to in hours and days."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    jobs()
    request_log()
    request_hours()
    exposure_days()


def jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("slot", sa.String(128), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(64)),
        sa.Column("lease_until", sa.BigInteger()),
        sa.Column("begun_at", sa.BigInteger()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("said", sa.Text()),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("name", "slot", name="uq_jobs_name_slot"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_state_due_at", "jobs", ["state", "due_at"])


def request_log() -> None:
    op.create_table(
        "request_log",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("request_id", sa.String(64), nullable=False),
        sa.Column("method", sa.String(16), nullable=False),
        sa.Column("route", sa.String(128), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("milliseconds", sa.Float(), nullable=False),
        sa.Column("account_id", ID),
        sa.Column("code", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_request_log"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_request_log_account_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_request_log_at", "request_log", ["at"])
    op.create_index("ix_request_log_account_id", "request_log", ["account_id"])


def request_hours() -> None:
    op.create_table(
        "request_hours",
        sa.Column("hour", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("method", sa.String(16), nullable=False),
        sa.Column("route", sa.String(128), nullable=False),
        sa.Column("status", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("milliseconds", sa.Float(), nullable=False),
        sa.Column("slowest", sa.Float(), nullable=False),
        sa.Column("classes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("hour", "method", "route", "status", name="pk_request_hours"),
    )


def exposure_days() -> None:
    way = ("day", "model_version", "recipe", "source", "arm")
    counts = ("people", "slates", "showings", "titles", "clicked", "dismissed", "rated", "watched", "answers")
    op.create_table(
        "exposure_days",
        sa.Column("id", ID, nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("model_version", sa.String(128), nullable=False),
        sa.Column("recipe", sa.String(64), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("arm", sa.String(64), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.Column("satisfaction", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exposure_days"),
        sa.UniqueConstraint(*way, name=f"uq_exposure_days_{'_'.join(way)}"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    for table in ("exposure_days", "request_hours", "request_log", "jobs"):
        op.drop_table(table)
