"""The part of the page of results that tells what each slider costs and brings, with its picture."""

from collections.abc import Sequence
from typing import Any

from matinee.kit.extras import needs
from matinee.ops.reports.pictures import ACCENT, INK
from matinee.ops.reports.results_pictures import Picture
from matinee.ops.runs.result_files import Value
from matinee.ops.runs.sliders_file import Setting, SlidersFile

HEAD = """## What the sliders cost

Each slider alone, at several strengths, on the slates of one model: below 0 its opposite, 0 the untouched order. These
figures choose nothing; they say what a person gives up who moves a slider. year@10 is the mean year of a slate,
mix_error@10 how far its genres are from those of what the person liked (Kullback-Leibler, 0 is the same mix)."""
BRINGS = {
    "obscure": ("novelty@10", "from popular to obscure"),
    "new": ("year@10", "from old to new"),
    "surprising": ("ild@10", "from familiar to surprising"),
    "diverse": ("ild@10", "from safe to diverse"),
    "own_mix": ("mix_error@10", "towards the own mix"),
}
"""Slider -> the metric that it is meant to move, and what it does in words."""
TOLD = ("ndcg@10", "ild@10", "coverage@10", "novelty@10", "year@10", "mix_error@10")
PANEL = 210
IN_A_ROW = 3


def section(results: Sequence[SlidersFile], *, folder: str = "pictures") -> str:
    """Markdown, nothing where there are no results. folder: where the pictures of `named` lie, seen from the page."""
    parts = [HEAD] if results else []
    for result in sorted(results, key=lambda one: (one.split.name, one.model)):
        parts += [_part(result, folder)]
    return "\n\n".join(parts) + ("\n" if parts else "")


def named(results: Sequence[SlidersFile]) -> list[tuple[str, Picture]]:
    """Every picture with the name of its file."""
    in_turn = sorted(results, key=lambda one: (one.split.name, one.model))
    return [(_file(result), picture_of(result)) for result in in_turn]


def picture_of(result: SlidersFile) -> Picture:
    """A panel a slider: accuracy against what the slider is meant to move."""
    return Picture("sliders", _about(result), _chart(result))


def _about(result: SlidersFile) -> str:
    return (
        f"ndcg@10 against what each slider moves, for {result.model} on {result.split.name}, {result.people:,} "
        "people; the ring is the untouched order, bars are 95 % intervals over people."
    )


def _part(result: SlidersFile, folder: str) -> str:
    slowest = max(point.milliseconds or 0.0 for point in result.points)
    how = f"ild@10 compares titles by {result.diversity_by}. A slate of 10 is filled from the {result.pool} best titles"
    lines = [
        f"### {result.split.name}, {result.model}",
        "",
        f"- Made by: `{result.command}`, version {result.version}, seed {result.seed}; {result.people:,} people.",
        f"- {how}; that took {slowest:.2f} ms at most, the median over people, on one thread.",
        "",
        f"![{_about(result)}]({folder}/{_file(result)})",
        "",
        f"| slider | strength | {' | '.join(TOLD)} | change of ndcg@10 |",
        f"|---|--:|{'--:|' * (len(TOLD) + 1)}",
        *(
            _row(slider, point)
            for slider in result.sliders
            for point in result.of(slider)
            if point.slider == slider or slider == result.sliders[0]
        ),
    ]
    return "\n".join(lines)


def _row(slider: str, point: Setting) -> str:
    name = slider if point.strength else "none"
    figures = [_figure(metric, point.metrics.get(metric)) for metric in TOLD]
    change = point.difference
    told = "" if change is None else f"{change.mean:+.4f} ({change.low:+.3f} to {change.high:+.3f})"
    return f"| {name} | {point.strength:+g} | {' | '.join(figures)} | {told} |"


def _figure(metric: str, value: Value | None) -> str:
    if value is None or value.mean is None:
        return ""
    return f"{value.mean:.1f}" if metric == "year@10" else f"{value.mean:.4f}"


def _file(result: SlidersFile) -> str:
    return f"sliders-{result.split.name}-{result.model.partition(':')[0]}.png"


def _chart(result: SlidersFile) -> Any:
    alt = needs("altair")
    panels = [_panel(result, slider) for slider in result.sliders if _known(result, slider)]
    rows = [panels[first : first + IN_A_ROW] for first in range(0, len(panels), IN_A_ROW)]
    return alt.vconcat(*(alt.hconcat(*row, spacing=24) for row in rows), spacing=24)


def _known(result: SlidersFile, slider: str) -> bool:
    metric, _ = BRINGS[slider]
    return all(metric in point.metrics for point in result.of(slider))


def _panel(result: SlidersFile, slider: str) -> Any:
    alt = needs("altair")
    metric, words = BRINGS[slider]
    rows = [
        {
            "x": point.metrics[metric].mean,
            "y": point.metrics["ndcg@10"].mean,
            "low": point.metrics["ndcg@10"].low,
            "high": point.metrics["ndcg@10"].high,
            "order": point.strength,
            "rest": not point.strength,
        }
        for point in result.of(slider)
    ]
    base = alt.Chart(alt.Data(values=rows))
    across = alt.X(
        "x:Q",
        title=metric,
        scale=alt.Scale(zero=False),
        axis=alt.Axis(format="d" if metric == "year@10" else "~g", tickCount=4),
    )
    upwards = alt.Y("y:Q", title="ndcg@10", scale=alt.Scale(domainMin=0))
    line = base.mark_line(color=ACCENT, strokeWidth=2).encode(x=across, y=upwards, order="order:Q")
    bars = base.mark_rule(color=ACCENT, opacity=0.5).encode(x=across, y="low:Q", y2="high:Q")
    dots = base.mark_circle(color=ACCENT, size=36, opacity=1).encode(x=across, y=upwards)
    ring = (
        base.transform_filter("datum.rest").mark_point(color=INK, size=130, strokeWidth=2).encode(x=across, y=upwards)
    )
    return alt.layer(bars, line, dots, ring).properties(width=PANEL, height=PANEL, title=words)
