import re
import xml.etree.ElementTree as ET

import pytest

from matinee.ops.reports.pictures import (
    ACCENT,
    COLOURS,
    INK,
    QUIET,
    SECOND,
    bars,
    log_log_curve,
    lying_bars,
    time_area,
)

HOSTILE = '<script>alert("1")</script>'
PICTURES = {
    "bars": bars([("1", 10), (HOSTILE, 30)], x="stars", y="ratings", about=HOSTILE),
    "lying bars": lying_bars([("Drama", 10), (HOSTILE, 30)], x="ratings", about="Genres"),
    "curve": log_log_curve([(1, 1_000), (10, 400), (5_000, 1)], x="titles", y="ratings", about="Tail"),
    "area": time_area([("2020-01-01", 5), ("2020-02-01", 0), ("2020-03-01", 7)], y="ratings", about="Time"),
    "second area": time_area([("2020-01-01", 5), ("2020-02-01", 1)], y="people", about="Time", second=True),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_well_formed_and_says_what_it_shows(name: str) -> None:
    drawn = ET.fromstring(PICTURES[name])  # noqa: S314  drawn here
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label")
    assert drawn[0].tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_runs_nothing_and_fetches_nothing(name: str) -> None:
    tags = {element.tag.split("}")[-1] for element in ET.fromstring(PICTURES[name]).iter()}  # noqa: S314
    assert tags <= {"div", "svg", "g", "path", "line", "text", "rect", "defs", "clipPath"}
    links = set(re.findall(r"https?://[^\s\"']+", PICTURES[name]))
    assert links <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


@pytest.mark.parametrize("name", PICTURES)
def test_every_colour_is_one_that_the_page_gives_a_meaning(name: str) -> None:
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', PICTURES[name])) - {"none", "transparent"}
    assert used <= {INK, QUIET, ACCENT, SECOND}
    for colour in used & {INK, ACCENT, SECOND}:
        assert f'[fill="{colour}"]' in COLOURS


def test_names_from_the_data_are_shown_and_not_run() -> None:
    for name in ("bars", "lying bars"):
        assert "<script" not in PICTURES[name]
        assert "&lt;script&gt;" in PICTURES[name]


def test_the_same_rows_give_the_same_picture() -> None:
    rows = [("1", 10.0), ("2", 30.0)]
    assert bars(rows, x="stars", y="ratings", about="") == bars(rows, x="stars", y="ratings", about="")


def test_bars_are_as_many_as_rows_and_as_high_as_their_counts() -> None:
    drawn = bars([("1", 10), ("2", 20), ("3", 40)], x="stars", y="ratings", about="")
    heights = [float(height) for height in re.findall(r'v([\d.]+)h-[\d.]+Z" fill="' + ACCENT, drawn)]
    assert heights[2] == pytest.approx(2 * heights[1]) == pytest.approx(4 * heights[0])


def test_labels_that_would_touch_stand_aslant() -> None:
    short = bars([(str(value), 1) for value in range(10)], x="", y="", about="")
    long = bars([(f"{value},000 to {value},999", 1) for value in range(10)], x="", y="", about="")
    assert "rotate(325" not in short
    assert "rotate(325" in long
