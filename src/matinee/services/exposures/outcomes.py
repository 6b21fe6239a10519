"""What came of the slates of a person: what their programs told, and what their library says by itself.

A rating or a watch knows nothing of slates. Here it is given to the last slate that showed its title to the person
within the window before it, by the same rule as an event that names no slate.
"""

from collections.abc import Iterable, Sequence

from matinee.domain.exposures import Event, Outcome
from matinee.services.exposures.context import ExposuresContext
from matinee.services.exposures.feedback import last_showing

MOST = 100_000


def outcomes_of(ctx: ExposuresContext, account_id: int, *, since: int, until: int) -> Sequence[Outcome]:
    """Of the slates drawn from `since` to `until`, both included, the oldest first. Events lie in the order in which
    they happened; what was told of a title's rating or watching gives way to what the library says of it."""
    window = ctx.rules.window
    slates = ctx.slates.of(account_id, since=since, until=until + window, most=MOST)
    told = ctx.events.on([shown.row for shown in slates])
    found: dict[int, list[Event]] = {shown.row: [] for shown in slates}
    for event in ctx.events.in_library(account_id, since=since, until=until + 2 * window):
        if event.title_id is None or event.at is None:
            continue
        last = last_showing(slates, event.title_id, event.at, window=window)
        if last is not None:
            found[last[0].row].append(event)
    return [
        Outcome(shown, _together(found[shown.row], told.get(shown.row, ())))
        for shown in reversed(slates)
        if since <= shown.slate.at <= until
    ]


def _together(by_library: Sequence[Event], told: Iterable[Event]) -> Sequence[Event]:
    said = {(event.kind, event.title_id) for event in by_library}
    kept = [event for event in told if (event.kind, event.title_id) not in said]
    return sorted([*by_library, *kept], key=lambda event: (event.at or 0, event.id))
