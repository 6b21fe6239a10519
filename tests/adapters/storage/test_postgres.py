"""What PostgreSQL does where a file of SQLite has one writer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import URL, make_url

from matinee.adapters.storage.postgres import TRIES, PostgresStorage
from matinee.adapters.storage.stores import Stores
from tests.fixtures.databases import connected, empty_place

NOBODY = 1_000_000


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    place = empty_place("postgres", request, tmp_path)
    assert isinstance(place, URL)
    return place.render_as_string(hide_password=False)


def pointing_at_nobody(*, until: int, tries: list[int]) -> Callable[[Stores], str]:
    """Writes a row of an account that there is not, as long as it was not tried so often."""

    def work(stores: Stores) -> str:
        tries.append(len(tries) + 1)
        if len(tries) < until:
            stores.ratings.raise_version(NOBODY)
        return "done"

    return work


async def test_what_was_written_while_somebody_is_erased_is_found_by_the_next_try(url: str) -> None:
    storage = PostgresStorage(url, lambda stores: stores)
    tries: list[int] = []
    try:
        assert await storage.erase(pointing_at_nobody(until=TRIES, tries=tries)) == "done"
        assert len(tries) == TRIES
    finally:
        await storage.close()


async def test_a_commit_waits_for_the_log_also_where_the_server_does_not(url: str) -> None:
    """The server of the tests says that nobody waits. What was set otherwise, for replicas say, is left as it is."""
    asked = "SELECT current_setting('synchronous_commit')"
    storage = PostgresStorage(url, lambda stores: stores)
    other = PostgresStorage(url, lambda stores: stores)
    plain = await connected(url.replace("+asyncpg", ""))
    name = make_url(url).database
    try:
        assert await plain.fetchval(asked) == "off"
        assert await storage.write(lambda stores: stores.connection.exec_driver_sql(asked).scalar_one()) == "on"
        await plain.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = remote_apply')
        kept = await other.write(lambda stores: stores.connection.exec_driver_sql(asked).scalar_one())
        assert kept == "remote_apply"
    finally:
        await plain.execute(f'ALTER DATABASE "{name}" RESET synchronous_commit')
        await plain.close()
        await other.close()
        await storage.close()


async def test_any_other_write_that_points_at_nobody_is_tried_once(url: str) -> None:
    storage = PostgresStorage(url, lambda stores: stores)
    tries: list[int] = []
    try:
        with pytest.raises(Exception, match="violates foreign key"):
            await storage.write(pointing_at_nobody(until=TRIES, tries=tries))
        assert len(tries) == 1
    finally:
        await storage.close()
