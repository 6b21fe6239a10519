"""What an experiment of the house can look at: each metric by the figures of people that it is made of."""

from dataclasses import dataclass

from matinee.domain.errors import BadInput
from matinee.domain.trials import Figure
from matinee.kit.clock import DAY
from matinee.lab.trials.metrics import Kind, Metric


@dataclass(frozen=True)
class Measure:
    """above: the figure that is counted; below: that by which it is divided, of ratios. known_before: whether the same
    figure of the time before takes noise away. words: what it says. after: how long after the first slate that begins
    which is counted; a window must be longer, and of the time before there is nothing."""

    metric: Metric
    above: Figure
    words: str
    below: Figure | None = None
    after: int = 0

    @property
    def known_before(self) -> bool:
        return self.metric.kind in {"mean", "proportion"} and not self.after

    @property
    def of_requests(self) -> bool:
        """Whether it is read off the request log, which is kept for less long than slates."""
        return self.below == "asked"


def _measure(
    name: str,
    kind: Kind,
    above: Figure,
    words: str,
    *,
    below: Figure | None = None,
    higher: bool = True,
    after: int = 0,
) -> Measure:
    return Measure(Metric(name, kind, higher_is_better=higher), above, words, below, after)


MEASURES: dict[str, Measure] = {
    one.metric.name: one
    for one in (
        _measure("clicks_per_slate", "ratio", "clicked", "titles clicked, for each slate", below="slates"),
        _measure("clicked", "proportion", "clicked", "people who clicked anything"),
        _measure("likes", "mean", "liked", "titles that a person rated with four stars or more"),
        _measure("ratings", "mean", "rated", "titles that a person rated"),
        _measure("watches", "mean", "watched", "titles that a person watched, as told at a known moment"),
        _measure("slates", "mean", "slates", "slates drawn for a person"),
        _measure(
            "returned", "proportion", "returned", "people who came back a day after they entered, or later", after=DAY
        ),
        _measure(
            "satisfaction", "ratio", "satisfaction", "how satisfied people said they were, 1 to 5", below="answered"
        ),
        _measure(
            "dismissals_per_slate",
            "ratio",
            "dismissed",
            "titles dismissed, for each slate",
            below="slates",
            higher=False,
        ),
        _measure(
            "milliseconds", "ratio", "milliseconds", "time of an answer of recommendations", below="asked", higher=False
        ),
        _measure("errors", "ratio", "failed", "requests for recommendations that failed", below="asked", higher=False),
    )
}


def measure_named(name: str, *, where: str) -> Measure:
    found = MEASURES.get(name)
    if found is None:
        raise BadInput(f"there is no metric '{name}'", where=where, remedy=f"There are: {', '.join(MEASURES)}")
    return found


def refuse_short(measure: Measure, window: int) -> None:
    """BadInput where nothing that is counted could lie in the window: the metric would be 0 for everybody."""
    if measure.after and window <= measure.after:
        raise BadInput(
            f"'{measure.metric.name}' counts what people do a day after their first slate or later, "
            f"and a window of {window / DAY:g} days is over by then",
            where="days",
            remedy=f"Choose more than {measure.after / DAY:g}, or another metric",
        )
