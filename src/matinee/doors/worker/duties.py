"""What is done beside the requests, and how often. Each duty is done again from its beginning where it was left, so
each must be as good done twice as once."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from matinee.domain.jobs import Schedule
from matinee.doors.worker.hands import Hands
from matinee.doors.worker.training import in_a_process, train_by
from matinee.doors.worker.trials import look_at_experiments
from matinee.doors.worker.watching import tell_alerts, watch_days, work_out_figures
from matinee.kit.clock import DAY, HOUR, MINUTE
from matinee.services.accounts.answers import forget_old_answers
from matinee.services.accounts.sessions import end_old_sessions
from matinee.services.operations import activity, jobs, retention, trending
from matinee.services.recommending.precompute import precompute
from matinee.services.recommending.serve import forget
from matinee.services.trials.keep import requests_needed
from matinee.wiring import backups
from matinee.wiring.settings import Settings
from matinee.wiring.trainings import NAME as TRAIN
from matinee.wiring.transaction import Transaction


@dataclass(frozen=True)
class Duty:
    """every: microseconds; 0 for one that is done only where somebody asks for it. run: does it, and says what came of
    it. long: whether others would be late if they waited for it."""

    name: str
    every: int
    run: Callable[[Hands], Awaitable[str]]
    long: bool = False

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.name, self.every)


async def tidy(hands: Hands) -> str:
    sessions = await hands.write(lambda tx: end_old_sessions(tx.accounts))
    answers = await hands.write(lambda tx: forget_old_answers(tx.accounts))
    ended = await hands.write(lambda tx: jobs.forget_old_jobs(tx.operations))
    return f"{sessions} sessions, {answers} answers and {ended} jobs forgotten"


async def add_up_requests(hands: Hands) -> str:
    hours = await hands.read(lambda tx: retention.hours_to_add_up(tx.operations))
    for hour in hours:
        found = await hands.read(lambda tx, hour=hour: retention.add_up_hour(tx.operations, hour))
        await hands.write(lambda tx, found=found: retention.keep_hours(tx.operations, found))
    needed = await hands.read(lambda tx: requests_needed(tx.trials))
    gone = await until_nothing_goes(hands, lambda tx: retention.forget_requests(tx.operations, needed=needed))
    return f"{len(hours)} hours added up, {gone} requests forgotten"


async def add_up_slates(hands: Hands) -> str:
    days = await hands.read(lambda tx: retention.days_to_add_up(tx.operations))
    for day in days:
        found = await hands.read(lambda tx, day=day: retention.add_up_day(tx.operations, day))
        await hands.write(lambda tx, day=day, found=found: retention.keep_day(tx.operations, day, found))
    gone = await until_nothing_goes(hands, lambda tx: retention.forget_slates(tx.operations))
    return f"{len(days)} days added up, {gone} slates and events forgotten"


async def count_trending(hands: Hands) -> str:
    found = await hands.read(lambda tx: trending.count_trending(tx.operations))
    await hands.write(lambda tx: trending.keep_trending(tx.operations, found))
    return f"{len(found)} titles that several people liked or watched lately"


async def keep_answers(hands: Hands) -> str:
    """What is kept is no row of the database, so whether the job is still its own is looked at before each piece. Who
    leaves at that very moment is forgotten once more."""
    house, after, kept = hands.service.recommending, 0, 0
    while people := await hands.read(lambda tx, after=after: activity.active_people(tx.operations, after=after)):
        await hands.write(lambda _: None)
        kept += await precompute(house, people)
        for gone in await hands.read(lambda tx, people=people: activity.gone_of(tx.operations, people)):
            await forget(house, gone)
        after = people[-1]
    return f"answers kept for {kept} people"


async def until_nothing_goes(hands: Hands, forget: Callable[[Transaction], int]) -> int:
    """A piece at a time, so that others can write in between."""
    total = 0
    while gone := await hands.write(forget):
        total += gone
    return total


async def back_up(hands: Hands) -> str:
    made = await backups.back_up(hands.service.settings)
    return f"{made.path.name}: {made.manifest.rows} rows; {len(made.removed)} older ones removed"


DUTIES = (
    Duty("tidy", HOUR, tidy),
    Duty("requests", HOUR, add_up_requests),
    Duty("slates", 6 * HOUR, add_up_slates),
    Duty("trending", HOUR, count_trending),
    Duty("experiments", 10 * MINUTE, look_at_experiments),
    Duty("figures", HOUR, work_out_figures),
    Duty("watch", DAY, watch_days),
)


def duties_of(settings: Settings, *, apart: bool = False) -> Sequence[Duty]:
    """What a house with these settings has to do. apart: in a process whose memory no server reads."""
    duties = list(DUTIES)
    if settings.redis is not None or (settings.jobs == "embedded" and not apart):
        duties.append(Duty("precompute", 6 * HOUR, keep_answers))
    if settings.alert_webhook is not None:
        duties.append(Duty("tell", HOUR, tell_alerts))
    duties.append(training_of(settings))
    if settings.backup_hours:
        duties.append(Duty("backup", settings.backup_hours * HOUR, back_up))
    return duties


def training_of(settings: Settings, *, scheduled: bool = True) -> Duty:
    """scheduled: whether it looks by itself what is due, where the settings ask for that."""
    learns = scheduled and (settings.train_hours or settings.train_ratings)
    return Duty(TRAIN, HOUR if learns else 0, train_by(in_a_process), long=True)
