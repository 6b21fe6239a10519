"""How long a piece of work took: for whoever waited, and for the processor."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Took:
    """seconds: on the clock. processor_seconds: of all cores together, by this process alone, so that what else the
    machine did in the meantime does not count."""

    seconds: float = 0.0
    processor_seconds: float = 0.0

    @contextmanager
    def more(self) -> Iterator[None]:
        """Adds what is done inside the block."""
        clock, processor = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - clock
            self.processor_seconds += time.process_time() - processor
