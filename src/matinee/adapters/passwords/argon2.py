"""Passwords, hashed by argon2id, a few at a time."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from matinee.domain.errors import TooMany

T = TypeVar("T")

MEMORY_KIB, PASSES, LANES = 19_456, 2, 1
"""What OWASP asks for at least, since a house may be a small machine."""
A_CORE = 2
"""So many at once for each core: more would only make everybody wait, and fill the memory."""
PATIENCE = 1.0


class Passwords:
    """Hashes in threads of its own, since a hash takes tens of milliseconds of a core."""

    def __init__(self, *, cores: int, memory_kib: int = MEMORY_KIB, patience: float = PATIENCE) -> None:
        hasher = Argon2Hasher(time_cost=PASSES, memory_cost=memory_kib, parallelism=LANES)
        self._hash = PasswordHash((hasher,))
        self._at_once = A_CORE * cores
        self._free = asyncio.Semaphore(self._at_once)
        self._threads = ThreadPoolExecutor(self._at_once, thread_name_prefix="matinee-hash")
        self._patience = patience
        self._nobodys = self._hash.hash(secrets.token_urlsafe())

    async def hash(self, password: str) -> str:
        return await self._in_a_thread(lambda: self._hash.hash(_exact(password)))

    async def verify(self, password: str, digest: str | None) -> tuple[bool, str | None]:
        """Whether it is the password, and a new digest where the old one was made more weakly than is done now.

        Without a digest the work is the same, and the answer no: nobody can tell by the clock that there is no account.
        """
        right, new = await self._in_a_thread(
            lambda: self._hash.verify_and_update(_exact(password), digest or self._nobodys)
        )
        return right and digest is not None, new

    def close(self) -> None:
        self._threads.shutdown(wait=True)

    async def _in_a_thread(self, work: Callable[[], T]) -> T:
        """TooMany where none of the places came free in time."""
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError:
            raise TooMany("too many passwords are being checked", retry_after=self._patience) from None
        # Shielded: a caller that hangs up must not free the place while the core is still busy.
        return await asyncio.shield(self._held(work))

    async def _held(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._free.release()


def _exact(password: str) -> bytes:
    """Every character counts, up to the last, and none is changed on the way."""
    return password.encode("utf-8", "surrogatepass")
