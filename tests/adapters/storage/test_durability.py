"""The server of the tests is one that keeps nothing when the power goes; tests/reliability has one that does."""

from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from matinee.adapters.storage.durability import weaknesses
from matinee.domain.errors import Unreachable


async def test_a_server_that_does_not_wait_for_its_disk_is_told_of(postgres_database: URL) -> None:
    found = {one.setting: one for one in await weaknesses(postgres_database)}
    assert set(found) == {"fsync", "full_page_writes"}, "connections of ours wait for commits all the same"
    assert found["fsync"].source == "command line"


async def test_what_is_told_says_what_where_and_what_to_do(postgres_database: URL) -> None:
    said = str((await weaknesses(postgres_database.set(password="hidden")))[0])  # noqa: S106
    assert said.startswith(f"127.0.0.1:{postgres_database.port}/{postgres_database.database}: fsync is off: ")
    assert "may be lost" in said
    assert "Turn it on where it was set (command line)" in said
    assert "hidden" not in said


async def test_a_file_has_none(tmp_path: Path) -> None:
    assert await weaknesses(tmp_path / "matinee.db") == ()


async def test_a_database_that_is_not_there_is_unreachable(postgres_database: URL) -> None:
    with pytest.raises(Unreachable, match="MATINEE_DATABASE"):
        await weaknesses(postgres_database.set(database="nowhere"))
