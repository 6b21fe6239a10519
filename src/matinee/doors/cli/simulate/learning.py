"""Trainings of a simulated house: asked for over HTTP, waited for, and put beside the world's truth."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from matinee.domain.errors import MatineeError, OutOfTime
from matinee.doors.cli.simulate.asking import Asking
from matinee.doors.cli.simulate.house import House
from matinee.doors.cli.simulate.people import Company
from matinee.kit.clock import MINUTE
from matinee.ops.registry.registry import Registry
from matinee.ops.simulation.figures import Decided, Truth
from matinee.ops.simulation.truth import true_worth

DONE = frozenset({"failed", "stopped", "kept_out", "waiting", "promoted", "overtaken"})
PATIENCE = 1800.0
"""Seconds for one training."""
LOOK = 0.5
FOLLOWS = 20.0
"""Seconds within which a house answers with a version that was put live."""


@dataclass(frozen=True)
class School:
    """asking, token: of the admin."""

    house: House
    asking: Asking
    token: str
    company: Company

    def train(
        self, day: int, moment: int, *, harm: str | None = None, ask: Callable[[], None] | None = None
    ) -> Decided:
        """Waits until it is done, while nobody comes. moment: of the world, by which the truth is asked. ask: puts the
        training down, where that is not done over HTTP."""
        before = self._newest()
        if ask is None:
            self.asking.must("POST", "/admin/trainings", token=self.token, body={})
        else:
            ask()
        told = self._done(0 if before is None else int(before["id"]))
        if told["state"] == "promoted":
            self._follow(told["version"])
        decision = told["decision"] or {}
        return Decided(
            day=day,
            training=told["id"],
            state=told["state"],
            version=told["version"],
            champion=decision.get("champion"),
            outcome=decision.get("outcome"),
            reason=decision.get("reason"),
            words=told["why"],
            truth=self._truth(decision.get("champion"), told["version"], moment),
            harm=harm,
        )

    def _newest(self) -> Mapping[str, Any] | None:
        items = self.asking.must("GET", "/admin/trainings?limit=1", token=self.token)["items"]
        return items[0] if items else None

    def _done(self, before: int) -> Mapping[str, Any]:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = self._newest()
            if found is not None and found["id"] > before and found["state"] in DONE:
                return found
            if found is not None and found["id"] > before and found["state"] == "asked" and found["why"]:
                self.house.clock.put_forward(self.house.clock() + MINUTE)  # it is tried again after a while
            time.sleep(LOOK)
        raise OutOfTime(
            f"a training was not done within {PATIENCE:.0f} s",
            where=str(self.house.made.home / "server.log"),
            remedy="Look at its log",
        )

    def _follow(self, version: str) -> None:
        digest = version.rpartition("-")[2]
        until = time.monotonic() + FOLLOWS
        while time.monotonic() < until:
            said = self.asking.must("GET", "/health/ready")
            if digest in str(said):
                return
            time.sleep(LOOK)
        raise OutOfTime(
            f"the house does not answer with {version}, which it says is live",
            where=self.house.url,
            remedy="Look at its log",
        )

    def _truth(self, champion: str | None, candidate: str | None, moment: int) -> Truth | None:
        """To people who were shown nothing: those who live with the house have seen the best of what its champion has
        to show, and anything else would be news to them."""
        registry = Registry(self.house.made.home / "models" / "main")
        if champion is None or candidate is None:
            return None
        try:
            before, after = registry.load(champion), registry.load(candidate)
        except MatineeError:
            return None  # it was removed meanwhile, which is nothing that the truth depends on
        alone = self.company.alone.life
        return true_worth(before, after, alone.audience, alone.rated, seen=alone.seen, time=moment)
