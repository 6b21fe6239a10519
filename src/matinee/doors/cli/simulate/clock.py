"""The clock of a simulated house, which stands still until somebody puts it forward, and the number of the visit that
goes on: what happens at a house follows from the seed of a run alone, and not from how fast a machine is.

Whoever simulates shares with the server a file of sixteen bytes: the moment, and the number. Both map it into their
memory, and a write of eight bytes is seen whole or not at all.
"""

import hashlib
import mmap
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matinee.kit.clock import SECOND

_WORD = struct.Struct("<q")
_MOMENT, _VISIT = 0, _WORD.size
BETWEEN = SECOND // 1000
"""From one request to the next."""
LATER = 61 * SECOND
"""Between two accounts that are opened from one address."""


class SharedClock:
    """Microseconds since 1970."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(2 * _WORD.size))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 2 * _WORD.size)

    def __call__(self) -> int:
        return self._read(_MOMENT)

    def put_forward(self, moment: int) -> None:
        """To a moment; nothing happens where it is that late already."""
        _WORD.pack_into(self._shared, _MOMENT, max(moment, self()))

    def go_on(self, by: int = BETWEEN) -> None:
        self.put_forward(self() + by)

    def next_visit(self) -> None:
        _WORD.pack_into(self._shared, _VISIT, self._read(_VISIT) + 1)

    def slate_id(self, _: int) -> str:
        """Of the visit that goes on, the same at every house: so that two that have the same model and know the same
        show the same, the places left to chance too. One slate a visit is drawn."""
        visit = self._read(_VISIT)
        return f"{visit:012x}{hashlib.sha256(b'visit %d' % visit).hexdigest()[:20]}"

    def _read(self, place: int) -> int:
        return _WORD.unpack_from(self._shared, place)[0]


@dataclass(frozen=True)
class Clocks:
    """Of all houses that the same people use; none where a house has its own time."""

    clocks: Sequence[SharedClock] = ()

    def put_forward(self, moment: int) -> None:
        for one in self.clocks:
            one.put_forward(moment)

    def go_on(self, by: int) -> None:
        for one in self.clocks:
            one.go_on(by)

    def next_visit(self) -> None:
        for one in self.clocks:
            one.next_visit()
