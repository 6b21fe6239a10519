"""What operations are handed: the stores of one transaction, the time, and the rules of the house."""

from dataclasses import dataclass

from matinee.kit.clock import DAY, MINUTE, SECOND
from matinee.services.operations.store import ActivityStore, ExposureDayStore, JobStore, RequestStore, TrendingStore
from matinee.services.operations.watch_store import AlertStore, FigureStore, LifeStore, WatchedStore


@dataclass(frozen=True)
class OperationRules:
    """lease: how long a job is somebody's who does not say that they still work on it. tries: of one job. back_off:
    until the second try; each further one waits twice as long. ended: how long jobs that have ended are kept. requests,
    slates: how long those are kept; 0 for requests that are not kept, and for slates that are kept for good. rolled_up:
    how long hours of requests are kept. assumed: whether somebody who has not said anything agrees to statistics.
    watch_value: what one watch is worth to the house. alarms_a_year: false alarms of drift that are put up with. tells:
    whether alerts are told elsewhere."""

    lease: int = 60 * SECOND
    tries: int = 5
    back_off: int = MINUTE
    ended: int = 30 * DAY
    requests: int = 14 * DAY
    slates: int = 400 * DAY
    rolled_up: int = 400 * DAY
    assumed: bool = True
    watch_value: float = 0.0
    alarms_a_year: float = 1.0
    tells: bool = False


@dataclass(frozen=True)
class OperationsContext:
    """now: the moment at which all of it happens."""

    jobs: JobStore
    requests: RequestStore
    exposure_days: ExposureDayStore
    trending: TrendingStore
    activity: ActivityStore
    figures: FigureStore
    watched: WatchedStore
    life: LifeStore
    alerts: AlertStore
    rules: OperationRules
    now: int
