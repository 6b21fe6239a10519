"""Time and memory of a piece of work as figures and as a picture."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from matinee.kit.extras import needs
from matinee.kit.files import write_text, written_whole
from matinee.kit.profiling import ELSEWHERE, FunctionTime, Profile
from matinee.ops.reports.pages import beside, page_of, section, table
from matinee.ops.reports.pictures import ACCENT, QUIET, SECOND, WIDTH, as_png, drawn
from matinee.version import __version__

FILES = (".json", ".html", ".png")
SHOWN_FUNCTIONS = 12
SHOWN_PHASES = 20
SMALLEST = 0.005
"""Share of the time below which a phase is not drawn or listed."""
OUTSIDE = ("threading:", "__main__:", "runpy:")


def profile_files(place: Path) -> dict[str, Path]:
    """By suffix. place: a folder to put 'profile.*' in, or a file whose name the three are to have."""
    stem = place.with_suffix("") if place.suffix in FILES else place / "profile"
    return {suffix: stem.with_name(stem.name + suffix) for suffix in FILES}


def write_profile(profile: Profile, place: Path, *, title: str, about: Mapping[str, Any]) -> list[Path]:
    """Figures as JSON, and the picture as a page and as PNG. about: what was profiled, such as model and data."""
    paths = profile_files(place)
    figures = {"title": title, **about, "version": __version__, **asdict(profile)}
    write_text(paths[".json"], json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    write_text(paths[".html"], _page(profile, title, about))
    with written_whole(paths[".png"]) as temporary:
        temporary.write_bytes(as_png(profile_chart(profile)))
    return list(paths.values())


def main_functions(profile: Profile, count: int = SHOWN_FUNCTIONS) -> list[FunctionTime]:
    """Those with most time of their own."""
    return [one for one in profile.functions if not one.name.startswith(OUTSIDE)][:count]


def profile_chart(profile: Profile) -> Any:
    """Memory over time with the phases above it, and the functions that took longest."""
    alt = needs("altair")
    return alt.vconcat(_memory(profile), _phases(profile), _functions(profile), spacing=24)


def _memory(profile: Profile) -> Any:
    alt = needs("altair")
    points = alt.Data(values=[{"x": point.seconds, "y": point.mib} for point in profile.memory])
    highest = alt.Data(values=[{"y": profile.peak_mib, "told": f"peak {profile.peak_mib:,.0f} MiB"}])
    area = (
        alt.Chart(points)
        .mark_area(color=ACCENT, opacity=0.35, interpolate="step-after", line={"color": ACCENT, "strokeWidth": 1.5})
        .encode(
            x=_seconds(profile, title=None), y=alt.Y("y:Q", title="MiB above the start", axis=alt.Axis(tickCount=5))
        )
    )
    line = alt.Chart(highest).mark_rule(color=SECOND, strokeDash=[4, 3]).encode(y="y:Q")
    word = (
        alt.Chart(highest)
        .mark_text(color=SECOND, align="left", dx=4, dy=-7, fontSize=12)
        .encode(y="y:Q", x=alt.value(0), text="told:N")
    )
    return (area + line + word).properties(width=WIDTH, height=200, title="Resident memory")


def _phases(profile: Profile) -> Any:
    """One row a phase, a bar for each stretch of time in it."""
    alt = needs("altair")
    shown = _long_phases(profile)
    names = [profile.phases[place].name for place in shown]
    rows = [
        {"phase": profile.phases[place].name, "x": first, "x2": last}
        for place, first, last in _stretches(profile)
        if place in shown
    ]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(color=ACCENT)
        .encode(
            x=_seconds(profile, title="seconds"),
            x2="x2:Q",
            y=alt.Y("phase:N", title=None, sort=names, axis=alt.Axis(labelLimit=400)),
        )
        .properties(width=WIDTH, height=22 * max(1, len(names)), title="Phases")
    )


def _functions(profile: Profile) -> Any:
    alt = needs("altair")
    rows = [
        {"name": one.name, "own": one.own_seconds, "total": one.total_seconds, "told": f"{one.own_seconds:.2f} s"}
        for one in main_functions(profile)
    ]
    names = alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=400))
    base = alt.Chart(alt.Data(values=rows))
    own = base.mark_bar(color=ACCENT).encode(x=alt.X("own:Q", title="seconds of their own"), y=names)
    word = base.mark_text(align="left", dx=4, color=QUIET, fontSize=11).encode(x="own:Q", y=names, text="told:N")
    return (own + word).properties(width=WIDTH, height=22 * max(1, len(rows)), title="Functions")


def _seconds(profile: Profile, *, title: str | None) -> Any:
    alt = needs("altair")
    return alt.X("x:Q", title=title, scale=alt.Scale(domain=[0, max(profile.seconds, 1e-3)], nice=False))


def _long_phases(profile: Profile) -> list[int]:
    """Places of the phases worth showing, in the order they began."""
    by_time = sorted(range(len(profile.phases)), key=lambda place: -profile.phases[place].seconds)
    worth = [place for place in by_time if profile.phases[place].seconds >= SMALLEST * profile.seconds]
    return sorted(worth[:SHOWN_PHASES])


def _stretches(profile: Profile) -> list[tuple[int, float, float]]:
    """(phase, first second, last second) of samples that follow each other in one phase."""
    found: list[tuple[int, float, float]] = []
    began = 0.0
    for point in profile.memory:
        if found and found[-1][0] == point.phase:
            found[-1] = (point.phase, found[-1][1], point.seconds)
        else:
            found.append((point.phase, began, point.seconds))
        began = point.seconds
    return found


def _page(profile: Profile, title: str, about: Mapping[str, Any]) -> str:
    longest = max(profile.phases, key=lambda phase: phase.seconds, default=None)
    told = (
        f"{profile.seconds:.2f} s and {profile.peak_mib:,.0f} MiB above the start at the highest"
        + (f"; most of the time in '{longest.name}'" if longest and longest.name != ELSEWHERE else "")
        + "."
    )
    phases = table(
        "By phase",
        ("Phase", "Seconds", "Share", "MiB at most"),
        [
            (one.name, f"{one.seconds:.2f}", f"{one.seconds / max(profile.seconds, 1e-9):.0%}", f"{one.peak_mib:,.0f}")
            for one in (profile.phases[place] for place in _long_phases(profile))
        ],
    )
    functions = table(
        "By function, innermost of Python",
        ("Function", "Own s", "With what it called, s"),
        [(one.name, f"{one.own_seconds:.2f}", f"{one.total_seconds:.2f}") for one in main_functions(profile)],
    )
    return page_of(
        title,
        subtitle=", ".join(f"{name}: {value}" for name, value in about.items()),
        tiles=[
            (f"{profile.seconds:.2f} s", "in all"),
            (f"{profile.peak_mib:,.0f} MiB", "above the start at the highest"),
            (f"{profile.samples:,}", "samples"),
        ],
        sections=[
            section("Over time", told, drawn(profile_chart(profile), f"Memory, phases and functions. {told}")),
            section("In figures", "Seconds of a phase are without the phases inside it.", beside(phases, functions)),
        ],
        footer=f"Made by Matinee {__version__} by sampling: what takes less than a sample can be missed.",
    )
