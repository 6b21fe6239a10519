"""What a run comes to."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from generator import Heard

QUANTILES = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "p99_9": 0.999}
LATEST = 0.005
"""Seconds by which the generator itself may be late, at its 99th percentile; later, and it measures itself."""


@dataclass(frozen=True)
class Figures:
    """asked: requests a second by the schedule. answered: those with an answer of 2xx, a second of the time they took.
    errors: other answers, and none at all. milliseconds: by quantile, of everything asked; what was never answered is
    slower than all. lag_ms: of the generator. seen: answers by what they are."""

    asked: float
    answered: float
    errors: int
    milliseconds: dict[str, float]
    lag_ms: float
    seen: dict[str, int]

    @property
    def trusted(self) -> bool:
        return self.lag_ms <= 1000 * LATEST

    def told(self) -> dict[str, Any]:
        return {
            "asked_per_second": round(self.asked, 1),
            "answered_per_second": round(self.answered, 1),
            "errors": self.errors,
            "milliseconds": self.milliseconds,
            "generator_lag_p99_ms": round(self.lag_ms, 3),
            "seen": dict(sorted(self.seen.items())),
        }


def figures_of(heard: Heard, *, seconds: float, kind: str | None = None) -> Figures:
    """seconds: of the schedule. kind: of this kind of request alone."""
    mine = np.array([kind in {None, one} for one in heard.kinds], dtype=bool)
    good = mine & (heard.statuses // 100 == 2) & np.isfinite(heard.latencies)
    latencies = np.where(np.isfinite(heard.latencies), heard.latencies, np.inf)[mine]
    return Figures(
        asked=mine.sum() / seconds,
        answered=good.sum() / max(seconds, heard.spent),
        errors=int(mine.sum() - good.sum()),
        milliseconds={name: _ms(np.quantile(latencies, at, method="higher")) for name, at in QUANTILES.items()},
        lag_ms=1000 * float(np.quantile(heard.late[mine], 0.99)),
        seen={what: number for what, number in heard.seen.items() if kind is None or what.startswith(f"{kind}: ")},
    )


def _ms(seconds: float) -> float:
    return round(1000 * float(seconds), 3) if np.isfinite(seconds) else -1.0
