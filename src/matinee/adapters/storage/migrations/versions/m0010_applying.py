"""By which rule an import is being applied, so that one that was stopped goes on by the same."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("imports", sa.Column("conflicts", sa.String(8)))


def downgrade() -> None:
    op.drop_column("imports", "conflicts")
