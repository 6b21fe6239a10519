"""What people have set for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "preferences",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("region", sa.String(2)),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(16)),
        sa.Column("home_rows", sa.JSON(), nullable=False),
        sa.Column("stars", sa.String(8), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_preferences"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_preferences_account_id"),
    )


def downgrade() -> None:
    op.drop_table("preferences")
