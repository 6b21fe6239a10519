"""Two rankings in one list, so that each person compares them: far fewer people show which is better.

Team drafting (Radlinski, Kurup and Joachims, CIKM 2008): in each round a coin says which ranking picks first; each
picks its best title that is not yet taken, and is credited with what people do with its picks. Whichever place gets
more attention, each ranking holds it half of the time.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special

from matinee.domain.errors import BadInput
from matinee.lab.evaluation.statistics import paired_t_test
from matinee.lab.trials.samples import Sample, mean_of
from matinee.lab.trials.sequences import always_valid

Team = Literal[0, 1]


@dataclass(frozen=True)
class Drafted:
    """titles in their order, and for each the ranking that picked it: 0 for the first, 1 for the second."""

    titles: tuple[int, ...]
    teams: tuple[Team, ...]


@dataclass(frozen=True)
class Preference:
    """people: those who did anything. mean: of each person's (first - second) / (first + second), so from -1 to 1 and
    above 0 where the first is preferred, with the range that holds the true one. p: two-sided."""

    people: int
    mean: float
    low: float
    high: float
    p: float


def interleave(first: Sequence[int], second: Sequence[int], *, places: int, seed: int) -> Drafted:
    """first, second: titles in their order, each once. seed: of this slate alone.

    As many places as the shorter ranking has titles, at most: beyond them only one ranking could pick.
    """
    wanted = min(places, len(first), len(second))
    coin = random.Random(seed)  # noqa: S311  # nosec B311
    taken: set[int] = set()
    rankings = _left(first, taken), _left(second, taken)
    titles: list[int] = []
    teams: list[Team] = []
    while len(titles) < wanted:
        order: tuple[Team, Team] = (0, 1) if coin.random() < 0.5 else (1, 0)
        for team in order[: wanted - len(titles)]:
            pick = next(rankings[team])
            taken.add(pick)
            titles.append(pick)
            teams.append(team)
    return Drafted(tuple(titles), tuple(teams))


def credit(drafted: Drafted, liked: Sequence[float]) -> tuple[float, float]:
    """What each ranking earned. liked: for each place, 1 or a worth where the person took the title up, else 0."""
    if len(liked) != len(drafted.teams):
        raise BadInput(f"{len(liked)} answers to {len(drafted.teams)} places", where="interleaving")
    first = sum(worth for worth, team in zip(liked, drafted.teams, strict=True) if team == 0)
    return first, sum(liked) - first


def preference(first: np.ndarray, second: np.ndarray, *, alpha: float = 0.05) -> Preference:
    """first, second: (people,), the credits of each person over all slates. A person counts once, however busy."""
    shares = _shares(first, second)
    found = mean_of(shares)
    reach = -float(special.stdtrit(len(shares) - 1, alpha / 2) * found.error)
    mean = float(found.mean)
    return Preference(len(shares), mean, mean - reach, mean + reach, paired_t_test(shares, np.zeros(len(shares))))


def preference_so_far(first: np.ndarray, second: np.ndarray, *, planned: int, alpha: float = 0.05) -> Preference:
    """The same, to be looked at again and again. planned: people who did anything, when it was to end.

    A mean is told apart from one that is known to be 0 as from that of another arm, of as many people.
    """
    shares = _shares(first, second)
    found = mean_of(shares)
    seen = always_valid(found, Sample(len(shares), 0.0, 0.0), alpha=alpha, planned=2 * planned)
    return Preference(len(shares), float(found.mean), float(seen.low), float(seen.high), float(seen.p))


def _shares(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """(first - second) / (first + second) of those who did anything."""
    ours, theirs = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    active = ours + theirs > 0
    return (ours[active] - theirs[active]) / (ours[active] + theirs[active])


def _left(ranking: Sequence[int], taken: set[int]) -> Iterator[int]:
    """The titles that nobody has picked when they are asked for."""
    return (title for title in ranking if title not in taken)
