"""How somebody's watching lies in time: how much, how fast, in which sittings, when, and how regularly.

Every function takes a Past with times and gives float64 (people,), NaN where there is too little to say. Hours, days
and seasons are those of UTC: data sets say nothing of where somebody lives.
"""

import numpy as np

from matinee.lab.features.past import DAY, HOUR, WEEK, YEAR, Past, ratio

WINDOW = 90 * DAY
"""What counts as lately."""
BINGE = 3
"""Events that make a sitting a binge."""
STEADY = 0.1
"""Events a week added on both sides of a ratio of rates, so that a rate of nearly nothing does not make it run away."""


def tenure(past: Past) -> np.ndarray:
    return past.age / DAY


def recency(past: Past) -> np.ndarray:
    return past.silence / DAY


def pace(past: Past) -> np.ndarray:
    return past.counts / past.weeks


def velocity(past: Past) -> np.ndarray:
    lately = past.times >= past.at[past.histories.row_numbers] - WINDOW
    return past.number(lately) / np.minimum(past.weeks, WINDOW / WEEK)


def velocity_trend(past: Past) -> np.ndarray:
    return np.log2((velocity(past) + STEADY) / (pace(past) + STEADY))


def binge_rate(past: Past) -> np.ndarray:
    return ratio(past.counts, past.number(past.begins_sitting))


def binge_share(past: Past) -> np.ndarray:
    sitting = np.cumsum(past.begins_sitting) - 1
    return past.mean((np.bincount(sitting)[sitting] >= BINGE).astype(np.float64))


def usual_hour(past: Past) -> np.ndarray:
    return np.arctan2(hour_sin(past), hour_cos(past)) * 24.0 / (2.0 * np.pi) % 24.0


def hour_focus(past: Past) -> np.ndarray:
    return np.hypot(hour_sin(past), hour_cos(past))


def hour_sin(past: Past) -> np.ndarray:
    return past.mean(np.sin(_turn(past.times, DAY)), past.begins_sitting)


def hour_cos(past: Past) -> np.ndarray:
    return past.mean(np.cos(_turn(past.times, DAY)), past.begins_sitting)


def evening_share(past: Past) -> np.ndarray:
    return past.mean((past.times % DAY >= 18 * HOUR).astype(np.float64), past.begins_sitting)


def weekend_share(past: Past) -> np.ndarray:
    monday_is_0 = (past.times // DAY + 3) % 7
    return past.mean((monday_is_0 >= 5).astype(np.float64), past.begins_sitting)


def season_sin(past: Past) -> np.ndarray:
    return _over_a_year(past, past.mean(np.sin(_turn(past.times, YEAR)), past.begins_day))


def season_cos(past: Past) -> np.ndarray:
    return _over_a_year(past, past.mean(np.cos(_turn(past.times, YEAR)), past.begins_day))


def seasonality(past: Past) -> np.ndarray:
    """The mean of n directions has a length even when there is no season, about 1 / sqrt(n). Its square less that is
    an unbiased estimate of the square of the true length (Kutil, Statistics 2012)."""
    days = past.number(past.begins_day)
    squared = season_sin(past) ** 2 + season_cos(past) ** 2
    return np.sqrt(np.maximum(ratio(days * squared - 1.0, days - 1.0), 0.0))


def consistency(past: Past) -> np.ndarray:
    """Mean of the gaps over mean plus deviation: half of 1 - B, B the burstiness of Goh and Barabasi (EPL 2008)."""
    gaps, follows = _gaps(past)
    count = past.number(follows)
    mean = past.mean(gaps, follows)
    deviation = np.sqrt(past.mean((gaps - mean[past.histories.row_numbers]) ** 2, follows))
    return np.where(count >= 2, ratio(mean, mean + deviation), np.nan)


def active_weeks(past: Past) -> np.ndarray:
    week = (past.at[past.histories.row_numbers] - past.times - 1) // WEEK
    new = np.diff(week, prepend=-1) != 0
    return past.number(new | past.begins_history) / ((past.age - 1) // WEEK + 1)


def _gaps(past: Past) -> tuple[np.ndarray, np.ndarray]:
    """float64 (events,): days since the person's active day before; and where that means anything."""
    day = past.times // DAY
    gaps = np.diff(day, prepend=0).astype(np.float64)
    return gaps, past.begins_day & ~past.begins_history


def _turn(times: np.ndarray, period: float) -> np.ndarray:
    """The angle of each moment on a circle that is gone round once in a period."""
    return times % period * (2.0 * np.pi / period)


def _over_a_year(past: Past, found: np.ndarray) -> np.ndarray:
    """Of those who have been here for less than a year, a season would only say when they came."""
    return np.where(past.age >= YEAR, found, np.nan)
