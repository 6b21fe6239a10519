"""The service put together: storage, passwords, limits, secrets."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from matinee.adapters.limits.memory import MemoryLimits
from matinee.adapters.limits.redis import RedisLimits
from matinee.adapters.passwords.argon2 import Passwords
from matinee.adapters.pictures.folder import PictureFolder
from matinee.adapters.storage.durability import weaknesses
from matinee.adapters.storage.occupied import using
from matinee.adapters.storage.open import Place, check_made, open_storage, place_of, prepare, upgrade
from matinee.domain.errors import BadConfig
from matinee.kit.clock import DAY, MINUTE, Clock, now
from matinee.kit.secrets import new_key
from matinee.ops.runs.machine import usable_cores
from matinee.services.accounts.context import AccountRules
from matinee.services.catalogue.posters import Posters
from matinee.services.context import Limits, Storage
from matinee.services.exposures.context import ExposureRules
from matinee.services.operations.context import OperationRules
from matinee.services.recommending.serve import Recommending
from matinee.services.trials.context import TrialRules
from matinee.wiring.leaving import LeavingStorage, ledger_file
from matinee.wiring.recommending import open_recommending
from matinee.wiring.secrets import signing_keys
from matinee.wiring.settings import Settings
from matinee.wiring.transaction import Surroundings, Transaction, binding


@dataclass(frozen=True)
class Service:
    """What the doors of the service are handed. keys: that sign, the first of them, or are believed."""

    settings: Settings
    storage: Storage[Transaction]
    passwords: Passwords
    limits: Limits
    keys: Sequence[str]
    clock: Clock
    posters: Posters
    recommending: Recommending


def rules_of(settings: Settings) -> AccountRules:
    return AccountRules(registration=settings.registration, lifetime=settings.session_days * DAY)


def exposure_rules_of(settings: Settings) -> ExposureRules:
    return ExposureRules(log=settings.exposures, assumed=settings.consent == "assumed")


def operation_rules_of(settings: Settings) -> OperationRules:
    return OperationRules(
        requests=settings.request_log_days * DAY,
        slates=settings.exposure_days * DAY,
        assumed=settings.consent == "assumed",
        watch_value=settings.watch_value,
        alarms_a_year=settings.drift_alarms,
        tells=settings.alert_webhook is not None,
    )


def trial_rules_of(settings: Settings) -> TrialRules:
    return TrialRules(
        log=settings.exposures,
        assumed=settings.consent == "assumed",
        requests=settings.request_log_days * DAY,
        late=round(settings.experiment_late_minutes * MINUTE),
    )


def database_of(settings: Settings) -> Place:
    return place_of(settings.database.get_secret_value() if settings.database else None, home=settings.home)


def check_database(settings: Settings) -> None:
    """BadInput where there is none, and `open_service` would make one."""
    check_made(database_of(settings))


@asynccontextmanager
async def open_service(
    settings: Settings,
    *,
    rules: AccountRules | None = None,
    clock: Clock = now,
    new_key: Callable[[], str] = new_key,
    passwords: Passwords | None = None,
    warn: Callable[[str], None] = lambda _: None,
) -> AsyncIterator[Service]:
    """Open until the block ends. An empty database is given its tables; BehindDatabase for one of another version.

    warn: is told of what goes on with less than was asked for. rules, clock, new_key, passwords: other than the usual
    ones, where nothing may be left to chance, and in tests. new_key: makes the keys of accounts.
    """
    check_workers(settings)
    with using(settings.home):
        keys = signing_keys(settings)
        place = database_of(settings)
        await prepare(place)
        for one in await weaknesses(place):
            warn(str(one))
        around = Surroundings(
            rules or rules_of(settings),
            keys,
            clock,
            exposure_rules_of(settings),
            operation_rules_of(settings),
            trial_rules_of(settings),
            new_key,
        )
        opened = open_storage(place, binding(around))
        storage = LeavingStorage(opened, ledger=ledger_file(settings), warn=warn)
        passwords = passwords or Passwords(cores=usable_cores())
        limits = _open_limits(settings, warn)
        try:
            await storage.check()
            async with open_recommending(settings, storage, clock=clock, warn=warn) as recommending:
                yield Service(settings, storage, passwords, limits, keys, clock, posters_of(settings), recommending)
        finally:
            await limits.close()
            await storage.close()
            passwords.close()


async def check_service(settings: Settings) -> None:
    """What `open_service` would refuse, found out before anybody is let in. An empty database is given its tables.
    Models are not read: a house goes on without those that cannot be used."""
    check_workers(settings)
    with using(settings.home):
        signing_keys(settings)
        place = database_of(settings)
        await prepare(place)
        storage = open_storage(place, lambda stores: stores)
        try:
            await storage.check()
        finally:
            await storage.close()


def posters_of(settings: Settings) -> Posters:
    return Posters(PictureFolder(settings.home / "cache" / "posters"), at_once=max(1, usable_cores() // 2))


async def upgrade_database(settings: Settings) -> tuple[str | None, str]:
    """The revision before, None where the database was empty, and after."""
    with using(settings.home):
        return await upgrade(database_of(settings))


def check_workers(settings: Settings) -> None:
    """BadConfig where several workers would each count for themselves what they must count together."""
    if settings.workers > 1 and settings.redis is None:
        raise BadConfig(
            f"{settings.workers} workers need Redis, by which they share limits",
            where="MATINEE_WORKERS",
            remedy="Name a server in MATINEE_REDIS, or use one worker",
        )


def _open_limits(settings: Settings, warn: Callable[[str], None]) -> Limits:
    if settings.redis is None:
        return MemoryLimits()
    return RedisLimits(settings.redis.get_secret_value(), workers=settings.workers, warn=warn)
