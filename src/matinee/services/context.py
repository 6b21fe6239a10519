"""What every slice may ask of the house around it: the ports that `wiring` fills."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from matinee.domain.rates import Rate

Tx_co = TypeVar("Tx_co", covariant=True)
T = TypeVar("T")


class Storage(Protocol[Tx_co]):
    """What remembers. `work` is plain and quick, gets what a transaction has to offer, and calls one use case; what it
    raises is passed on, and nothing of what it did remains."""

    async def read(self, work: Callable[[Tx_co], T], *, long: bool = False) -> T:
        """What `work` finds, all of one moment. long: it may take more than a few milliseconds, such as an export."""
        ...

    async def write(self, work: Callable[[Tx_co], T]) -> T:
        """What `work` returns, once what it did is on the disk. Overloaded where too much waits already."""
        ...

    async def erase(self, work: Callable[[Tx_co], T]) -> T:
        """A write after which nothing of what was deleted is left in any file of ours, journals included."""
        ...

    async def check(self) -> None:
        """Unreachable where it does not answer, BehindDatabase where its tables are not those of this version."""
        ...

    async def close(self) -> None:
        """Finishes what waits. What comes afterwards is Overloaded."""
        ...


class Limits(Protocol):
    """How often something may happen, shared by every worker that is given the same place to count in."""

    async def take(self, key: str, rate: Rate) -> float:
        """0 where it may happen now, and it then counts; else the seconds until it may."""
        ...

    async def check(self) -> None:
        """Unreachable where the place to count in does not answer."""
        ...

    async def close(self) -> None: ...


class Cache(Protocol):
    """What can be made again, kept for a while by shelf and key. A shelf, such as `answers:17`, is forgotten as a
    whole: when the library of that person changes, or they leave.

    It is never the only place of anything. Where the place to keep things does not answer, nothing is found and nothing
    kept, and nobody hears of an error.
    """

    async def get(self, shelf: str, key: str) -> bytes | None: ...

    async def put(self, shelf: str, key: str, value: bytes, *, seconds: float) -> None:
        """In place of what was there."""
        ...

    async def forget(self, pattern: str) -> int:
        """Everything on the shelves of that name; `*` in it stands for any letters. How many shelves there were."""
        ...

    async def check(self) -> None:
        """Unreachable where the place to keep things does not answer."""
        ...

    async def close(self) -> None: ...
