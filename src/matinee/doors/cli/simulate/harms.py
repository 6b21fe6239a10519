"""What is done to a simulated house to see whether it notices."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matinee.doors.cli.simulate.asking import password_of
from matinee.doors.cli.simulate.clock import LATER
from matinee.doors.cli.simulate.learning import School
from matinee.ops.simulation.figures import MARGIN, Decided, Harm

BAD = """[popular]

[answer]
ranks = "popular"
"""
BAD_MODEL, SHOCK, BROKEN = "a bad model", "a popularity shock", "broken data"
SHARE_OF_DAYS = {BAD_MODEL: 0.4, SHOCK: 0.6, BROKEN: 0.8}
"""When in a run each is done."""
CROWD = 0.2
"""Accounts that the shock opens, as a share of the people who are there; ten at least."""
PRAISED, PANNED = 3, 12
"""Titles that each of them gives five stars, and half a star."""


@dataclass(frozen=True)
class Harming:
    """day: on which everything happens. moment: of the world."""

    school: School
    day: int
    moment: int
    note: Callable[[Decided], Decided]

    def bad_model(self) -> Harm:
        """A model that shows everybody the same is put up as the next one."""
        recipe = self.school.house.made.home.parent / "bad.toml"
        recipe.write_text(BAD, encoding="utf-8")
        found = self.note(self.school.train(self.day, self.moment, harm=BAD_MODEL, recipe=recipe))
        return self._harm(BAD_MODEL, found.state != "promoted", f"{found.state}: {found.reason or found.words}")

    def shock(self) -> Harm:
        """A crowd of new accounts praises a few titles that hardly anybody knows, and pans the favourites. Then a model
        learns from it."""
        company = self.school.company
        house, counts = company.house.place, company.founding + company.house.life.counts
        before = self._drifts()
        order = np.argsort(counts, kind="stable")
        crowd = []
        for number in range(max(10, round(CROWD * len(company)))):
            self.school.house.clock.go_on(LATER)
            name = f"crowd-{self.day}-{number}"
            token = house.asking.enter(name, password_of(name))
            crowd.append(token)
            for titles, stars in ((order[:PRAISED], 5.0), (order[-PANNED:], 0.5)):
                for title in titles.tolist():
                    path = f"/ratings/{int(house.ids[title])}"
                    house.asking.ask("PUT", path, token=token, body={"stars": stars})
        found = self.note(self.school.train(self.day, self.moment, harm=SHOCK))
        for token in crowd:
            house.asking.ask("DELETE", "/me", token=token)
        alerts = self._drifts() - before
        if found.state != "promoted":
            return self._harm(SHOCK, True, f"the model that learned from it was {found.state}: {found.reason}")
        if alerts:
            return self._harm(SHOCK, True, f"alerts: {', '.join(sorted(alerts))}")
        lift = None if found.truth is None else found.truth.lift
        unharmed = lift is not None and lift > -MARGIN
        said = "" if lift is None else f", true lift {lift:+.1%}"
        how = "a model that learned from it was put live" + said + (": it did no harm" if unharmed else "")
        return self._harm(SHOCK, unharmed, how)

    def broken_data(self) -> Harm:
        """The data set that the house keeps is damaged on disk, and mended once it was seen what comes of it."""
        base = self.school.house.made.home / "models" / "main" / "base"
        file = next(base.glob("*/log.parquet"))
        whole = file.read_bytes()
        _damage(file, whole)
        try:
            found = self.note(self.school.train(self.day, self.moment, harm=BROKEN))
        finally:
            file.write_bytes(whole)
        return self._harm(BROKEN, found.state in {"stopped", "failed"}, f"{found.state}: {found.words}")

    def _drifts(self) -> set[str]:
        """The alerts that stand and say that what people do has changed."""
        answer = self.school.asking.ask("GET", "/admin/alerts?open=true", token=self.school.token)
        items = [] if answer is None else answer.json()["items"]
        return {one["key"] for one in items if one["key"].startswith("drift:")}

    def _harm(self, name: str, caught: bool, how: str) -> Harm:
        return Harm(name=name, day=self.day, within=1, caught=0 if caught else None, how=how)


def harms_of(day: int, days: int) -> list[str]:
    """Those that are done on a day."""
    return [
        name for name, share in SHARE_OF_DAYS.items() if round(share * (days - 1)) == day and days >= len(SHARE_OF_DAYS)
    ]


def do(name: str, harming: Harming) -> Harm:
    return {BAD_MODEL: harming.bad_model, SHOCK: harming.shock, BROKEN: harming.broken_data}[name]()


def _damage(file: Path, whole: bytes) -> None:
    middle = len(whole) // 2
    file.write_bytes(whole[:middle] + bytes(255 - one for one in whole[middle : middle + 64]) + whole[middle + 64 :])
