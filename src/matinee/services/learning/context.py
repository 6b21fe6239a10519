"""What learning is handed: the stores of one transaction, the time, and what the house assumes."""

from dataclasses import dataclass

from matinee.services.learning.store import LearningStore, TitleStore


@dataclass(frozen=True)
class LearningContext:
    """now: the moment at which all of it happens. assumed: whether somebody who has not said anything agrees that
    models learn from them."""

    events: LearningStore
    titles: TitleStore
    assumed: bool
    now: int
