"""What people do about what they were shown: each event once, however often and however late it is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from matinee.domain.exposures import Attached, Event, Fate, ShownSlate
from matinee.kit.clock import DAY
from matinee.services.exposures.consents import agrees
from matinee.services.exposures.context import ExposuresContext

OLDEST = 366 * DAY
MOST_SLATES = 500
"""Of one person that are looked through for the one to which an event without a slate belongs."""


def take_feedback(ctx: ExposuresContext, account_id: int, events: Sequence[Event]) -> Sequence[Fate]:
    """What became of each. An event is known again by its id; the first that comes counts.

    One that names a slate belongs to it, however late it comes, as long as the slate showed the title. One that names
    none belongs to the last slate that showed the title to the person within the window before it.
    """
    if not (ctx.rules.log and agrees(ctx, account_id, "exposures")):
        return ["not_kept" for _ in events]
    known = set(ctx.events.known(account_id, {event.id for event in events}))
    fates: list[Fate] = []
    taken: list[Attached] = []
    attached = _attached(ctx, account_id, events)
    titles = _titles(ctx, attached)
    for one in attached:
        fate = _fate(ctx, one, known, titles)
        known.add(one.event.id)
        fates.append(fate)
        if fate == "kept":
            taken.append(one)
    ctx.events.add(account_id, taken, ctx.now)
    return fates


def last_showing(slates: Iterable[ShownSlate], title_id: int, at: int, *, window: int) -> tuple[ShownSlate, int] | None:
    """The slate that showed the title last before `at`, and the place of the title on it; None where none did within
    the window. slates: of one person, the newest first."""
    for shown in slates:
        if at - window <= shown.slate.at <= at and title_id in shown.slate.titles:
            return shown, _rank(shown, title_id)
    return None


def _fate(ctx: ExposuresContext, one: Attached, known: set[str], titles: set[int]) -> Fate:
    if one.event.id in known:
        return "duplicate"
    if one.row is None and one.event.title_id is not None and one.event.title_id not in titles:
        return "unknown_title"
    return "too_old" if one.at < ctx.now - OLDEST else "kept"


def _attached(ctx: ExposuresContext, account_id: int, events: Sequence[Event]) -> list[Attached]:
    """Each with its slate, where it has one, and with a moment that can be: not after now, and not before the slate."""
    timed = [replace(event, at=ctx.now if event.at is None else min(event.at, ctx.now)) for event in events]
    named = ctx.slates.named(account_id, {event.slate_id for event in timed if event.slate_id is not None})
    loose = [event for event in timed if event.slate_id is None and event.title_id is not None]
    recent = _recent(ctx, account_id, loose)
    return [_attach(event, named, recent, window=ctx.rules.window) for event in timed]


def _attach(event: Event, named: Mapping[str, ShownSlate], recent: Sequence[ShownSlate], *, window: int) -> Attached:
    at = event.at or 0
    if event.slate_id is not None:
        shown = named.get(event.slate_id)
        if shown is None or (event.title_id is not None and event.title_id not in shown.slate.titles):
            return Attached(event, at, None, None)
        rank = None if event.title_id is None else _rank(shown, event.title_id)
        return Attached(event, max(at, shown.slate.at), shown.row, rank)
    found = None if event.title_id is None else last_showing(recent, event.title_id, at, window=window)
    return Attached(event, at, None, None) if found is None else Attached(event, at, found[0].row, found[1])


def _recent(ctx: ExposuresContext, account_id: int, loose: Sequence[Event]) -> Sequence[ShownSlate]:
    moments = [event.at for event in loose if event.at is not None]
    if not moments:
        return ()
    return ctx.slates.of(account_id, since=min(moments) - ctx.rules.window, until=max(moments), most=MOST_SLATES)


def _titles(ctx: ExposuresContext, attached: Sequence[Attached]) -> set[int]:
    """Those that no slate vouches for."""
    asked = {one.event.title_id for one in attached if one.row is None and one.event.title_id is not None}
    return set(ctx.events.titles(asked)) if asked else set()


def _rank(shown: ShownSlate, title_id: int) -> int:
    return list(shown.slate.titles).index(title_id) + 1
