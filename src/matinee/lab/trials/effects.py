"""How much one arm differs from another, looked at once, at the end."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from matinee.lab.trials.samples import Number, Sample


@dataclass(frozen=True, eq=False)
class Effect:
    """difference: of the means, treatment less control, with its standard error. low, high: hold the true one with a
    confidence of 1 - alpha. p: two-sided, 1 where there is no spread and no difference. freedom: degrees of it."""

    difference: Number
    error: Number
    freedom: Number
    p: Number
    low: Number
    high: Number


def welch(treatment: Sample, control: Sample, *, alpha: float = 0.05) -> Effect:
    """Welch's t-test (1947): the arms may have other sizes and other spreads."""
    ours, theirs = treatment.variance / treatment.n, control.variance / control.n
    together = np.asarray(ours + theirs)
    difference = np.asarray(treatment.mean - control.mean)
    parts = ours**2 / (np.asarray(treatment.n) - 1) + theirs**2 / (np.asarray(control.n) - 1)
    freedom = np.divide(together**2, parts, out=np.ones_like(together), where=parts > 0)
    error = np.sqrt(together)
    away = np.divide(np.abs(difference), error, out=np.where(difference == 0, 0.0, np.inf), where=error > 0)
    reach = -special.stdtrit(freedom, alpha / 2) * error
    return Effect(
        difference=_plain(difference),
        error=_plain(error),
        freedom=_plain(freedom),
        p=_plain(2 * special.stdtr(freedom, -away)),
        low=_plain(difference - reach),
        high=_plain(difference + reach),
    )


def relative(treatment: Sample, control: Sample) -> Sample:
    """The lift, treatment / control - 1, with its spread by the delta method. The error is that of the whole: n is 1.

    Where the control's mean is not many standard errors from 0, the lift is not known, and its variance is infinite.
    """
    base = np.asarray(control.mean, dtype=np.float64)
    clear = np.abs(base) > 4 * np.asarray(control.error)
    safe = np.where(clear, base, 1.0)
    lift = np.where(clear, np.asarray(treatment.mean) / safe - 1, np.nan)
    spread = (np.asarray(treatment.error) / safe) ** 2 + (np.asarray(treatment.mean) * control.error / safe**2) ** 2
    return Sample(1, _plain(lift), _plain(np.where(clear, spread, np.inf)))


def _plain(value: np.ndarray) -> Number:
    return value if np.ndim(value) else float(value)
