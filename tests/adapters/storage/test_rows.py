"""Rows become lines and lines become rows, whatever is in them, on both databases."""

import math

import orjson
import pytest
from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, Integer, LargeBinary, MetaData, String, Table, Text

from matinee.adapters.storage.rows import last_id_of, lines_of, put_lines
from matinee.adapters.storage.stores import Stores
from matinee.adapters.storage.tables.all import metadata
from matinee.domain.errors import BadArtifact, BadData
from tests.fixtures.databases import AnyStorage

SPOKEN = (Integer, String, Boolean, Float, LargeBinary, JSON)
ODD = Table(
    "odd",
    MetaData(),
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("text", Text),
    Column("number", Float),
    Column("bytes", LargeBinary),
    Column("yes", Boolean),
    Column("json", JSON(none_as_null=True)),
)
ROWS = [
    (1, "“東”\n\\", 0.1 + 0.2, b"\x00\xff", True, {"a": [1.5, None, "é"]}),
    (2, "", math.inf, b"", False, "text"),
    (3, None, None, None, None, None),
    (2**62, "\x7f\u2028", -math.inf, b"x" * 300, True, []),
    (2**62 + 1, "\U0001f3ac", 5e-324, b"'", False, 7),
]


def test_every_column_is_of_a_type_that_lines_can_say() -> None:
    """A column of another type needs a line in adapters/storage/rows.py, and one in this test."""
    columns = [one for table in metadata.tables.values() for one in table.columns]
    assert [str(one) for one in columns if not isinstance(one.type, SPOKEN)] == []


async def test_whatever_is_in_a_row_comes_back(storage: AnyStorage) -> None:
    def work(stores: Stores) -> None:
        connection = stores.connection
        ODD.create(connection)
        connection.execute(ODD.insert(), [dict(zip(ODD.columns.keys(), row, strict=True)) for row in ROWS])
        lines = [line for lines, _ in lines_of(connection, ODD) for line in lines.splitlines()]
        assert [orjson.loads(line)[0] for line in lines] == [row[0] for row in ROWS]
        assert last_id_of(connection, ODD) == 2**62 + 1
        connection.execute(ODD.delete())
        put_lines(connection, ODD, ODD.columns.keys(), lines)
        assert [tuple(row) for row in connection.execute(ODD.select().order_by(ODD.c.id))] == ROWS
        raise KeyError("all of this is taken back")

    with pytest.raises(KeyError):
        await storage.write(work)


@pytest.mark.parametrize("line", [b"[1]", b"{}", b"[1,", b'["\xff"]', b'[1,"a",2.0,"no base 64!",true,null]'])
async def test_what_is_no_row_of_the_table_is_refused(storage: AnyStorage, line: bytes) -> None:
    def work(stores: Stores) -> None:
        ODD.create(stores.connection)
        put_lines(stores.connection, ODD, ODD.columns.keys(), [line])
        raise KeyError("it was taken")

    with pytest.raises(BadArtifact, match="rows of 'odd'"):
        await storage.write(work)


async def test_what_a_database_cannot_hold_is_said(storage: AnyStorage) -> None:
    """A text with a NUL in it, which SQLite holds and PostgreSQL does not."""
    lines = [orjson.dumps([1, "a\0b", None, None, None, None])]

    def work(stores: Stores) -> None:
        ODD.create(stores.connection)
        put_lines(stores.connection, ODD, ODD.columns.keys(), lines)
        assert stores.connection.execute(ODD.select()).one().text == "a\0b"
        raise KeyError("all of this is taken back")

    with pytest.raises((BadData, KeyError)) as told:
        await storage.write(work)
    kind = await storage.read(lambda stores: stores.connection.dialect.name)
    assert ("cannot hold a row of 'odd'" in str(told.value)) == (kind == "postgresql")
