"""By which days a day is judged: those before the release that answers, unless what has changed since has come to stay.

Whether it has is read off the days themselves: nothing else is kept of it, so that whoever looks later, with another
release, finds the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from matinee.domain.alerts import WatchedFeature
from matinee.ops.watching.drift import LEAST

REFERENCE_DAYS = 56
"""Before the release that answers, by which its days are judged."""
WEEK, LASTING = 7, 3
"""Of so many days that were judged so many must have drifted, the last of them too, for a change to last."""

Counts = tuple[float, ...]


@dataclass
class _Usual:
    """Of one feature. drifted: of each day that was judged. released: whether the release has been passed."""

    counts: list[Counts] = field(default_factory=list)
    drifted: list[bool] = field(default_factory=list)
    released: bool = False

    def add(self, one: WatchedFeature) -> None:
        # A day with events enough that was not judged had nothing to be compared with: there it began anew.
        if one.score is None and sum(one.counts) >= LEAST:
            self.begin_anew_where_it_lasts()
        if one.score is not None:
            self.drifted.append(one.drifted)
        if not one.drifted and len(self.counts) < REFERENCE_DAYS:
            self.counts.append(one.counts)

    def release(self) -> None:
        if not self.released:
            self.released = True
            self.begin_anew_where_it_lasts()

    def begin_anew_where_it_lasts(self) -> None:
        if any(self.drifted[-1:]) and sum(self.drifted[-WEEK:]) >= LASTING:
            self.counts.clear()
            self.drifted.clear()


def reference_of(days: Iterable[WatchedFeature], *, released: int, day: int) -> dict[str, list[Counts]]:
    """By feature, the counts of the days that `day` is compared with. days: those before it, in their order, from
    REFERENCE_DAYS before the release on. released: the begin of the day on which the release was made.

    They are the first of those that raised no alarm: the last before the release, or, while there are too few of
    those, the first after it. Where an alarm stood when the release was made, and lasted, they are those from the
    release on, so that what has come to stay becomes usual with it; until there are enough, nothing is judged. A
    release that is made while nothing has changed begins nothing anew.
    """
    found: dict[str, _Usual] = {}
    for one in days:
        usual = found.setdefault(one.feature, _Usual())
        if one.day >= released:
            usual.release()
        usual.add(one)
    if day >= released:
        for usual in found.values():
            usual.release()
    return {name: usual.counts for name, usual in found.items()}
