"""R9: three times what can be answered, for a minute, and how the service bends.

Most requests are the usual mix. Between them somebody asks whether the service lives, and somebody logs in, as whoever
looks what is wrong does. Before it, and after it, half of what can be answered is asked.
"""

import asyncio
import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from arrivals import poisson, steady
from generator import Ask, Heard, send_all
from running import Running
from workloads import API, look, request

TIMES = 3.0
USUAL = 0.5
"""Of what can be answered: what is asked before and after."""
BEFORE, AFTER = 15.0, 15.0
LOOKS, LOGINS = 2.0, 0.2
"""A second."""
LINES = 256
WINDOW = 1.0
"""Seconds over which the way back is looked at."""
NAME, PASSWORD = "looks.after.it", "four unrelated words here"
LOOK, LOGIN = "health", "login"


@dataclass(frozen=True)
class Flood:
    """asked: whose moments lie within `seconds`."""

    heard: Heard
    moments: np.ndarray
    seconds: float

    def of(self, *kinds: str, others: bool = False) -> np.ndarray:
        """bool: requests of these kinds, or of all others."""
        return np.array([(kind in kinds) is not others for kind in self.heard.kinds], dtype=bool)

    @property
    def mix(self) -> np.ndarray:
        return self.of(LOOK, LOGIN, others=True)

    @property
    def good(self) -> np.ndarray:
        return self.heard.statuses // 100 == 2

    def p99(self, which: np.ndarray) -> float:
        """Milliseconds; -1 where there are none."""
        return round(1000 * float(np.quantile(self.heard.latencies[which], 0.99)), 1) if which.any() else -1.0


def overload(server: Running, make: Callable[[], Ask], *, peak: float, seconds: float) -> dict[str, Any]:
    """peak: answers a second that the service reaches."""
    _register(server.port)
    before, held = _flood(server.port, make, USUAL * peak, BEFORE, seed=31), server.mib()
    flood = _flood(server.port, make, TIMES * peak, seconds, seed=32)
    after, grown = _flood(server.port, make, USUAL * peak, AFTER, seed=33), server.mib()
    usual, refused = before.p99(before.mix & before.good), flood.heard.statuses == 503
    answered = flood.mix & flood.good
    return {
        "peak_per_second": round(peak, 1),
        "asked_per_second": round(int(flood.mix.sum()) / seconds, 1),
        "seconds": seconds,
        "goodput": round(int(answered.sum()) / max(seconds, flood.heard.spent) / peak, 3),
        "usual_p99_ms": usual,
        "admitted_p99_ms": flood.p99(answered),
        "refused": int((flood.mix & refused).sum()),
        "refusal_p99_ms": flood.p99(flood.mix & refused),
        "failed": int((flood.mix & ~flood.good & ~refused).sum()),
        **{
            f"{kind}_{what}": value
            for kind in (LOOK, LOGIN)
            for what, value in (
                ("asked", int(flood.of(kind).sum())),
                ("well", int((flood.of(kind) & flood.good).sum())),
                ("p99_ms", flood.p99(flood.of(kind) & flood.good)),
            )
        },
        "memory_grown": round(grown / held - 1, 3) if held > 0 else 0.0,
        "back_after_seconds": back_after(after, usual),
        "generator_lag_p99_ms": round(1000 * float(np.quantile(flood.heard.late, 0.99)), 2),
    }


def back_after(after: Flood, usual: float) -> float:
    """Seconds until no window has a request that is refused, or that takes three times the usual p99. usual: in
    milliseconds."""
    slow = after.mix & (~after.good | ~(1000 * after.heard.latencies <= 3 * usual))
    return float(np.floor(after.moments[slow].max() / WINDOW) * WINDOW + WINDOW) if slow.any() else 0.0


def _flood(port: int, make: Callable[[], Ask], rate: float, seconds: float, *, seed: int) -> Flood:
    body = json.dumps({"username": NAME, "password": PASSWORD}).encode()
    sent = [(moment, make()) for moment in poisson(rate, seconds, seed=seed).tolist()]
    sent += [(moment, Ask(request("GET", f"{API}/health/live"), LOOK)) for moment in steady(LOOKS, seconds).tolist()]
    login = Ask(request("POST", f"{API}/auth/login", None, body), LOGIN)
    sent += [(moment, login) for moment in steady(LOGINS, seconds).tolist()]
    sent.sort(key=lambda one: one[0])
    moments, asks = np.array([moment for moment, _ in sent]), [ask for _, ask in sent]
    heard = asyncio.run(send_all(asks, moments, host="127.0.0.1", port=port, lines=LINES, look=look))
    return Flood(heard, moments, seconds)


def _register(port: int) -> None:
    """Of an earlier run it may be there already."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = json.dumps({"username": NAME, "password": PASSWORD})
    line.request("POST", f"{API}/auth/register", body, {"Content-Type": "application/json"})
    answer = line.getresponse()
    answer.read()
    line.close()
    if answer.status // 100 != 2:
        raise RuntimeError(f"nobody could be registered: {answer.status}")
