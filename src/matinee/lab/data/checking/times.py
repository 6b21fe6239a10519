"""Checks of when things happened."""

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np

from matinee.lab.data.checking.events import event
from matinee.lab.data.checking.findings import Finding
from matinee.lab.data.dataset import Dataset

A_DAY = 86_400
FIRST_PLAUSIBLE = int(datetime(1990, 1, 1, tzinfo=UTC).timestamp())
"""Few people have records of what they watched before; a whole table of such times is in another unit."""
MOST_IMPLAUSIBLE = 0.01
"""Share of too early events from which on the times as a whole cannot be believed."""
SPIKE_SHARE = 0.25
"""Share of all events on one day that needs an explanation, where the data spans SPIKE_SPAN days or more."""
SPIKE_SPAN = 30
MOST_AT_ONCE = 200
"""Events of one person in one second that a person ticking off a long list does not reach."""


def check_times(data: Dataset, *, now: float) -> Iterator[Finding]:
    """now: seconds since 1970."""
    times = data.log.times
    if times is None:
        what = "the events have no times, so nothing can be split or judged by time"
        yield Finding("no times", "note", what, len(data.log))
        return
    later = np.flatnonzero(times > now + A_DAY)
    if len(later):
        what = f"events that have not happened yet: {len(later):,}"
        yield Finding("future", "refuse", what, len(later), _event_and_time(data, later[0]))
    early = np.flatnonzero(times < FIRST_PLAUSIBLE)
    if len(early):
        level = "refuse" if len(early) > MOST_IMPLAUSIBLE * len(times) else "warn"
        what = f"events dated before 1990: {len(early):,}"
        yield Finding("long ago", level, what, len(early), _event_and_time(data, early[0]))
    if len(times) > 1 and times.min() == times.max():
        what = "all events have the same time, so nothing can be split or judged by time"
        yield Finding("one time", "warn", what, len(times), _spelled(times[0]))
        return
    yield from _spike(times)
    yield from _too_fast(data, times)


def _spike(times: np.ndarray) -> Iterator[Finding]:
    days = times // A_DAY
    found, counts = np.unique(days, return_counts=True)
    busiest = int(counts.argmax())
    share = counts[busiest] / len(times)
    if found[-1] - found[0] >= SPIKE_SPAN and share > SPIKE_SHARE:
        what = f"{share:.0%} of all events are of one day, as if they had been imported with the time of the import"
        yield Finding("spike", "warn", what, int(counts[busiest]), _spelled(int(found[busiest]) * A_DAY)[:10])


def _too_fast(data: Dataset, times: np.ndarray) -> Iterator[Finding]:
    order = np.lexsort((times, data.log.people))
    who, when = data.log.people[order], times[order]
    new = np.flatnonzero(np.r_[True, (who[1:] != who[:-1]) | (when[1:] != when[:-1])])
    sizes = np.diff(np.r_[new, len(who)])
    fast = np.flatnonzero(sizes > MOST_AT_ONCE)
    if len(fast):
        first = int(new[fast[sizes[fast].argmax()]])
        people = len(np.unique(who[new[fast]]))
        what = f"people with more than {MOST_AT_ONCE} events in one second: {people:,}"
        example = f"person {data.people.ids[who[first]]}, {sizes.max():,} events at {_spelled(int(when[first]))}"
        yield Finding("too fast", "warn", what, people, example)


def _event_and_time(data: Dataset, row: int) -> str:
    times = data.log.times
    return event(data, row) if times is None else f"{event(data, row)}, {_spelled(times[row])}"


def _spelled(moment: int | np.integer) -> str:
    """ISO, or the bare number where no calendar goes so far."""
    try:
        return datetime.fromtimestamp(int(moment), UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return f"second {moment}"
