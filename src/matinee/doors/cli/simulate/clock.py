"""A clock that runs like every other, and that one process can put forward for others, with the number of the visit
that goes on.

What they share is a file of sixteen bytes: by how many microseconds the clock is ahead, and the number. All map it into
their memory, and a write of eight bytes is seen whole or not at all.
"""

import hashlib
import mmap
import struct
from pathlib import Path

from matinee.kit.clock import now

_WORD = struct.Struct("<q")
_AHEAD, _VISIT = 0, _WORD.size


class SharedClock:
    """Microseconds since 1970. The file is made where there is none."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(2 * _WORD.size))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 2 * _WORD.size)

    def __call__(self) -> int:
        return now() + self._read(_AHEAD)

    def put_forward(self, moment: int) -> None:
        """To a moment; nothing happens where it is that late already."""
        late = moment - self()
        if late > 0:
            _WORD.pack_into(self._shared, _AHEAD, self._read(_AHEAD) + late)

    def next_visit(self) -> None:
        _WORD.pack_into(self._shared, _VISIT, self._read(_VISIT) + 1)

    def slate_id(self, _: int) -> str:
        """Of the visit that goes on, the same at every house: so that two that have the same model and know the same
        show the same, the places left to chance too. One slate a visit is drawn."""
        visit = self._read(_VISIT)
        return f"{visit:012x}{hashlib.sha256(b'visit %d' % visit).hexdigest()[:20]}"

    def _read(self, place: int) -> int:
        return _WORD.unpack_from(self._shared, place)[0]
