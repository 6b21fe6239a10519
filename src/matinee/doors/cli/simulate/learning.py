"""Trainings of a simulated house: asked for over HTTP, waited for, and put beside the world's truth."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matinee.domain.errors import MatineeError, OutOfTime
from matinee.doors.cli.simulate.asking import Asking
from matinee.doors.cli.simulate.house import LOG, LOOK_AT_IT, House
from matinee.doors.cli.simulate.people import Company
from matinee.kit.clock import MINUTE
from matinee.ops.registry.registry import Registry
from matinee.ops.simulation.figures import Decided, Truth
from matinee.ops.simulation.truth import true_worth

DONE = frozenset({"failed", "stopped", "kept_out", "waiting", "promoted", "overtaken"})
TRIES = 10
"""After so many a training is not to come to an end."""


@dataclass(frozen=True)
class School:
    """asking, token: of the admin."""

    house: House
    asking: Asking
    token: str
    company: Company

    def train(self, day: int, moment: int, *, harm: str | None = None, recipe: Path | None = None) -> Decided:
        """Waits until it is done, while nobody comes. moment: of the world, by which the truth is asked. recipe:
        another than that of the version that answers, which nobody can name over HTTP."""
        before = self._newest()
        if recipe is None:
            self.asking.must("POST", "/admin/trainings", token=self.token, body={})
        else:
            self.house.learn(recipe)
        told = self._done(0 if before is None else int(before["id"]))
        if told["state"] == "promoted":
            self._check_it_answers(told["version"])
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
        """One that failed is tried again after a while."""
        for _ in range(TRIES):
            self.house.work()
            found = self._newest()
            if found is not None and found["id"] > before and found["state"] in DONE:
                return found
            self.house.clock.go_on(MINUTE)
        raise OutOfTime(
            f"a training has not ended after {TRIES} tries",
            where=str(self.house.made.home / LOG),
            remedy=LOOK_AT_IT,
        )

    def _check_it_answers(self, version: str) -> None:
        digest = version.rpartition("-")[2]
        if digest not in str(self.asking.must("GET", "/health/ready")):
            raise OutOfTime(
                f"the house does not answer with {version}, which it says is live",
                where=self.house.url,
                remedy=LOOK_AT_IT,
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
