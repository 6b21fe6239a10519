"""What people did in a span of days, as far as they agree that it is counted: what is watched over, and reported on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from matinee.domain.exposures import EventKind


@dataclass(frozen=True)
class HouseFigure:
    """One figure of the whole house, as /metrics tells it. labels: of small, known sets, never of a person."""

    name: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """A slate. row: its number in the storage. model: the version that answered. source: the link of the chain."""

    row: int
    account_id: int
    at: int
    model: str
    source: str
    titles: Sequence[int]


@dataclass(frozen=True)
class Told:
    """What somebody told of a slate. row: of the slate. rank: the place of the title on it, from 1 on."""

    row: int
    kind: EventKind
    title_id: int | None
    rank: int | None
    value: float | None


@dataclass(frozen=True)
class Rated:
    """A rating that was given by hand. before: how many the person had given before it, where that is asked for."""

    account_id: int
    title_id: int
    stars: float
    at: int
    before: int = 0


@dataclass(frozen=True)
class Seen:
    """A title that somebody watched whole."""

    account_id: int
    title_id: int
    at: int


@dataclass(frozen=True)
class Life:
    """Everything of a span of days. Where there is more than was asked for, a sample of the whole span."""

    shown: Sequence[Shown] = ()
    told: Sequence[Told] = ()
    rated: Sequence[Rated] = ()
    seen: Sequence[Seen] = ()
