"""How many requests a second a server sustains, found by asking at several rates, and how long they then take."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from arrivals import poisson
from figures import Figures, figures_of
from generator import PATIENCE, Ask, send_all
from workloads import look

LINES = 64
SHARES = (0.3, 0.5, 0.7, 0.8, 0.9, 1.0, 1.1)
"""Of the rate at which the server is flooded, at which it is asked."""
KEPT_UP = 0.97
"""Share of what was asked that must be answered in the time in which it was asked."""
FLOOD = 3.0


@dataclass(frozen=True)
class Swept:
    """flooded: answers a second where far more is asked than can be answered. curve: one point a rate. held: a longer
    run at the highest rate of the curve that the server kept up with; None where it kept up with none."""

    flooded: float
    curve: Sequence[Figures]
    held: Figures | None

    def told(self) -> dict[str, Any]:
        return {
            "flooded_per_second": round(self.flooded, 1),
            "curve": [point.told() for point in self.curve],
            "held": None if self.held is None else self.held.told(),
        }


def run_at(
    port: int, make: Callable[[], Ask], rate: float, seconds: float, *, seed: int, patience: float = PATIENCE
) -> Figures:
    moments = poisson(rate, seconds, seed=seed)
    asks = [make() for _ in range(len(moments))]
    heard = asyncio.run(send_all(asks, moments, host="127.0.0.1", port=port, lines=LINES, look=look, patience=patience))
    return figures_of(heard, seconds=seconds)


def swept(port: int, make: Callable[[], Ask], *, guess: float, seconds: float, longer: float, p99_ms: float) -> Swept:
    """guess: answers a second, rather too many. p99_ms: what a rate must keep to."""
    run_at(port, make, guess / 10, 2.0, seed=1)
    flooded = run_at(port, make, guess, FLOOD, seed=2, patience=0.5).answered
    curve = [run_at(port, make, flooded * share, seconds, seed=3 + place) for place, share in enumerate(SHARES)]
    good = [point for point in curve if kept_up(point, p99_ms=p99_ms)]
    held = None
    while good and (held is None or not kept_up(held, p99_ms=p99_ms)):
        held = run_at(port, make, good.pop().asked, longer, seed=20)
    return Swept(flooded, curve, held)


def kept_up(point: Figures, *, p99_ms: float) -> bool:
    fast = 0 <= point.milliseconds["p99"] <= p99_ms
    return point.errors == 0 and fast and point.trusted and point.answered >= KEPT_UP * point.asked
