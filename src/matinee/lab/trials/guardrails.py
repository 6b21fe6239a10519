"""Metrics that an experiment must not harm, watched at every look."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from matinee.domain.errors import BadConfig
from matinee.lab.trials.samples import Number, Sample
from matinee.lab.trials.sequences import always_valid

State = Literal["harmed", "no_worse", "open"]
"""harmed: shown to be worse; the experiment is to be stopped. no_worse: shown to have lost less than the margin. open:
neither, so far."""


@dataclass(frozen=True, eq=False)
class Watch:
    """harm, safe: always-valid p-values of "it is worse" and of "it has lost less than the margin"."""

    harm: Number
    safe: Number
    alpha: float

    @property
    def stops(self) -> np.ndarray:
        """bool: whether harm is shown at this look."""
        return np.asarray(self.harm) < self.alpha

    @property
    def state(self) -> State:
        """Of one experiment at one look."""
        if float(self.harm) < self.alpha:
            return "harmed"
        return "no_worse" if float(self.safe) < self.alpha else "open"


def watch(
    treatment: Sample,
    control: Sample,
    *,
    margin: float,
    planned: int,
    alpha: float = 0.05,
    higher_is_better: bool = True,
) -> Watch:
    """margin: the share of the control's mean that may be lost, such as 0.02. planned: as `always_valid` has it.

    That less was lost than the margin is the claim that the treatment is above (1 - margin) times the control, so the
    margin is of a mean that is itself only estimated, and this is counted.
    """
    if not 0 < margin < 1:
        raise BadConfig(f"a margin of {margin:g}", where="guardrail", remedy="Choose above 0 and below 1")
    allowed = 1 - margin if higher_is_better else 1 + margin
    bar = Sample(control.n, control.mean * allowed, control.variance * allowed**2)
    worse, better = ("below", "above") if higher_is_better else ("above", "below")
    return Watch(
        harm=always_valid(treatment, control, alpha=alpha, planned=planned, side=worse).p,
        safe=always_valid(treatment, bar, alpha=alpha, planned=planned, side=better).p,
        alpha=alpha,
    )
