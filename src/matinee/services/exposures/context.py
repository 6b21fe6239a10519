"""What the use cases of exposures are handed: the stores of one transaction, the time, and the rules of the house."""

from dataclasses import dataclass

from matinee.kit.clock import DAY
from matinee.services.exposures.store import ConsentStore, EventStore, ExposureStore


@dataclass(frozen=True)
class ExposureRules:
    """log: whether the house keeps what was shown at all. assumed: whether somebody who has not said anything agrees.
    window: how long after a slate something that a person does with one of its titles may have come of it."""

    log: bool = True
    assumed: bool = True
    window: int = 7 * DAY


@dataclass(frozen=True)
class ExposuresContext:
    """now: the moment at which all of it happens."""

    slates: ExposureStore
    events: EventStore
    consents: ConsentStore
    rules: ExposureRules
    now: int
