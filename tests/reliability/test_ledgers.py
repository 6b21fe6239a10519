"""R1: what must hold in a database after a kill is looked at closely enough to be missed where it does not hold."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.fixtures.databases import empty_place, execute
from tests.reliability.ledgers import faults_in

MOVED = """
CREATE TABLE shelves (id integer);
CREATE FUNCTION placed(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
INSERT INTO shelves SELECT generate_series(1, 50);
CREATE INDEX shelves_placed ON shelves (placed(id));
"""
OTHERWISE = "CREATE OR REPLACE FUNCTION placed(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT -$1'"
GONE = "DROP TABLE IF EXISTS shelves; DROP FUNCTION IF EXISTS placed(integer)"


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    place = empty_place("postgres", request, tmp_path)
    assert isinstance(place, URL)
    yield place
    asyncio.run(execute(place, GONE))


def test_an_index_that_does_not_hold_its_table_is_found(server: URL) -> None:
    asyncio.run(execute(server, MOVED))
    assert faults_in(server) == []
    asyncio.run(execute(server, OTHERWISE))
    (fault,) = faults_in(server)
    assert fault.startswith("the index shelves_placed: ")
