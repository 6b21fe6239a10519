"""Pictures as SVG that stands inside a page: no script, nothing fetched, colours that follow the page.

The pictures are drawn in four colours that nobody would choose; the page says in CSS what each stands for, so that one
picture fits both a light and a dark page.
"""

import html
from collections.abc import Sequence
from typing import Any

from matinee.kit.extras import needs

INK, QUIET, ACCENT, SECOND = "#010203", "#010204", "#010205", "#010206"
WIDTH = 620
LETTER = 7
"""Pixels that a letter of a label takes, roughly."""
FONT = "system-ui, sans-serif"

COLOURS = f"""
.picture [fill="{INK}"] {{ fill: var(--ink) }}
.picture [fill="{QUIET}"] {{ fill: var(--quiet) }}
.picture [fill="{ACCENT}"] {{ fill: var(--accent) }}
.picture [fill="{SECOND}"] {{ fill: var(--second) }}
.picture [stroke="{QUIET}"] {{ stroke: var(--line) }}
.picture [stroke="{ACCENT}"] {{ stroke: var(--accent) }}
.picture [stroke="{SECOND}"] {{ stroke: var(--second) }}
"""
"""CSS that a page with pictures needs, beside its own --ink, --quiet, --line, --accent and --second."""


def bars(rows: Sequence[tuple[str, float]], *, x: str, y: str, about: str) -> str:
    """Upright bars in the order given."""
    alt = needs("altair")
    chart = (
        alt.Chart(_values(rows))
        .mark_bar(color=ACCENT)
        .encode(
            x=alt.X("x:N", sort=None, title=x, axis=alt.Axis(labelAngle=_angle(rows))),
            y=alt.Y("y:Q", title=y, axis=_counts()),
        )
    )
    return _svg(chart, about, height=240)


def lying_bars(rows: Sequence[tuple[str, float]], *, x: str, about: str) -> str:
    """Bars from left to right, one under the other, for long names."""
    alt = needs("altair")
    chart = (
        alt.Chart(_values(rows))
        .mark_bar(color=ACCENT)
        .encode(y=alt.Y("x:N", sort=None, title=None), x=alt.X("y:Q", title=x, axis=_counts()))
    )
    return _svg(chart, about, height=max(60, 26 * len(rows)))


def log_log_curve(rows: Sequence[tuple[float, float]], *, x: str, y: str, about: str) -> str:
    """A falling curve on logarithmic axes."""
    alt = needs("altair")
    across = alt.Axis(format="~s", values=_powers_of_ten([first for first, _ in rows]))
    upwards = alt.Axis(format="~s", values=_powers_of_ten([second for _, second in rows]))
    chart = (
        alt.Chart(_values(rows))
        .mark_line(color=ACCENT, strokeWidth=2.5)
        .encode(
            x=alt.X("x:Q", title=x, scale=alt.Scale(type="log", nice=False), axis=across),
            y=alt.Y("y:Q", title=y, scale=alt.Scale(type="log"), axis=upwards),
        )
    )
    return _svg(chart, about, height=280)


def time_area(rows: Sequence[tuple[str, float]], *, y: str, about: str, second: bool = False) -> str:
    """What happened in each of consecutive spans of time; rows begin with an ISO date."""
    alt = needs("altair")
    colour = SECOND if second else ACCENT
    chart = (
        alt.Chart(_values(rows))
        .mark_area(color=colour, opacity=0.85, interpolate="step-after", line={"color": colour, "strokeWidth": 1})
        .encode(
            x=alt.X("x:T", title=None, scale=alt.Scale(type="utc", nice=False), axis=alt.Axis(tickCount=8)),
            y=alt.Y("y:Q", title=y, axis=_counts()),
        )
    )
    return _svg(chart, about, height=150 if second else 220)


def _angle(rows: Sequence[tuple[str, float]]) -> int:
    """Degrees: labels stand aslant where they would touch each other."""
    longest = max(len(label) for label, _ in rows)
    return -35 if longest * len(rows) * LETTER > WIDTH else 0


def _powers_of_ten(values: Sequence[float]) -> list[float]:
    """Those that the values reach; all of a scale's lines would be too many to read."""
    return [10.0**power for power in range(13) if min(values) <= 10.0**power <= max(values)]


def _counts() -> Any:
    """An axis of whole numbers: 500, 20k, 3M."""
    return needs("altair").Axis(format="~s", tickMinStep=1, tickCount=6)


def _values(rows: Sequence[tuple[Any, float]]) -> Any:
    """Plain rows under fixed names, so that no name in the data can be read as an expression."""
    return needs("altair").Data(values=[{"x": first, "y": second} for first, second in rows])


def _svg(chart: Any, about: str, *, height: int) -> str:
    styled = (
        chart.properties(width=WIDTH, height=height, background="transparent", padding=8)
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=QUIET,
            titleColor=INK,
            gridColor=QUIET,
            domainColor=QUIET,
            tickColor=QUIET,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            titlePadding=10,
            gridOpacity=0.7,
            labelLimit=200,
        )
        .configure_axisX(grid=False)
    )
    drawn = str(needs("vl_convert").vegalite_to_svg(styled.to_json(), vl_version=_vega_lite_version()))
    start = drawn.index("<svg")
    label = html.escape(about, quote=True)
    return f'<div class="picture" role="img" aria-label="{label}">{drawn[start:]}</div>'


def _vega_lite_version() -> str:
    """Altair writes for one version of Vega-Lite; the converter wants its two first numbers."""
    return ".".join(str(needs("altair").SCHEMA_VERSION).removeprefix("v").split(".")[:2])
