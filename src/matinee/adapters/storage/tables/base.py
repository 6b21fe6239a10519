"""The one MetaData of all tables, and how a table says what becomes of a person's data in it.

Moments are integers, microseconds since 1970 in UTC: SQLite knows no moments, PostgreSQL's lose their zone on the way
through half of all programs, and an integer compares, indexes and subtracts alike on both.
"""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import BigInteger, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Moment = BigInteger
Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the type is exactly INTEGER."""

PERSON, SECRET, MOMENT, NOBODYS = "person", "secret", "moment", "nobodys"


@dataclass(frozen=True)
class Belongs:
    """export: the name of the list in which the rows are handed to the person; None where they are not.
    deletion: whether the rows go with the person, or stay without any sign of them."""

    export: str | None
    deletion: Literal["erase", "detach"]


def belongs(*, export: str | None, deletion: Literal["erase", "detach"] = "erase") -> dict[str, Any]:
    """For the column that names the person to whom a row belongs."""
    return {PERSON: Belongs(export, deletion)}


def secret(why: str) -> dict[str, Any]:
    """For a column that is never exported."""
    return {SECRET: why}


def moment() -> dict[str, Any]:
    """For a column that holds a moment, so that people are shown it as one."""
    return {MOMENT: True}


def nobodys(why: str) -> dict[str, Any]:
    """For a table that holds nothing of any person."""
    return {NOBODYS: why}
