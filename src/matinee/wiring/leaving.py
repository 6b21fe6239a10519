"""A storage that writes down beside the backups who has left, so that a restored backup does not bring them back."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from matinee.adapters.backups.ledger import NAME, add_to_ledger
from matinee.domain.errors import MatineeError
from matinee.services.context import Storage
from matinee.wiring.settings import Settings
from matinee.wiring.transaction import Transaction

T = TypeVar("T")


class LeavingStorage:
    """ledger: the file. warn: is told where it cannot be written. The deletion stands all the same, and the next one or
    the next backup writes down what is missing."""

    def __init__(self, storage: Storage[Transaction], *, ledger: Path, warn: Callable[[str], None]) -> None:
        self._storage = storage
        self._ledger = ledger
        self._warn = warn

    async def read(self, work: Callable[[Transaction], T], *, long: bool = False) -> T:
        return await self._storage.read(work, long=long)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        return await self._storage.write(work)

    async def erase(self, work: Callable[[Transaction], T]) -> T:
        """What could not be scrubbed from the journal at once is deleted too, and is written down as well."""
        try:
            return await self._storage.erase(work)
        finally:
            await self._write_down()

    async def check(self) -> None:
        await self._storage.check()

    async def close(self) -> None:
        await self._storage.close()

    async def _write_down(self) -> None:
        try:
            deleted = await self._storage.read(lambda tx: tx.accounts.personal.ledger(), long=True)
            await asyncio.to_thread(add_to_ledger, self._ledger, deleted)
        except (MatineeError, OSError) as error:
            self._warn(f"the ledger of deletions beside the backups could not be written: {error}")


def backups_of(settings: Settings) -> Path:
    """The folder of backups, and of the ledger of deletions beside them."""
    return settings.backups or settings.home / "backups"


def ledger_file(settings: Settings) -> Path:
    return backups_of(settings) / NAME
