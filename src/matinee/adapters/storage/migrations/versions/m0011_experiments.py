"""Experiments of the house, and which of two rankings picked each title of a slate that holds both."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "experiments",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("design", sa.JSON(), nullable=False),
        sa.Column("seed", sa.String(32), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(64)),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("begun_at", sa.BigInteger()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("why", sa.Text()),
        sa.Column("results", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_experiments"),
        sa.UniqueConstraint("key", name="uq_experiments_key"),
        sqlite_autoincrement=True,
    )
    op.add_column("exposures", sa.Column("teams", sa.String(64)))


def downgrade() -> None:
    op.drop_column("exposures", "teams")
    op.drop_table("experiments")
