"""The duties of watching: figures every hour, days once they are over, alerts told elsewhere."""

import asyncio
from collections.abc import Sequence

import numpy as np

from matinee.domain.life import HouseFigure, Rated
from matinee.doors.worker.hands import Hands
from matinee.kit.text import counted
from matinee.ops.watching.accuracy import Errors, Squares, errors_of, squares_of
from matinee.ops.watching.features import features_of
from matinee.ops.watching.quality import quality_of
from matinee.services.operations import alerts, figures, watch
from matinee.services.recommending.hindsight import expected_before
from matinee.services.recommending.standing import Standing
from matinee.wiring.alerting import tell_elsewhere
from matinee.wiring.reporting import titles_of


async def work_out_figures(hands: Hands) -> str:
    """What /metrics tells of the house, and whether requests and models are as they should be."""
    standing = await hands.service.recommending.models.standing()
    life = await hands.read(lambda tx: figures.read_life(tx.operations, since=tx.now - figures.SPAN, until=tx.now))
    quality = await asyncio.to_thread(quality_of, life, titles_of(standing.index))
    now, usual = await errors_lately(hands, standing)
    hour = await hands.read(lambda tx: figures.requests_lately(tx.operations))
    version = version_of(standing)
    worth = hands.service.settings.watch_value
    found: list[HouseFigure] = [
        *figures.figures_of_quality(quality, watch_value=worth),
        *figures.figures_of_errors(version, now, usual),
        *await hands.read(lambda tx: figures.figures_of_people(tx.operations)),
    ]
    await hands.write(lambda tx: figures.keep_figures(tx.operations, found))
    begun, ended = await hands.write(lambda tx: alerts.settle(tx.operations, "requests", watch.findings_of_hour(hour)))
    more = watch.findings_of_errors(version, now, usual)
    others = await hands.write(lambda tx: alerts.settle(tx.operations, "quality", more))
    return f"{len(found)} figures; {begun + others[0]} alerts began, {ended + others[1]} ended"


async def watch_days(hands: Hands) -> str:
    """Each day that is over, beside what is usual in this house."""
    standing = await hands.service.recommending.models.standing()
    made_at = 0 if standing.bound is None else standing.bound.release.about.made_at
    days = await hands.read(lambda tx: watch.days_to_watch(tx.operations))
    begun = ended = 0
    for day in days:
        read = await hands.read(lambda tx, day=day: watch.read_day(tx.operations, day))
        expected = await expected_of(hands, standing, read.rated)
        found = await asyncio.to_thread(features_of, read.rated, read.shown, expected, titles_of(standing.index))
        scored = await hands.read(
            lambda tx, day=day, found=found: watch.judged(tx.operations, day, found, made_at=made_at)
        )
        off = watch.errors_to_keep(day, squares_of(since_made(expected, read.rated, made_at), stars_of(read.rated)))
        kept = [*scored, *off]
        await hands.write(lambda tx, day=day, kept=kept: watch.keep_watched(tx.operations, day, kept))
        came, went = await hands.write(
            lambda tx, scored=scored: alerts.settle(tx.operations, "drift", watch.findings_of_day(scored))
        )
        begun, ended = begun + came, ended + went
    await hands.write(lambda tx: alerts.forget_old_alerts(tx.operations))
    return f"{counted(len(days), 'day')} watched; {counted(begun, 'alert')} began, {ended} ended"


async def tell_alerts(hands: Hands) -> str:
    """One after the other; the first that nobody takes ends it, and the job is tried again."""
    waiting = await hands.read(lambda tx: alerts.to_tell(tx.operations))
    for one in waiting:
        await tell_elsewhere(hands.service.settings, one)
        await hands.write(lambda tx, one=one: alerts.note_told(tx.operations, [one.id]))
    return f"{len(waiting)} alerts told"


async def errors_lately(hands: Hands, standing: Standing) -> tuple[Errors | None, Squares | None]:
    """Of the last days, of ratings alone that came after the release was made; and of the days before, by whichever
    release answered on each."""
    if standing.bound is None:
        return None, None
    until = hands.service.clock()
    since = max(until - figures.SPAN, standing.bound.release.about.made_at)
    rated = await hands.read(
        lambda tx: tx.operations.life.rated(
            since=since, until=until, most=figures.MOST_JUDGED, assumed=tx.operations.rules.assumed
        )
    )
    expected = await expected_of(hands, standing, rated)
    usual = await hands.read(lambda tx: watch.usual_errors(tx.operations, before=since))
    return errors_of(expected, stars_of(rated)), usual


async def expected_of(hands: Hands, standing: Standing, rated: Sequence[Rated]) -> np.ndarray:
    """Stars, of each rating before it was given."""
    accounts = {one.account_id for one in rated}
    signals = await hands.read(lambda tx: {one: tx.recommending.signals.signals(one) for one in accounts})
    return await asyncio.to_thread(expected_before, standing, rated, signals)


def since_made(expected: np.ndarray, rated: Sequence[Rated], made_at: int) -> np.ndarray:
    """NaN for what the release may have learned from: ratings that came before it was made."""
    return np.where(np.array([one.at >= made_at for one in rated], dtype=bool), expected, np.nan)


def stars_of(rated: Sequence[Rated]) -> np.ndarray:
    return np.array([one.stars for one in rated])


def version_of(standing: Standing) -> str:
    return "none" if standing.bound is None else standing.bound.release.version
