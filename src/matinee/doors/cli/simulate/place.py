"""A house as the people of a simulation know it: its titles, and a session for each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import numpy as np

from matinee.domain.errors import BadData
from matinee.doors.cli.simulate.asking import Asking, password_of
from matinee.kit.progress import SILENT, Progress

PAGE = 100
ENDED = 401


@dataclass
class Place:
    """ids: of the world's titles at this house. prefix: of the names of the people. new: whether nobody can have an
    account from an earlier time. tokens: of the sessions, by person."""

    asking: Asking
    ids: np.ndarray
    numbers: dict[int, int]
    prefix: str
    new: bool = False
    tokens: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, asking: Asking, known: Mapping[str, int], titles: int, *, prefix: str, new: bool = False) -> "Place":
        """known: ids at the house, by the number of the title in the world. BadData where it does not have them all."""
        found = {int(number): one for number, one in known.items() if 1 <= int(number) <= titles}
        if len(found) < titles:
            raise BadData(
                f"this house has {len(found)} of the {titles} titles of the world",
                where=asking.url,
                remedy="Simulate people at a house of that world: matinee demo --size SIZE, and the same --size here",
            )
        ids = np.array([found[number] for number in range(1, titles + 1)], dtype=np.int64)
        return cls(asking, ids, {int(one): number for number, one in enumerate(ids.tolist())}, prefix, new)

    @classmethod
    def at(
        cls, asking: Asking, origin: str, titles: int, token: str, *, prefix: str, progress: Progress = SILENT
    ) -> "Place":
        """Of a house that is asked for each of its titles, which takes minutes where it lets nobody ask faster. origin:
        by which it knows those of the world."""
        known = {}
        progress.start("asking the house for its titles", titles)
        try:
            for one in _catalogue(asking, token):
                known[asking.must("GET", f"/titles/{one}", token=token)["external_ids"].get(origin)] = one
                progress.advance()
        finally:
            progress.finish()
        return cls.of(
            asking, {number: one for number, one in known.items() if number is not None}, titles, prefix=prefix
        )

    def enter(self, person: int) -> None:
        name = self._name(person)
        enter = self.asking.open if self.new else self.asking.enter
        self.tokens[person] = enter(name, password_of(name))

    def leave(self, person: int) -> None:
        """The account and all of it is deleted."""
        self.ask(person, "DELETE", "/me")
        del self.tokens[person]

    def ask(self, person: int, method: str, path: str, body: Any = None) -> httpx.Response | None:
        """None where it failed. A session that has ended, since they did not come for weeks, is opened anew."""
        answer = self.asking.ask(method, path, token=self.tokens[person], body=body, also=(ENDED,))
        if answer is not None and answer.status_code == ENDED:
            name = self._name(person)
            self.tokens[person] = self.asking.log_in(name, password_of(name)) or ""
            return self.asking.ask(method, path, token=self.tokens[person], body=body)
        return answer

    def _name(self, person: int) -> str:
        return f"{self.prefix}-{person}"


def _catalogue(asking: Asking, token: str) -> list[int]:
    """Every title of the house."""
    found: list[int] = []
    cursor = None
    while True:
        more = "" if cursor is None else f"&cursor={cursor}"
        said = asking.must("GET", f"/titles?limit={PAGE}{more}", token=token)
        found += [int(one["id"]) for one in said["items"]]
        cursor = said["next"]
        if cursor is None:
            return found
