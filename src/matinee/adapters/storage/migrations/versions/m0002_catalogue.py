"""Titles, seasons, episodes, people, credits, labels, external ids, offers, and the data sets they came from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LABELS = ("genres", "keywords", "companies", "countries", "languages")


def upgrade() -> None:
    titles()
    shows()
    makers()
    elsewhere()
    for name in LABELS:
        label(name)


def titles() -> None:
    op.create_table(
        "titles",
        sa.Column("id", ID, nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("origin_id", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("year", sa.SmallInteger()),
        sa.Column("fame", sa.Integer(), nullable=False),
        sa.Column("look", sa.BigInteger(), nullable=False),
        sa.Column("released", sa.String(10)),
        sa.Column("runtime_min", sa.Integer()),
        sa.Column("certification", sa.Text()),
        sa.Column("tagline", sa.Text()),
        sa.Column("plot", sa.Text()),
        sa.Column("mood", sa.Text()),
        sa.Column("franchise", sa.Text()),
        sa.Column("franchise_part", sa.Integer()),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_titles"),
        sa.UniqueConstraint("origin", "origin_id", name="uq_titles_origin_origin_id"),
        sqlite_autoincrement=True,
    )
    for column in ("fame", "folded", "year"):
        op.create_index(f"ix_titles_{column}", "titles", [column, "id"])
    op.create_index("ix_titles_franchise", "titles", ["franchise"])


def shows() -> None:
    op.create_table(
        "seasons",
        sa.Column("id", ID, nullable=False),
        sa.Column("title_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("released", sa.BigInteger()),
        sa.Column("at_once", sa.Boolean()),
        sa.Column("status", sa.Text()),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_seasons_title_id"),
        sa.PrimaryKeyConstraint("id", name="pk_seasons"),
        sa.UniqueConstraint("title_id", "number", name="uq_seasons_title_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "episodes",
        sa.Column("id", ID, nullable=False),
        sa.Column("season_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("runtime_min", sa.Integer()),
        sa.Column("released", sa.BigInteger()),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["season_id"], ["seasons.id"], name="fk_episodes_season_id"),
        sa.PrimaryKeyConstraint("id", name="pk_episodes"),
        sa.UniqueConstraint("season_id", "number", name="uq_episodes_season_id_number"),
        sqlite_autoincrement=True,
    )


def makers() -> None:
    op.create_table(
        "people",
        sa.Column("id", ID, nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("origin", "folded", name="uq_people_origin_folded"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "credits",
        sa.Column("title_id", ID, nullable=False),
        sa.Column("job", sa.String(16), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("character", sa.Text()),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_credits_title_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_credits_person_id"),
        sa.PrimaryKeyConstraint("title_id", "job", "place", name="pk_credits"),
    )
    op.create_index("ix_credits_person_id", "credits", ["person_id"])


def elsewhere() -> None:
    op.create_table(
        "external_ids",
        sa.Column("title_id", ID, nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("value", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_external_ids_title_id"),
        sa.PrimaryKeyConstraint("title_id", "source", name="pk_external_ids"),
    )
    op.create_index("ix_external_ids_source_value", "external_ids", ["source", "value"])
    op.create_table(
        "offers",
        sa.Column("title_id", ID, nullable=False),
        sa.Column("region", sa.String(2), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("price", sa.Float()),
        sa.Column("currency", sa.String(3)),
        sa.Column("quality", sa.String(8)),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger()),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name="fk_offers_title_id"),
        sa.PrimaryKeyConstraint("title_id", "region", "place", name="pk_offers"),
    )
    op.create_table(
        "origins",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("shift", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_origins"),
    )


def label(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("slug", name=f"uq_{name}_slug"),
    )
    op.create_table(
        f"title_{name}",
        sa.Column("title_id", ID, nullable=False),
        sa.Column("label_id", ID, nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name=f"fk_title_{name}_title_id"),
        sa.ForeignKeyConstraint(["label_id"], [f"{name}.id"], name=f"fk_title_{name}_label_id"),
        sa.PrimaryKeyConstraint("title_id", "label_id", name=f"pk_title_{name}"),
    )
    op.create_index(f"ix_title_{name}_label_id", f"title_{name}", ["label_id"])


def downgrade() -> None:
    for name in LABELS:
        op.drop_table(f"title_{name}")
        op.drop_table(name)
    for table in ("origins", "offers", "external_ids", "credits", "people", "episodes", "seasons", "titles"):
        op.drop_table(table)
