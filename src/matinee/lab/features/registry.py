"""Every feature of a person, named and defined once. Whoever reads features, in training or in serving, reads these."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from matinee.lab.features import choices, rhythm
from matinee.lab.features.past import Past

Needed = Literal["times", "titles"]


@dataclass(frozen=True)
class Feature:
    """compute: float64 (people,), NaN where there is too little to say; `otherwise` stands there, and for everybody
    where what it `needs` is not known: times of events, or facts of titles."""

    name: str
    unit: str
    meaning: str
    compute: Callable[[Past], np.ndarray]
    otherwise: float = 0.0
    needs: frozenset[Needed] = frozenset()


TIMES: frozenset[Needed] = frozenset({"times"})
TITLES: frozenset[Needed] = frozenset({"titles"})

FEATURES: tuple[Feature, ...] = (
    Feature("activity", "events", "Events.", choices.activity),
    Feature("sparsity", "share", "Titles of the catalogue without an event.", choices.sparsity),
    Feature("tenure", "days", "Since the first event.", rhythm.tenure, needs=TIMES),
    Feature("recency", "days", "Since the last event.", rhythm.recency, 3_650.0, TIMES),
    Feature("pace", "events a week", "Since the first event, over one week at least.", rhythm.pace, needs=TIMES),
    Feature(
        "velocity",
        "events a week",
        "In the last 90 days, or since the first event where that is less; over one week at least.",
        rhythm.velocity,
        needs=TIMES,
    ),
    Feature(
        "velocity_trend",
        "doublings",
        "Velocity over pace, 0.1 added to both, as a binary logarithm: above 0 somebody who speeds up.",
        rhythm.velocity_trend,
        needs=TIMES,
    ),
    Feature(
        "binge_rate",
        "events",
        "Events a sitting. An event more than 4 hours after the one before begins a new sitting.",
        rhythm.binge_rate,
        needs=TIMES,
    ),
    Feature("binge_share", "share", "Events in sittings of three or more.", rhythm.binge_share, needs=TIMES),
    Feature(
        "usual_hour",
        "hour UTC",
        "Direction of the mean of all starts of sittings on the clock.",
        rhythm.usual_hour,
        12.0,
        TIMES,
    ),
    Feature(
        "hour_focus",
        "0 to 1",
        "Length of that mean: 1 always at the same time of day, 0 at all times alike.",
        rhythm.hour_focus,
        needs=TIMES,
    ),
    Feature("hour_sin", "-1 to 1", "Sine of the clock at the start of a sitting, mean.", rhythm.hour_sin, needs=TIMES),
    Feature("hour_cos", "-1 to 1", "Cosine of the same, mean.", rhythm.hour_cos, needs=TIMES),
    Feature("evening_share", "share", "Sittings begun from 18:00 to midnight UTC.", rhythm.evening_share, 0.25, TIMES),
    Feature(
        "weekend_share",
        "share",
        "Sittings begun on a Saturday or Sunday in UTC.",
        rhythm.weekend_share,
        2 / 7,
        TIMES,
    ),
    Feature(
        "seasonality",
        "0 to 1",
        "Length of the mean direction of active days on the circle of the year, less what chance makes of so few days: "
        "0 no season, 1 always the same day. Of people whose first event is a year ago or more.",
        rhythm.seasonality,
        needs=TIMES,
    ),
    Feature(
        "season_sin",
        "-1 to 1",
        "Sine of the time of year of active days, mean, of the same people; January is 0.",
        rhythm.season_sin,
        needs=TIMES,
    ),
    Feature("season_cos", "-1 to 1", "Cosine of the same, mean.", rhythm.season_cos, needs=TIMES),
    Feature(
        "consistency",
        "0 to 1",
        "Mean of the gaps between active days, over that mean plus their standard deviation: 1 like clockwork, about "
        "1/2 by chance, near 0 in bursts. Of people with three active days or more.",
        rhythm.consistency,
        0.5,
        TIMES,
    ),
    Feature(
        "active_weeks",
        "share",
        "Weeks, counted back from the moment to the first event, with an event in them.",
        rhythm.active_weeks,
        needs=TIMES,
    ),
    Feature(
        "title_age",
        "years",
        "Calendar years from release to event, as a geometric mean of one more; titles of unknown year left out.",
        choices.title_age,
        needs=TIMES | TITLES,
    ),
    Feature(
        "fresh_share",
        "share",
        "Events in the calendar year of the release or the next; titles of unknown year left out.",
        choices.fresh_share,
        needs=TIMES | TITLES,
    ),
    Feature("rating_mean", "value", "Mean of the values of the events.", choices.rating_mean),
    Feature("rating_deviation", "value", "Their standard deviation.", choices.rating_deviation),
    Feature(
        "genre_breadth",
        "bits",
        "Entropy of the genres of the events; the genres of a title share its event equally.",
        choices.genre_breadth,
        needs=TITLES,
    ),
)
NAMES: tuple[str, ...] = tuple(feature.name for feature in FEATURES)
