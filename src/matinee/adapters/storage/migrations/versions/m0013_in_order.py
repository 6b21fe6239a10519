"""What was watched again is found out by the order of the watches; imports say their scale and how far they are."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

SAID = """UPDATE watches SET said_again = rewatch WHERE rewatch AND import_id IS NULL AND NOT EXISTS (
    SELECT 1 FROM watches AS other WHERE other.account_id = watches.account_id AND other.title_id = watches.title_id
    AND other.id <> watches.id
)"""
"""Where there is no other watch of the title, somebody must have said it; else nobody can tell any more."""
FOUND_OUT = """UPDATE watches SET rewatch = coalesce(said_again, EXISTS (
    SELECT 1 FROM watches AS other WHERE other.account_id = watches.account_id AND other.title_id = watches.title_id
    AND coalesce(other.episode_id, 0) = coalesce(watches.episode_id, 0) AND other.progress >= 90
    AND other.id < watches.id
))"""


def upgrade() -> None:
    op.add_column("watches", sa.Column("said_again", sa.Boolean()))
    op.execute(SAID)
    op.drop_column("watches", "rewatch")
    op.add_column("imports", sa.Column("scale", sa.SmallInteger()))
    op.add_column("imports", sa.Column("whole", sa.Integer()))
    op.add_column("imports", sa.Column("undone_to", sa.BigInteger()))


def downgrade() -> None:
    for column in ("undone_to", "whole", "scale"):
        op.drop_column("imports", column)
    op.add_column("watches", sa.Column("rewatch", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(FOUND_OUT)
    op.drop_column("watches", "said_again")
