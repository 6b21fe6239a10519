"""Pictures as SVG that stands inside a page: no script, nothing fetched, colours that follow the page.

The pictures are drawn in four colours that nobody would choose; the page says in CSS what each stands for, so that one
picture fits both a light and a dark page. A picture that is a file of its own has the colours of a light page.
"""

import html
import io
import json
from collections.abc import Sequence
from typing import Any

from PIL import Image

from matinee.kit.extras import needs

INK, QUIET, ACCENT, SECOND = "#010203", "#010204", "#010205", "#010206"
WIDTH = 620
LETTER = 7
"""Pixels that a letter of a label takes, roughly."""
FONT = "system-ui, sans-serif"
FONT_OF_FILES = "Liberation Sans, Arial, sans-serif"
"""Of files: the first comes with the converter, so that a picture does not depend on what a machine has."""
LIGHT = {INK: "#1f2328", QUIET: "#5f666f", ACCENT: "#34618f", SECOND: "#b5652b"}
LIGHT_LINE = "#d9d5cc"
PNG_COLOURS = 128

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


def drawn(chart: Any, about: str) -> str:
    """A chart, or several put together, within a page. about: what it shows, for those who cannot see it."""
    made = _as_svg(_styled(chart, background="transparent"))
    return f'<div class="picture" role="img" aria-label="{html.escape(about, quote=True)}">{made}</div>'


def as_svg(chart: Any) -> str:
    """A file of its own, in the colours of a light page."""
    return _as_svg(_in_light_colours(_styled(chart, background="#ffffff")))


def as_png(chart: Any) -> bytes:
    """In the colours of a light page, at twice the size for sharp screens; the same chart gives the same bytes."""
    spec = _in_light_colours(_styled(chart, background="#ffffff"))
    made = needs("vl_convert").vegalite_to_png(spec, vl_version=_vega_lite_version(), scale=2)
    small = io.BytesIO()
    few_colours = Image.open(io.BytesIO(made)).convert("RGB").quantize(PNG_COLOURS, dither=Image.Dither.NONE)
    few_colours.save(small, format="PNG", optimize=True)
    return small.getvalue()


def _svg(chart: Any, about: str, *, height: int) -> str:
    return drawn(chart.properties(width=WIDTH, height=height), about)


def _styled(chart: Any, *, background: str) -> str:
    """The specification of a chart as JSON."""
    return str(
        chart.properties(background=background, padding=8)
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
            labelLimit=260,
        )
        .configure_axisX(grid=False)
        .configure_title(color=INK, fontSize=13, fontWeight="normal", anchor="start", frame="group", offset=12)
        .configure_legend(labelColor=INK, titleColor=QUIET, labelFontSize=12, titleFontSize=12)
        .to_json()
    )


def _in_light_colours(spec: str) -> str:
    """Lines of the grid are lighter than quiet text, which a page says in CSS."""
    spec = spec.replace(f'"gridColor": "{QUIET}"', f'"gridColor": "{LIGHT_LINE}"')
    for placeholder, colour in LIGHT.items():
        spec = spec.replace(placeholder, colour)
    return spec.replace(json.dumps(FONT), json.dumps(FONT_OF_FILES))


def _as_svg(spec: str) -> str:
    made = str(needs("vl_convert").vegalite_to_svg(spec, vl_version=_vega_lite_version()))
    return made[made.index("<svg") :]


def _vega_lite_version() -> str:
    """Altair writes for one version of Vega-Lite; the converter wants its two first numbers."""
    return ".".join(str(needs("altair").SCHEMA_VERSION).removeprefix("v").split(".")[:2])
