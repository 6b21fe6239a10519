"""What clients asked and what they were told, written down as it happened.

A history is a file of lines of JSON, one an event, in the order in which they were written down. An operation is begun
(`asked`), and ends in what the client knows of it: it was done (`done`, with the answer), it was refused and nothing
happened (`refused`), or nobody knows (`unknown`: the connection broke, or no answer came in time). An operation that is
unknown, or done, may be asked again under the same key. `crash` says that the service died and came up again: what was
on its way then can have no effect any more, unless it is asked again.
"""

import json
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Literal

Kind = Literal["asked", "done", "refused", "unknown", "crash"]
Register = tuple[int, int]
"""An account and a title."""


@dataclass(frozen=True)
class Event:
    """op: by which the events of one operation are known; its key. action: see `library_model`. told: what the answer
    says, as far as the model speaks of it. body: the whole answer, as a digest. mark: how far something beside it had
    come by then, such as the log of a disk."""

    kind: Kind
    op: str = ""
    register: Register = (0, 0)
    action: str = ""
    value: int | None = None
    told: Any = None
    body: str = ""
    at: float = 0.0
    mark: int = 0


class History:
    """Appends from many threads; each event is in the file before `note` returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._file: IO[str] = path.open("a", encoding="utf-8", buffering=1)

    def note(self, event: Event) -> None:
        line = json.dumps(asdict(event)) + "\n"
        with self._lock:
            self._file.write(line)

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> "History":
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()


def read_history(path: Path) -> list[Event]:
    return list(_events(path.read_text(encoding="utf-8").splitlines()))


def _events(lines: Iterable[str]) -> Iterator[Event]:
    for line in lines:
        said = json.loads(line)
        yield Event(**{**said, "register": tuple(said["register"]), "told": _as_noted(said["told"])})


def _as_noted(told: Any) -> Any:
    """JSON knows no tuples."""
    return tuple(_as_noted(one) for one in told) if isinstance(told, list) else told
