"""How a fit went, step by step: its loss, how good it was on people held out, and where it was best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matinee.kit.extras import needs
from matinee.kit.text import counted
from matinee.lab.evaluation.comparisons import LOWER_IS_BETTER
from matinee.ops.reports.pictures import ACCENT, INK, SECOND, WIDTH

Curve = Sequence[tuple[int, float]]
VALIDATION = "validation"
LOSS = "loss"
MOST_DOTS = 60
"""Points of a curve beyond which only the line is drawn."""


@dataclass(frozen=True)
class Best:
    """The step at which a fit was best, by the curve that tells it."""

    curve: str
    step: int
    value: float


def best_step(curves: Mapping[str, Curve]) -> Best | None:
    """By the validation if there is one, else by another figure that was not learned from; None where there is none.

    The loss that is learned from only ever falls, and says nothing of where to stop.
    """
    judging = sorted((name for name in curves if _judges(name) and curves[name]), key=lambda name: name != VALIDATION)
    if not judging:
        return None
    name = judging[0]
    sign = 1.0 if _lower_is_better(name) else -1.0
    step, value = min(curves[name], key=lambda point: (sign * point[1], point[0]))
    return Best(name, step, value)


def curves_in_words(curves: Mapping[str, Curve]) -> list[str]:
    """A line a curve: how long, from where to where; and where it was best."""
    if not any(curves.values()):
        return ["No curves: this model learns in one go, or was saved without them."]
    lines = [
        f"{name}: {counted(len(points), 'point')}, {points[0][1]:.4g} at step {points[0][0]} to "
        f"{points[-1][1]:.4g} at step {points[-1][0]}"
        for name, points in curves.items()
        if points
    ]
    best = best_step(curves)
    return [*lines, f"Best at step {best.step}: {best.curve} {best.value:.4g}"] if best else lines


def curves_chart(curves: Mapping[str, Curve]) -> Any:
    """One panel a curve under one axis of steps, the best step marked in all."""
    alt = needs("altair")
    drawn = {name: points for name, points in curves.items() if points}
    best = best_step(drawn)
    steps = [step for points in drawn.values() for step, _ in points]
    domain = [min(steps), max(*steps, min(steps) + 1)]
    names = sorted(drawn, key=lambda name: (_judges(name), list(drawn).index(name)))
    panels = [
        _panel(
            name, drawn[name], best, domain, last=place == len(names) - 1, colour=SECOND if _judges(name) else ACCENT
        )
        for place, name in enumerate(names)
    ]
    return alt.vconcat(*panels, spacing=18)


def curves_about(curves: Mapping[str, Curve]) -> str:
    return "; ".join(curves_in_words(curves)) + "."


def _panel(name: str, points: Curve, best: Best | None, domain: list[int], *, last: bool, colour: str) -> Any:
    alt = needs("altair")
    data = alt.Data(values=[{"x": step, "y": value} for step, value in points])
    ticks = min(10, domain[1] - domain[0] + 1)
    across = alt.X(
        "x:Q",
        title="step" if last else None,
        scale=alt.Scale(domain=domain, nice=False),
        axis=alt.Axis(tickMinStep=1, tickCount=ticks, format="d"),
    )
    upwards = alt.Y("y:Q", title=name, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5))
    dots = {"color": colour, "size": 18} if len(points) <= MOST_DOTS else False
    line = alt.Chart(data).mark_line(color=colour, strokeWidth=2, point=dots)
    layers = [line.encode(x=across, y=upwards)]
    if best is not None:
        place = alt.Data(values=[{"x": best.step, "told": f"best: step {best.step}"}])
        rule = alt.Chart(place).mark_rule(color=INK, strokeDash=[4, 3])
        layers.append(rule.encode(x="x:Q"))
        if name == best.curve:
            right = best.step > (domain[0] + domain[1]) / 2
            word = alt.Chart(place).mark_text(
                color=INK, align="right" if right else "left", dx=-5 if right else 5, dy=-6, fontSize=12
            )
            layers.append(word.encode(x="x:Q", y=alt.value(0), text="told:N"))
    return alt.layer(*layers).properties(width=WIDTH, height=170)


def _judges(name: str) -> bool:
    """Whether a curve is of something else than what was learned from."""
    return name == VALIDATION or (LOSS not in name and name.partition("@")[0] in _KNOWN)


def _lower_is_better(name: str) -> bool:
    return name in LOWER_IS_BETTER


_KNOWN = frozenset({"ndcg", "recall", "precision", "mrr", "map", "hit", *LOWER_IS_BETTER})
