"""Whether lists of somebody may be handed to programs elsewhere. Nobody has agreed to it before they were asked."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("consents", sa.Column("lists", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("consents", "lists")
