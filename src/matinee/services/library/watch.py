"""What was watched, when, how far, and whether again."""

from collections.abc import Sequence

from matinee.domain.errors import BadInput, Conflict, NotFound
from matinee.domain.library import Dated, Watch
from matinee.kit.clock import DAY, MINUTE
from matinee.services.library.context import LibraryContext
from matinee.services.library.rate import standing_of

MOST = 200
"""Watches of one title; nobody sees one more often, and a program that goes round in circles is stopped."""


def note_watch(
    ctx: LibraryContext,
    account_id: int,
    title_id: int,
    *,
    episode_id: int | None = None,
    watched_at: int | None = None,
    dated: Dated = "moment",
    progress: int = 100,
    rewatch: bool | None = None,
) -> Watch:
    """watched_at: now where nothing is said. rewatch: where nothing is said, whether a watch to the end comes before
    it, by when they were and not by when they were noted.

    What has the same minute (where a day alone is known, the same day) as a watch that is there is that watch: it goes
    as far as the further of both.
    """
    standing_of(ctx, account_id, title_id)
    if episode_id is not None and not ctx.watches.is_episode(title_id, episode_id):
        raise BadInput("the title has no such episode", where="episode_id")
    at = ctx.now if watched_at is None else watched_at
    if at > ctx.now + DAY:
        raise BadInput("nobody has watched anything in the future", where="watched_at")
    ctx.ratings.raise_version(account_id)
    before = [one for one in ctx.watches.of_title(account_id, title_id) if one.episode_id == episode_id]
    same = next((one for one in before if _same_time(one, at, dated)), None)
    if same is not None:
        return ctx.watches.change(account_id, same.id, progress=max(same.progress, progress)) or same
    if len(before) >= MOST:
        raise Conflict(f"there are {MOST} watches of it already", remedy="Delete some")
    return ctx.watches.add(account_id, Watch(0, title_id, episode_id, at, dated, progress, rewatch), at=ctx.now)


def change_watch(ctx: LibraryContext, account_id: int, watch_id: int, *, progress: int) -> Watch:
    ctx.ratings.raise_version(account_id)
    changed = ctx.watches.change(account_id, watch_id, progress=progress)
    if changed is None:
        raise _unknown()
    return changed


def delete_watch(ctx: LibraryContext, account_id: int, watch_id: int) -> None:
    ctx.ratings.raise_version(account_id)
    if not ctx.watches.remove(account_id, watch_id):
        raise _unknown()


def list_watches(
    ctx: LibraryContext, account_id: int, *, title_id: int | None, after: tuple[int, int] | None, count: int
) -> tuple[Sequence[Watch], tuple[int, int] | None]:
    """The last watched first, and what to pass as `after` to get those that follow; None at the end."""
    found = ctx.watches.page(account_id, title_id=title_id, after=after, count=count + 1)
    if len(found) <= count:
        return found, None
    last = found[count - 1]
    return found[:count], (last.watched_at, last.id)


def _same_time(watch: Watch, at: int, dated: Dated) -> bool:
    if dated == "unknown" or watch.dated != dated:
        return False
    span = MINUTE if dated == "moment" else DAY
    return watch.watched_at // span == at // span


def _unknown() -> NotFound:
    return NotFound("you have no such watch")
