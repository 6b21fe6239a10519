"""What an experiment looks at: metrics by kind, worked out in the one way that holds its error rate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from matinee.domain.errors import BadConfig, BadInput
from matinee.lab.trials.samples import Sample, cap_of, capped, mean_of, ratio_of

Kind = Literal["mean", "proportion", "ratio", "capped"]
"""mean: of one number a person. proportion: of people with a 1. ratio: sum over sum, such as clicks for each slate.
capped: a mean in which what is above a quantile counts as that quantile."""


@dataclass(frozen=True)
class Metric:
    """cap_at: the quantile, of the capped kind alone; of fewer than a thousand people it is lower."""

    name: str
    kind: Kind
    higher_is_better: bool = True
    cap_at: float = 0.99

    def __post_init__(self) -> None:
        if not 0.5 < self.cap_at < 1:
            raise BadConfig(f"a cap at the quantile {self.cap_at:g}", where=f"metric '{self.name}'")


def samples_of(
    metric: Metric,
    arms: Sequence[np.ndarray],
    denominators: Sequence[np.ndarray] | None = None,
) -> list[Sample]:
    """One sample an arm. arms: (..., people) each. denominators: the same, of ratios."""
    if (denominators is not None) != (metric.kind == "ratio"):
        raise BadInput(f"a metric of kind '{metric.kind}'", where=f"metric '{metric.name}'", remedy=(
            "Give denominators to ratios, and to nothing else"
        ))  # fmt: skip
    if metric.kind == "ratio" and denominators is not None:
        return [ratio_of(above, below) for above, below in zip(arms, denominators, strict=True)]
    if metric.kind == "proportion" and any(((values != 0) & (values != 1)).any() for values in arms):
        raise BadInput("a proportion is of zeros and ones", where=f"metric '{metric.name}'")
    if metric.kind == "capped":
        cap = cap_of(np.concatenate(arms, axis=-1), metric.cap_at)
        return [mean_of(capped(values, cap)) for values in arms]
    return [mean_of(values) for values in arms]
