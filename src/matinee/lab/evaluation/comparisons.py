"""Is one model better than another, for the same people, and could we have told?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matinee.domain.errors import BadInput, UnknownName
from matinee.lab.evaluation.statistics import (
    Interval,
    bootstrap_intervals,
    holm,
    paired_t_test,
    randomisation_test,
    smallest_detectable_effect,
)

LOWER_IS_BETTER = frozenset({"rmse", "mae"})
NEITHER_IS_BETTER = frozenset({"novelty@10", "ild@10", "list_length"})
"""Random lists are the most novel and the most mixed; these describe, they do not judge."""


@dataclass(frozen=True, eq=False)
class Scored:
    """One model's results. people: ids (n,). per_person: (n,) by metric. split: fingerprint of what was judged on."""

    label: str
    split: str
    people: np.ndarray
    per_person: Mapping[str, np.ndarray]


@dataclass(frozen=True)
class MetricComparison:
    """difference: mean of first - second over people, with its interval. relative: the difference as a share of the
    second's mean, 0 where that is 0. p_t, p_randomisation: two-sided, of this metric alone. p_holm: the t-test's,
    adjusted for all questions asked; the verdict follows it. smallest_detectable: the true difference found with 80 %
    power at the level of the comparison."""

    metric: str
    first_mean: float
    second_mean: float
    difference: Interval
    relative: float
    p_t: float
    p_randomisation: float
    p_holm: float
    smallest_detectable: float
    verdict: str


@dataclass(frozen=True)
class Comparison:
    first: str
    second: str
    people: int
    alpha: float
    metrics: tuple[MetricComparison, ...]


def compare(
    first: Scored, second: Scored, *, metrics: Sequence[str] | None = None, alpha: float = 0.05, seed: int = 0
) -> Comparison:
    """Paired over people. metrics: all that both have, where none are named.

    Refused are results on another split, other people, other metrics, or with values that are not numbers.
    """
    order = _same_people(first, second)
    names = _metrics(first, second, metrics)
    pairs = {name: (_values(first, name), _values(second, name)[order]) for name in names}
    intervals = bootstrap_intervals({name: a - b for name, (a, b) in pairs.items()}, level=1 - alpha, seed=seed)
    p_t = [paired_t_test(a, b) for a, b in pairs.values()]
    adjusted = holm(p_t)
    rows = []
    for index, (name, (ours, theirs)) in enumerate(pairs.items()):
        difference, mean = intervals[name], float(theirs.mean())
        row = MetricComparison(
            metric=name,
            first_mean=float(ours.mean()),
            second_mean=mean,
            difference=difference,
            relative=difference.mean / abs(mean) if mean else 0.0,
            p_t=p_t[index],
            p_randomisation=randomisation_test(ours, theirs, seed=seed),
            p_holm=float(adjusted[index]),
            smallest_detectable=smallest_detectable_effect(ours - theirs, alpha=alpha),
            verdict="",
        )
        rows.append(replace(row, verdict=_verdict(first.label, second.label, row, alpha=alpha)))
    return Comparison(first.label, second.label, len(first.people), alpha, tuple(rows))


def asked_together(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """The same comparisons as one family of questions: p_holm over all their metrics, and verdicts that follow it."""
    adjusted = iter(holm([row.p_t for one in comparisons for row in one.metrics]).tolist())
    return [
        replace(one, metrics=tuple(_adjusted(one, row, next(adjusted)) for row in one.metrics)) for one in comparisons
    ]


def _adjusted(one: Comparison, row: MetricComparison, p_holm: float) -> MetricComparison:
    changed = replace(row, p_holm=p_holm)
    return replace(changed, verdict=_verdict(one.first, one.second, changed, alpha=one.alpha))


def _verdict(first: str, second: str, row: MetricComparison, *, alpha: float) -> str:
    """In words; an interval of no width at zero is had only where all differences are zero."""
    if row.difference.low == row.difference.high == 0.0:
        return f"{first} and {second} are equal for every person"
    if row.p_holm >= alpha:
        return f"no difference shown; one smaller than {row.smallest_detectable:.4f} could well have been missed"
    return _who_wins(first, second, metric=row.metric, difference=row.difference.mean)


def _who_wins(first: str, second: str, *, metric: str, difference: float) -> str:
    higher, lower = (first, second) if difference > 0 else (second, first)
    if metric in NEITHER_IS_BETTER:
        return f"{higher} is higher than {lower} by {abs(difference):.4f}"
    winner, loser = (lower, higher) if metric in LOWER_IS_BETTER else (higher, lower)
    return f"{winner} is better than {loser} by {abs(difference):.4f}"


def _same_people(first: Scored, second: Scored) -> np.ndarray:
    """Rows of the second in the order of the first's people."""
    where = f"{first.label} against {second.label}"
    if first.split != second.split:
        raise BadInput(
            "the two were judged on different splits", where=where, remedy="Judge both on one split, then compare"
        )
    if len(np.unique(first.people)) != len(first.people) or len(np.unique(second.people)) != len(second.people):
        raise BadInput("a person stands in a result twice", where=where)
    ours, theirs = np.argsort(first.people), np.argsort(second.people)
    if not np.array_equal(first.people[ours], second.people[theirs]):
        missing = len(np.setxor1d(first.people, second.people))
        raise BadInput(
            f"{missing} people were judged for one of the two only",
            where=where,
            remedy="Judge both for the same people, then compare",
        )
    rows = np.empty(len(ours), dtype=np.int64)
    rows[ours] = theirs
    return rows


def _metrics(first: Scored, second: Scored, asked: Sequence[str] | None) -> list[str]:
    common = [name for name in first.per_person if name in second.per_person]
    unknown = [name for name in asked or () if name not in common]
    if unknown:
        raise UnknownName(
            f"'{unknown[0]}' is not a metric of both results",
            where=f"{first.label} against {second.label}",
            remedy=f"Both have: {', '.join(common) or 'none'}",
        )
    names = list(asked) if asked is not None else common
    if not names:
        raise BadInput("the two results have no metric in common", where=f"{first.label} against {second.label}")
    return names


def _values(scored: Scored, metric: str) -> np.ndarray:
    values = np.asarray(scored.per_person[metric], dtype=np.float64)
    if len(values) != len(scored.people):
        raise BadInput(
            f"{len(values)} values for {len(scored.people)} people", where=f"{scored.label}, metric '{metric}'"
        )
    if not np.isfinite(values).all():
        raise BadInput("a value is not a finite number", where=f"{scored.label}, metric '{metric}'")
    return values
