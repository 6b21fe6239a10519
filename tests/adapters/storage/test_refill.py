"""What is put in the place of a database, and when it is not."""

from asyncio import to_thread
from pathlib import Path

import pytest
from sqlalchemy import text

from matinee.adapters.storage.open import open_storage
from matinee.domain.errors import Conflict
from matinee.wiring.backups import make_backup, restore_backup
from tests.fixtures.backups import Build, build, lived_in, lived_in_postgres
from tests.fixtures.databases import KINDS

__all__ = ["build", "lived_in", "lived_in_postgres"]


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_is_restored_where_the_database_is_open(build: Build, kind: str, tmp_path: Path) -> None:
    building = await to_thread(build, kind=kind, lived=True)
    backup = (await to_thread(make_backup, building.settings, out=tmp_path / "backup.zip")).path
    elsewhere = open_storage(building.place, lambda stores: stores)
    await elsewhere.check()
    with pytest.raises(Conflict, match="other programs"):
        await to_thread(restore_backup, building.settings, backup, replace=True)
    await elsewhere.close()
    await to_thread(restore_backup, building.settings, backup, replace=True)


def test_a_broken_file_can_be_replaced_and_only_if_that_was_said(build: Build, tmp_path: Path) -> None:
    building, broken = build(lived=True), build("broken")
    backup = make_backup(building.settings, out=tmp_path / "backup.zip").path
    (broken.settings.home / "matinee.db").write_bytes(b"what is left after a disk failed" * 500)
    (broken.settings.home / "matinee.db-wal").write_bytes(b"more of it")
    with pytest.raises(Conflict, match="not empty"):
        restore_backup(broken.settings, backup)
    assert restore_backup(broken.settings, backup, replace=True).refilled.replaced is None
    assert broken.rows() == building.rows()


def test_tables_that_are_not_ours_are_left_alone(build: Build, tmp_path: Path) -> None:
    building, other = build(lived=True), build("other", kind="postgres")
    backup = make_backup(building.settings, out=tmp_path / "backup.zip").path
    other.do(lambda stores: stores.connection.execute(text("CREATE TABLE theirs (id INTEGER)")))
    with pytest.raises(Conflict, match="Name an empty database"):
        restore_backup(other.settings, backup, replace=True)
