"""The features of the people of a data set at a moment, as a table by name."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import polars as pl

from matinee.domain.errors import BadData, BadInput, UnknownName
from matinee.kit.progress import SILENT, Progress, track
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.features.person import person_features
from matinee.lab.features.registry import FEATURES, NAMES, Feature

BATCH = 10_000
"""People computed at once."""


def features_of_everybody(data: Dataset, *, at: int | None = None, progress: Progress = SILENT) -> pl.DataFrame:
    """`person` and a float32 column a feature, a row a person of the data. at: seconds; None: after the last event."""
    histories = _known_at(data, moment_of(data, at))
    batches = -(-len(histories) // BATCH)
    parts = [
        person_features(batch, at=moment_of(data, at), facts=data.facts)
        for batch in track(histories.batches(BATCH), label="computing features", progress=progress, total=batches)
    ]
    table = np.concatenate(parts) if parts else np.empty((0, len(NAMES)), dtype=np.float32)
    columns = {name: table[:, place] for place, name in enumerate(NAMES)}
    return pl.DataFrame({"person": data.people.ids, **columns})


def features_of_one(data: Dataset, person: str, *, at: int | None = None) -> list[tuple[Feature, float]]:
    """Each feature of the person of an external id, with its value."""
    ids = data.people.ids
    found = np.flatnonzero(ids.astype(str) == person)
    if not len(found):
        raise UnknownName(
            f"there is no person '{person}'", where=data.name, remedy=f"Ids are such as {', '.join(map(str, ids[:3]))}"
        )
    only = replace(data, log=data.log.where(data.log.people == found[0]))
    moment = moment_of(data, at)
    row = person_features(_known_at(only, moment).row(int(found[0])), at=moment, facts=data.facts)[0]
    return list(zip(FEATURES, row.tolist(), strict=True))


def moment_of(data: Dataset, at: int | None) -> int:
    """`at`, or the second after the last event. BadData where the data has no times."""
    if data.log.times is None:
        raise BadData(
            "the times of the events are not known, and features of a person lie in time",
            where=data.name,
            remedy="Give data with times, or name their column with --time-column",
        )
    if at is not None:
        return at
    return int(data.log.times.max()) + 1 if len(data.log) else 0


def read_moment(text: str, *, where: str) -> int:
    """Seconds of '2024-05-01', '2024-05-01T20:15' or '2024-05-01T20:15+02:00', in UTC where nothing else is said."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            f"'{text}' is no date", where=where, remedy="Write 2024-05-01, or 2024-05-01T20:15 in UTC"
        ) from error
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _known_at(data: Dataset, moment: int) -> Histories:
    """Histories made of the log up to a moment: made of all of it, they would keep the last event with a title, and
    forget that there was one before."""
    times = data.log.times
    log = data.log if times is None else data.log.where(times < moment)
    return Histories.from_interactions(log, n_people=data.n_people, n_titles=data.n_titles)
