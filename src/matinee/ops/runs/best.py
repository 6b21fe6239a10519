"""Every model against the best of them, paired over people."""

from collections.abc import Mapping, Sequence

import numpy as np

from matinee.lab.data.splits.split import Split
from matinee.lab.evaluation.comparisons import LOWER_IS_BETTER, Scored, compare
from matinee.lab.evaluation.statistics import holm
from matinee.ops.runs.judge import Judged, main_metric
from matinee.ops.runs.result_files import ComparisonFacts, ResultFile

ALPHA = 0.05
BEST, LEVEL = "best", "level"


def best_of(figures: Mapping[str, float], metric: str) -> str:
    """The label with the best figure; the earlier one of equals."""
    return (min if metric in LOWER_IS_BETTER else max)(figures, key=lambda label: figures[label])


def against_the_best(judged: Mapping[str, Judged], split: Split, people: np.ndarray) -> list[ComparisonFacts]:
    """The best model less each other one by the main metric, with p-values adjusted for so many questions (Holm)."""
    metric = main_metric(split.protocol)
    scored = [Scored(label, split.fingerprint, people, one.per_person) for label, one in judged.items()]
    return compared_with_the_best(scored, {label: one.figures[metric][0] for label, one in judged.items()}, metric)


def compared_with_the_best(
    scored: Sequence[Scored], figures: Mapping[str, float], metric: str
) -> list[ComparisonFacts]:
    """As `against_the_best`. figures: the metric by label, which says who is the best."""
    if len(scored) < 2 or len(scored[0].people) < 2:
        return []
    by_label = {one.label: one for one in scored}
    best = by_label[best_of(figures, metric)]
    found = [compare(best, one, metrics=[metric]) for one in scored if one is not best]
    adjusted = holm([one.metrics[0].p_t for one in found])
    return [
        ComparisonFacts(
            a=one.first,
            b=one.second,
            metric=metric,
            difference=row.difference.mean,
            low=row.difference.low,
            high=row.difference.high,
            p_t=row.p_t,
            p_randomisation=row.p_randomisation,
            p_holm=float(p),
            smallest_detectable=row.smallest_detectable,
        )
        for one, p in zip(found, adjusted, strict=True)
        for row in one.metrics
    ]


def ordered(figures: Mapping[str, float], metric: str) -> list[str]:
    """Labels, best first."""
    sign = 1.0 if metric in LOWER_IS_BETTER else -1.0
    return sorted(figures, key=lambda label: sign * figures[label])


def in_order(result: ResultFile) -> list[str]:
    """Labels of the models that were judged, best first."""
    return ordered(main_figures(result), main_metric(result.split.protocol))


def marks_of(result: ResultFile) -> dict[str, str]:
    """By label: the best, those not shown to differ from it, and '' for the others."""
    figures = main_figures(result)
    if not figures:
        return {}
    marks = dict.fromkeys(figures, "")
    marks[best_of(figures, main_metric(result.split.protocol))] = BEST
    for one in result.comparisons:
        if one.p_holm is not None and one.p_holm >= ALPHA and one.b in marks:
            marks[one.b] = LEVEL
    return marks


def main_figures(result: ResultFile) -> dict[str, float]:
    """The main metric by label, of the models that were judged."""
    metric = main_metric(result.split.protocol)
    found = {label: model.metrics.get(metric) for label, model in result.models.items() if not model.failed}
    return {label: value.mean for label, value in found.items() if value and value.mean is not None}
