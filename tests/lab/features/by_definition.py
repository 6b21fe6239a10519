"""Every feature of one person, computed slowly from its meaning, one event after the other."""

import math
import statistics
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

DAY = 86_400
YEAR = 365.2425 * DAY


@dataclass(frozen=True)
class Event:
    title: int
    value: float
    time: int


def features_of(
    events: list[Event], *, at: int, n_titles: int, years: list[int], genres: list[tuple[str, ...]]
) -> dict[str, float]:
    """Only what can be said: a feature that would be left at its default is missing."""
    past = sorted((event for event in events if event.time < at), key=lambda event: event.time)
    found = {"activity": float(len(past)), "sparsity": 1 - len(past) / n_titles}
    if past:
        found |= _rates(past, at) | _sittings(past) | _days(past, at) | _choices(past, years, genres)
    return found


def _rates(past: list[Event], at: int) -> dict[str, float]:
    age = at - past[0].time
    pace = len(past) / max(age / (7 * DAY), 1)
    lately = sum(event.time >= at - 90 * DAY for event in past) / min(max(age / (7 * DAY), 1), 90 / 7)
    weeks = {(at - event.time - 1) // (7 * DAY) for event in past}
    return {
        "tenure": age / DAY,
        "recency": (at - past[-1].time) / DAY,
        "pace": pace,
        "velocity": lately,
        "velocity_trend": math.log2((lately + 0.1) / (pace + 0.1)),
        "active_weeks": len(weeks) / (max(weeks) + 1),
    }


def _sittings(past: list[Event]) -> dict[str, float]:
    sittings = [[past[0]]]
    for before, event in pairwise(past):
        if event.time - before.time > 4 * 3600:
            sittings.append([])
        sittings[-1].append(event)
    starts = [datetime.fromtimestamp(sitting[0].time, UTC) for sitting in sittings]
    turns = [2 * math.pi * (start.hour + start.minute / 60 + start.second / 3600) / 24 for start in starts]
    sine, cosine = statistics.fmean(map(math.sin, turns)), statistics.fmean(map(math.cos, turns))
    return {
        "binge_rate": len(past) / len(sittings),
        "binge_share": sum(len(sitting) for sitting in sittings if len(sitting) >= 3) / len(past),
        "usual_hour": math.atan2(sine, cosine) * 12 / math.pi % 24,
        "hour_focus": math.hypot(sine, cosine),
        "hour_sin": sine,
        "hour_cos": cosine,
        "evening_share": statistics.fmean(start.hour >= 18 for start in starts),
        "weekend_share": statistics.fmean(start.weekday() >= 5 for start in starts),
    }


def _days(past: list[Event], at: int) -> dict[str, float]:
    first_of_day: dict[int, int] = {}
    for event in past:
        first_of_day.setdefault(event.time // DAY, event.time)
    found = {}
    days = sorted(first_of_day)
    gaps = [float(later - earlier) for earlier, later in pairwise(days)]
    if len(gaps) >= 2:
        found["consistency"] = statistics.fmean(gaps) / (statistics.fmean(gaps) + statistics.pstdev(gaps))
    if at - past[0].time >= YEAR:
        turns = [time % YEAR / YEAR * 2 * math.pi for time in first_of_day.values()]
        sine, cosine = statistics.fmean(map(math.sin, turns)), statistics.fmean(map(math.cos, turns))
        found |= {"season_sin": sine, "season_cos": cosine}
        if len(days) >= 2:
            squared = (len(days) * (sine**2 + cosine**2) - 1) / (len(days) - 1)
            found["seasonality"] = math.sqrt(max(squared, 0))
    return found


def _choices(past: list[Event], years: list[int], genres: list[tuple[str, ...]]) -> dict[str, float]:
    values = [event.value for event in past]
    found = {"rating_mean": statistics.fmean(values), "rating_deviation": statistics.pstdev(values)}
    ages = [
        max(0, datetime.fromtimestamp(event.time, UTC).year - years[event.title])
        for event in past
        if years[event.title]
    ]
    if ages:
        found["title_age"] = math.exp(statistics.fmean(math.log(1 + age) for age in ages)) - 1
        found["fresh_share"] = statistics.fmean(age <= 1 for age in ages)
    told: defaultdict[str, float] = defaultdict(float)
    for event in past:
        for genre in genres[event.title]:
            told[genre] += 1 / len(genres[event.title])
    if told:
        total = sum(told.values())
        found["genre_breadth"] = -sum(part / total * math.log2(part / total) for part in told.values())
    return found
