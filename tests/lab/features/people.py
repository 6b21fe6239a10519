"""People whose events are written down by hand, as Histories."""

from datetime import UTC, datetime

import numpy as np

from matinee.lab.data.histories import Histories
from matinee.lab.data.titles import TitleFacts
from matinee.lab.features.person import person_features
from matinee.lab.features.registry import NAMES
from tests.lab.features.by_definition import Event


def moment(text: str) -> int:
    """Seconds of a moment in UTC, such as '2024-03-02 20:15'."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def evenings(*moments: str) -> list[Event]:
    """One event a moment, each with another title and 4 stars."""
    return [Event(title, 4.0, moment(text)) for title, text in enumerate(moments)]


def histories_of(people: list[list[Event]], *, n_titles: int = 60) -> Histories:
    """One row a person, in the order of the times."""
    rows = [sorted(events, key=lambda event: event.time) for events in people]
    flat = [event for row in rows for event in row]
    return Histories(
        np.concatenate([[0], np.cumsum([len(row) for row in rows])]),
        np.array([event.title for event in flat], dtype=np.int32),
        np.array([event.value for event in flat], dtype=np.float32),
        n_titles,
        np.array([event.time for event in flat], dtype=np.int64),
    )


def features(events: list[Event], *, at: str, facts: TitleFacts | None = None) -> dict[str, float]:
    """The features of one person by name."""
    table = person_features(histories_of([events]), at=moment(at), facts=facts)
    return dict(zip(NAMES, table[0].tolist(), strict=True))
