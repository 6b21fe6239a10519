"""Pictures of a comparison: accuracy against what it costs, against how much of the catalogue it shows, and over the
length of the history that is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matinee.kit.extras import needs
from matinee.lab.evaluation.comparisons import LOWER_IS_BETTER
from matinee.ops.reports.pictures import INK, QUIET
from matinee.ops.runs.best import in_order
from matinee.ops.runs.judge import main_metric
from matinee.ops.runs.result_files import CurveValue, ModelResult, ResultFile

FAMILIES = {
    "baseline": "#8a8f98",
    "neighbour": "#d98f00",
    "linear": "#2f6fb0",
    "factor": "#1f9170",
    "network": "#b8559a",
    "content": "#c8501e",
    "blend": "#5a4fcf",
}
"""Family of models -> its colour, the same in every picture; told apart on light and dark pages."""
PANEL = 330
LINE = 15
"""Pixels of height that a label needs."""
QUICKEST = 1e-6
"""A time of nothing at all has no place on a logarithmic axis."""
MOST_LINES = 9
"""Models in the picture of histories: the best, and the popular titles as a floor."""
FLOOR = "popular"
WIDENINGS = 3
"""A longer axis needs labels further apart, which need a longer axis: after so many turns little is left."""
CURVE_METRIC = "ndcg@10"
ALL = "all"


@dataclass(frozen=True)
class Picture:
    """name: what it shows, in a word that can stand in a file name. about: the same in a sentence."""

    name: str
    about: str
    chart: Any


def pictures_of(result: ResultFile) -> list[Picture]:
    """Those for which a result has the figures."""
    metric = main_metric(result.split.protocol)
    better = "lower" if metric in LOWER_IS_BETTER else "higher"
    where = f"on {result.split.name}; bars are 95 % intervals over people"
    people = max(result.split.counts["people"], 1)
    costs = [
        ("fit_cost", "fit, seconds", 1.0),
        ("predict_cost", "answer, milliseconds a person", 1000.0 / people),
    ]
    panels = [
        _scatter(result, _costs(result, field, times), x=title, log=True)
        for field, title, times in costs
        if _costs(result, field, times)
    ]
    made = []
    if panels:
        about = f"{metric} ({better} is better) against seconds of fitting and milliseconds of answering, {where}."
        made.append(Picture("cost", about, needs("altair").hconcat(*panels, spacing=30)))
    coverage = _coverage(result)
    if coverage:
        about = f"{metric} against the share of the catalogue that is in anybody's ten best, {where}."
        made.append(
            Picture(
                "coverage",
                about,
                _scatter(result, coverage, x="share of the catalogue in ten best lists", log=False, width=2 * PANEL),
            )
        )
    if any(model.curve for model in result.models.values()):
        about = (
            f"{CURVE_METRIC} when only the newest titles of a history are known, the same people throughout, {where}."
        )
        made.append(Picture("history", about, _over_history(result)))
    return made


def label_places(values: Sequence[float], *, apart: float) -> list[float]:
    """Where labels may stand so that neighbours are `apart` at least: as near to their values as that allows, in the
    same order."""
    order = sorted(range(len(values)), key=lambda place: (values[place], place))
    groups: list[tuple[float, int]] = []
    """(middle, number of labels) of labels that stand shoulder to shoulder."""
    for place in order:
        middle, size = values[place], 1
        while groups and groups[-1][0] + groups[-1][1] * apart / 2 > middle - size * apart / 2:
            before, number = groups.pop()
            middle, size = (before * number + middle * size) / (number + size), number + size
        groups.append((middle, size))
    placed = [0.0] * len(values)
    turn = iter(order)
    for middle, size in groups:
        for rank in range(size):
            placed[next(turn)] = middle + (rank - (size - 1) / 2) * apart
    return placed


def _costs(result: ResultFile, field: str, times: float) -> dict[str, float]:
    found = {label: getattr(result.models[label], field) for label in in_order(result)}
    return {label: max(value * times, QUICKEST) for label, value in found.items() if value is not None}


def _coverage(result: ResultFile) -> dict[str, float]:
    found = {label: result.models[label].metrics.get("coverage@10") for label in in_order(result)}
    return {label: value.mean for label, value in found.items() if value is not None and value.mean is not None}


def _scatter(result: ResultFile, across: Mapping[str, float], *, x: str, log: bool, width: int = PANEL) -> Any:
    """A point a model, its interval, and its name at the right, joined to the point by a thin line."""
    alt = needs("altair")
    metric = main_metric(result.split.protocol)
    rows = [_point(result.models[label], label, across[label], metric) for label in across]
    height = max(260, LINE * len(rows) + 20)
    low, high, places = _with_labels(
        [row["y"] for row in rows], [value for row in rows for value in (row["low"], row["high"])], height=height
    )
    left, right = _domain(list(across.values()), log=log)
    for row, place in zip(rows, places, strict=True):
        row |= {"label_y": place, "edge": right, "label_x": _beyond(left, right, log=log)}
    upwards = alt.Scale(domain=[low, high], nice=False, zero=False, reverse=metric in LOWER_IS_BETTER)
    scale = (
        alt.Scale(type="log", domain=[left, right], nice=False) if log else alt.Scale(domain=[left, right], nice=False)
    )
    axis = alt.Axis(format="~g" if log else "~p", tickCount=5)
    x_of = alt.X("x:Q", title=x, scale=scale, axis=axis)
    y_of = alt.Y("y:Q", title=metric, scale=upwards)
    base = alt.Chart(alt.Data(values=rows))
    return alt.layer(
        base.mark_rule(color=QUIET, strokeWidth=0.6, opacity=0.45).encode(x=x_of, y=y_of, x2="edge:Q", y2="label_y:Q"),
        base.mark_rule(strokeWidth=1.4, opacity=0.55).encode(
            x=x_of, y=alt.Y("low:Q", scale=upwards), y2="high:Q", color=_family()
        ),
        base.mark_circle(size=64, opacity=1.0).encode(x=x_of, y=y_of, color=_family()),
        base.mark_text(align="left", baseline="middle", fontSize=12, color=INK).encode(
            x=alt.X("label_x:Q", scale=scale), y=alt.Y("label_y:Q", scale=upwards), text="label:N"
        ),
    ).properties(width=width, height=height)


def _point(model: ModelResult, label: str, across: float, metric: str) -> dict[str, Any]:
    value = model.metrics[metric]
    mean = value.mean if value.mean is not None else 0.0
    return {
        "label": label,
        "family": model.family,
        "x": across,
        "y": mean,
        "low": mean if value.low is None else value.low,
        "high": mean if value.high is None else value.high,
    }


def _over_history(result: ResultFile) -> Any:
    alt = needs("altair")
    with_curve = [label for label in in_order(result) if _curve(result.models[label])]
    shown = with_curve[: MOST_LINES - 1] if FLOOR in with_curve[MOST_LINES - 1 :] else with_curve[:MOST_LINES]
    shown += [label for label in with_curve if label == FLOOR and label not in shown]
    lengths = [_length(point) for point in _curve(result.models[shown[0]])]
    rows = [
        {"label": label, "family": result.models[label].family, "x": _length(point), "y": point.mean}
        for label in shown
        for point in _curve(result.models[label])
        if point.mean is not None
    ]
    ends = [[row for row in rows if row["label"] == label][-1] for label in shown]
    height = 340
    low, high, places = _with_labels([row["y"] for row in ends], [row["y"] for row in rows], height=height)
    names = [row | {"label_y": place} for row, place in zip(ends, places, strict=True)]
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    across = alt.X("x:N", sort=lengths, title="titles of the history that are known", axis=alt.Axis(labelAngle=0))
    lines = alt.Chart(alt.Data(values=rows))
    y_of = alt.Y("y:Q", title=CURVE_METRIC, scale=scale)
    drawn = lines.mark_line(strokeWidth=2, point={"size": 30}).encode(
        x=across, y=y_of, color=_family(), detail="label:N"
    )
    text = alt.Chart(alt.Data(values=names)).mark_text(align="left", baseline="middle", dx=12, fontSize=12)
    return alt.layer(
        drawn, text.encode(x=across, y=alt.Y("label_y:Q", scale=scale), text="label:N", color=_family())
    ).properties(width=2 * PANEL, height=height)


def _curve(model: ModelResult) -> list[CurveValue]:
    """Shortest first, the whole history last."""
    points = [point for point in model.curve if point.metric == CURVE_METRIC]
    return sorted(points, key=lambda point: (point.length is None, point.length or 0))


def _length(point: CurveValue) -> str:
    return ALL if point.length is None else str(point.length)


def _family() -> Any:
    alt = needs("altair")
    colours = alt.Scale(domain=list(FAMILIES), range=list(FAMILIES.values()))
    return alt.Color("family:N", scale=colours, legend=alt.Legend(title=None, orient="top", symbolType="circle"))


def _domain(values: Sequence[float], *, log: bool) -> tuple[float, float]:
    """A little more than the values take."""
    low, high = min(values), max(values)
    if log:
        return low / 1.4, high * 1.4
    room = (high - low or abs(high) or 1.0) * 0.06
    return low - room, high + room


def _with_labels(
    labelled: Sequence[float], values: Sequence[float], *, height: int
) -> tuple[float, float, list[float]]:
    """An axis from low to high that holds the values and the places of their labels, and these places."""
    low, high = _domain(values, log=False)
    places = label_places(labelled, apart=(high - low) * LINE / height)
    for _ in range(WIDENINGS):
        low, high = _domain([*values, *places], log=False)
        places = label_places(labelled, apart=(high - low) * LINE / height)
    return low, high, places


def _beyond(left: float, right: float, *, log: bool) -> float:
    """Just outside the panel."""
    return right * (right / left) ** 0.02 if log else right + (right - left) * 0.02
