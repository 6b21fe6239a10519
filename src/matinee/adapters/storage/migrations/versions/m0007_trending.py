"""Which titles people have liked or watched lately, counted."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "trending_titles",
        sa.Column("title_id", ID, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("title_id", name="pk_trending_titles"),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_trending_titles_title_id"),
    )


def downgrade() -> None:
    op.drop_table("trending_titles")
