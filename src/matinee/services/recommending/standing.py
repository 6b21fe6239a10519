"""What somebody is answered with at one moment: a release, over the catalogue as it is."""

from dataclasses import dataclass
from time import thread_time

from matinee.domain.errors import NotFound
from matinee.ops.releases.release import Release
from matinee.services.recommending.bound import Bound, bind
from matinee.services.recommending.store import FactStore
from matinee.services.recommending.title_index import TitleIndex

SLOW = 0.01
"""Seconds from which on an answer is made beside the thread that answers everybody."""
CANARY, CHAMPION = "canary", "champion"


@dataclass(frozen=True, eq=False)
class Standing:
    """bound: None where there is no release that can be used; fault says why. slow: whether one answer takes so long
    that others would wait for it. arm: as slates carry it, where people are answered by different versions, or are in
    an experiment. rival: whose picks stand in the same slate."""

    index: TitleIndex
    bound: Bound | None
    fault: str | None = None
    slow: bool = False
    arm: str | None = None
    rival: "Standing | None" = None

    def ranked_by(self, name: str) -> "Standing":
        """As it stands, but that the model of this name ranks. It may take long. NotFound where there is no release,
        BadInput where it has no such model."""
        if self.bound is None:
            raise NotFound("there is no release whose models could be asked", remedy="Leave the model out")
        return Standing(self.index, self.bound.ranked_by(name), self.fault, slow=True)


def standing_over(
    index: TitleIndex, store: FactStore, release: Release, *, fault: str | None = None, arm: str | None = None
) -> Standing:
    bound = bind(release, index, store)
    return Standing(index, bound, fault, slow=_seconds_of(bound) > SLOW, arm=arm)


def _seconds_of(bound: Bound) -> float:
    """Of the processor, for the scores for somebody, the quickest of three. Not by the clock: a machine that is busy at
    the start would have every answer go to a thread ever after."""
    taken = []
    for _ in range(3):
        begun = thread_time()
        bound.release.ranks.scores(bound.nobody)
        taken.append(thread_time() - begun)
    return min(taken)
