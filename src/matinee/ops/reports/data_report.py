"""The report on a data set: one HTML file that needs nothing beside it, neither a network nor a script."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import numpy as np

from matinee.kit.files import write_text
from matinee.lab.data.checks import CheckReport, refuse_bad
from matinee.lab.data.dataset import Dataset
from matinee.ops.reports.data_figures import Activity, Bar, DataFigures, figures_of
from matinee.ops.reports.pages import beside, page_of, section, table
from matinee.ops.reports.pictures import bars, log_log_curve, lying_bars, time_area
from matinee.version import __version__

MOST_ROWS = 14
"""Rows of a table beside a picture; where there would be more, neighbouring ones are added up."""
UNCOUNTABLE = frozenset({"empty", "unknown people", "unknown titles"})
"""Findings after which there is nothing to draw."""
WORDS = {"rating": ("rating", "ratings"), "watch": ("watch", "watches"), "click": ("click", "clicks")}


def write_data_report(data: Dataset, report: CheckReport, out: Path) -> None:
    """Draws a data set and what its checks found. BadData where the events cannot even be counted."""
    refuse_bad(CheckReport(tuple(finding for finding in report.refused if finding.name in UNCOUNTABLE)))
    figures = figures_of(data)
    words = WORDS[data.feedback.kind][1]
    page = page_of(
        f"Data report: {data.name}",
        subtitle=_subtitle(figures, WORDS[data.feedback.kind]),
        tiles=_tiles(figures, words),
        sections=_sections(data, figures, report, words),
        footer=f"Made by Matinee {__version__}. Fingerprint of the data: {data.fingerprint}.",
    )
    write_text(out, page)


def _subtitle(figures: DataFigures, words: tuple[str, str]) -> str:
    when = f", {figures.span[0]} to {figures.span[1]}" if figures.span else ", without times"
    events, people = _many(figures.events, *words), _many(figures.people, "person", "people")
    return f"{events} by {people}, of {_many(figures.titles, 'title', 'titles')}{when}"


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def _tiles(figures: DataFigures, words: str) -> list[tuple[str, str]]:
    _, middle, _ = figures.length_quartiles
    return [
        (f"{figures.events:,}", words),
        (f"{figures.people:,}", "people"),
        (f"{figures.titles:,}", "titles"),
        (f"{figures.density:.3%}", "of all pairs of person and title"),
        (f"{middle:,.0f}", f"{words} per person (median)"),
        (f"{figures.likes / figures.events:.0%}", "are likes"),
    ]


def _sections(data: Dataset, figures: DataFigures, report: CheckReport, words: str) -> Iterator[str]:
    yield _findings(report)
    yield _values(data, figures, words)
    yield _long_tail(figures, words)
    yield _activity(figures.activity, figures, words)
    yield _histories(figures, words)
    yield _genres(figures, words)
    yield _years(figures, words)


def _findings(report: CheckReport) -> str:
    if not report.findings:
        return section("Checks", "Nothing was found. Nothing stands against training on this data.")
    told = "Training refuses this data." if report.refused else "Nothing stands against training on this data."
    rows = "".join(
        f'<tr><td class="level {finding.level}">{finding.level}</td><td>{escape(finding.name)}</td>'
        f"<td>{escape(finding.what)}</td><td>{finding.count:,}</td><td>{escape(finding.example)}</td></tr>"
        for finding in report.findings
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Level", "Check", "What was found", "Count", "Example"))
    table = f'<table class="findings"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return section("Checks", told, table)


def _values(data: Dataset, figures: DataFigures, words: str) -> str:
    if len(figures.values) < 2:
        told = f"Every value is {figures.values[0].label}." if figures.values else "No value is a number."
        return section("Values", told)
    scale = data.feedback
    if scale.kind == "rating":
        told = (
            f"The mean is {figures.mean:.2f} on a scale of {scale.lowest:g} to {scale.highest:g}. "
            f"{figures.likes / figures.events:.0%} are {scale.like_at:g} or more, which counts as a like."
        )
    else:
        told = f"The mean is {figures.mean:.2f}."
    picture = bars(_pairs(figures.values), x="value", y=words, about=f"How often each value was given. {told}")
    return section("Values", told, beside(picture, _shares("Value", words, figures.values)))


def _long_tail(figures: DataFigures, words: str) -> str:
    tail = figures.tail
    told = (
        f"The most popular tenth of the titles has {tail.heads[0.1]:.0%} of the {words}. {tail.rare:,} of "
        f"{figures.titles:,} titles have fewer than five. Gini coefficient: {tail.gini:.2f}."
    )
    curve = list(zip(tail.ranks.tolist(), tail.events.tolist(), strict=True))
    picture = log_log_curve(
        curve, x="titles, the most popular first", y=f"{words} of the title", about=f"The long tail. {told}"
    )
    rows = [(f"{share:.0%}", f"{part:.1%}") for share, part in tail.heads.items()]
    tabled = table("What the most popular titles have", ("Share of titles", f"Share of {words}"), rows)
    return section("Long tail", told, beside(picture, tabled))


def _activity(activity: Activity | None, figures: DataFigures, words: str) -> str:
    heading = "Activity over time"
    if activity is None:
        why = "lie too far apart to be believed" if figures.span else "are not known"
        return section(heading, f"The times of the {words} {why}.")
    busiest = int(activity.events.argmax())
    told = (
        f"Per {activity.unit}. The busiest begins on {activity.starts[busiest]}, with "
        f"{activity.events[busiest]:,} {words}."
    )
    pictures = time_area(
        _steps(activity, activity.events),
        y=words,
        about=f"{words.capitalize()} over time. {told}",
    ) + time_area(
        _steps(activity, activity.newcomers),
        y="new people",
        about="People by the time of their first event.",
        second=True,
    )
    tabled = table(f"From the first {activity.unit} on", ("From", words.capitalize(), "New people"), _eras(activity))
    return section(heading, told, beside(pictures, tabled))


def _steps(activity: Activity, counts: np.ndarray) -> list[tuple[str, float]]:
    """The last count once more at the end, so that its step has a width."""
    return [*zip(activity.starts, counts.tolist(), strict=True), (activity.end, float(counts[-1]))]


def _eras(activity: Activity) -> list[tuple[str, str, str]]:
    """At most MOST_ROWS rows; each adds up as many neighbours as that takes."""
    together = -(-len(activity.starts) // MOST_ROWS)
    return [
        (
            activity.starts[first],
            f"{activity.events[first : first + together].sum():,}",
            f"{activity.newcomers[first : first + together].sum():,}",
        )
        for first in range(0, len(activity.starts), together)
    ]


def _histories(figures: DataFigures, words: str) -> str:
    first, middle, third = figures.length_quartiles
    told = (
        f"Half of the people have {middle:,.0f} {words} or fewer; the middle half has {first:,.0f} to {third:,.0f}. "
        "How well a model does depends on how much it knows, so results are also shown by length of history."
    )
    picture = bars(_pairs(figures.lengths), x=f"{words} of a person", y="people", about=f"Lengths of histories. {told}")
    return section(
        "Lengths of histories", told, beside(picture, _shares(words.capitalize(), "people", figures.lengths))
    )


def _genres(figures: DataFigures, words: str) -> str:
    if not figures.genres:
        return section("Genres", "The genres of the titles are not known.")
    told = f"{words.capitalize()} of the titles of each genre. A title can have several, so these add up to more."
    pairs = [(genre.name, float(genre.events)) for genre in figures.genres]
    rated = any(genre.mean is not None for genre in figures.genres)
    rows = [
        (genre.name, f"{genre.titles:,}", f"{genre.events:,}", *([f"{genre.mean:.2f}"] if rated else []))
        for genre in figures.genres
    ]
    head = ("Genre", "Titles", words.capitalize(), *(["Mean"] if rated else []))
    return section("Genres", told, beside(lying_bars(pairs, x=words, about=told), table("By genre", head, rows)))


def _years(figures: DataFigures, words: str) -> str:
    if not figures.years:
        return section("Years of release", "The years of the titles are not known.")
    unknown = figures.years_unknown
    told = f"{words.capitalize()} by the decade in which the title was released."
    if unknown:
        told += f" For {unknown:,} the year is not known."
    picture = bars(_pairs(figures.years), x="decade", y=words, about=told)
    return section("Years of release", told, beside(picture, _shares("Decade", words, figures.years)))


def _pairs(rows: Sequence[Bar]) -> list[tuple[str, float]]:
    return [(row.label, float(row.count)) for row in rows]


def _shares(first: str, words: str, rows: Sequence[Bar]) -> str:
    total = sum(row.count for row in rows)
    cells = [(row.label, f"{row.count:,}", f"{row.count / total:.1%}") for row in rows]
    return table(f"{words.capitalize()} by {first.lower()}", (first, words.capitalize(), "Share"), cells)
