"""What was shown to whom, by which chance, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

EventKind = Literal["clicked", "dwelt", "dismissed", "rated", "watched", "helpful", "satisfied"]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)
Purpose = Literal["exposures", "training", "statistics", "lists"]
"""What a person may agree to or not: that what they were shown is kept, with what they did about it; that models learn
from their ratings and watching; that they count in statistics of the house; that lists of what they may like are handed
to programs elsewhere, which is never assumed."""
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
Fate = Literal["kept", "duplicate", "not_kept", "unknown_title", "too_old"]


@dataclass(frozen=True)
class Slate:
    """One draw of titles for one person. However often it is shown again, it was drawn once.

    id: as the answer names it, from `new_slate_id`. at: when it was drawn. recipe: digest of the recipe. source: the
    link of the fallback chain that answered. arm: of an experiment. k: how many were asked for. titles: ids of the
    catalogue in the order shown. propensities: as many, each the chance of that title at that place. share, others,
    seed: of the exploration, and how many candidates there were that were not chosen; from these every other chance of
    the slate follows. teams: where two rankings picked in turn, which of them picked each title, as 0 and 1; the
    chances are not known then, and propensities empty.
    """

    id: str
    account_id: int
    at: int
    model_version: str
    recipe: str
    source: str
    k: int
    titles: Sequence[int]
    propensities: Sequence[float]
    share: float = 0.0
    others: int = 0
    seed: int = 0
    arm: str | None = None
    teams: str | None = None


@dataclass(frozen=True)
class ShownSlate:
    """A slate that was logged. row: its number in the storage. showings: how often, the first time included."""

    row: int
    slate: Slate
    showings: int
    shown_at: int


@dataclass(frozen=True)
class Event:
    """What a person did, as their program tells it. id: chosen by the program, by which it is known again. value:
    seconds that they dwelt, stars, the share that was watched, whether it was helpful (0 or 1), satisfaction from 1 to
    5. at: when, by the clock of the program; None for now."""

    id: str
    kind: EventKind
    slate_id: str | None = None
    title_id: int | None = None
    value: float | None = None
    at: int | None = None


@dataclass(frozen=True)
class Attached:
    """An event as it is kept. row, rank: the slate it belongs to, and the place of the title on it, from 1 on."""

    event: Event
    at: int
    row: int | None
    rank: int | None


@dataclass(frozen=True)
class Outcome:
    """A slate, and what came of it in the order in which it happened."""

    shown: ShownSlate
    events: Sequence[Event]


@dataclass(frozen=True)
class Consents:
    """What a person agreed to. at: when they said so; None where they have not said anything yet."""

    exposures: bool
    training: bool
    statistics: bool
    lists: bool = False
    at: int | None = None
