"""Whoever leaves is written down beside the backups, so that the ledger outlives the database."""

from pathlib import Path

import pytest

from matinee.adapters.backups.ledger import read_ledger
from matinee.kit.clock import now
from matinee.wiring.leaving import LeavingStorage, ledger_file
from matinee.wiring.transaction import Transaction
from tests.fixtures.databases import (
    place,
    postgres_database,
    postgres_server,
    sqlite_place,
    sqlite_template,
)
from tests.fixtures.service import House, house, serve, sqlite_house

__all__ = ["house", "place", "postgres_database", "postgres_server", "serve", "sqlite_house", "sqlite_place"]
__all__ += ["sqlite_template"]


async def leave(house: House, name: str) -> str:
    """Somebody registers and leaves; the key that their account had."""
    person = await house.browser(name)
    found = await house.service.storage.read(lambda tx: tx.accounts.accounts.named(name))
    assert found is not None
    assert (await person.delete("/me")).status_code == 204
    return found.account.key


async def test_a_deletion_is_written_down_beside_the_backups(house: House) -> None:
    first, second = await leave(house, "ana"), await leave(house, "ben")
    kept = read_ledger(ledger_file(house.service.settings))
    assert set(kept) == {first, second}
    assert all(moment <= now() for moment in kept.values())


async def test_a_ledger_that_cannot_be_written_stops_no_deletion_and_is_made_good_by_the_next(
    sqlite_house: House, tmp_path: Path
) -> None:
    (tmp_path / "backups").write_text("a file where a folder should be")
    said: list[str] = []
    ledger = tmp_path / "backups" / "deletions"
    storage = LeavingStorage(sqlite_house.service.storage, ledger=ledger, warn=said.append)
    await storage.erase(lambda tx: tx.accounts.personal.erase(1, key="one", at=7))
    assert "ledger of deletions" in said[0]
    (tmp_path / "backups").unlink()
    await storage.erase(lambda tx: tx.accounts.personal.erase(2, key="two", at=8))
    assert read_ledger(ledger) == {"one": 7, "two": 8}
    assert len(said) == 1


async def test_what_fails_deletes_nobody_and_writes_nothing_down(sqlite_house: House, tmp_path: Path) -> None:
    def fail(tx: Transaction) -> None:
        tx.accounts.personal.erase(1, key="one", at=7)
        raise KeyError("a fault of the work")

    storage = LeavingStorage(sqlite_house.service.storage, ledger=tmp_path / "deletions", warn=print)
    with pytest.raises(KeyError):
        await storage.erase(fail)
    assert not (tmp_path / "deletions").exists()
