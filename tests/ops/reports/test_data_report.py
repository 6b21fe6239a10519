import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from matinee.domain.errors import BadData
from matinee.domain.feedback import WATCHES
from matinee.lab.data.checks import CheckReport, Finding, check_dataset
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.load import load
from matinee.lab.data.titles import TitleTable
from matinee.ops.reports.data_report import write_data_report

HOSTILE = "<img src=x onerror=alert(1)>&\"'$title ${x}"


def films(*, genre: str = "Drama", name: str = "films", timed: bool = True) -> Dataset:
    chance = np.random.default_rng(0)
    people, titles = np.divmod(chance.permutation(40 * 30)[:500], 30)
    table = pl.DataFrame(
        {
            "id": np.arange(30),
            "name": [f"Film {title}" for title in range(30)],
            "year": [1990 + title for title in range(30)],
            "genres": [[genre, "Comedy"] if title % 2 else [genre] for title in range(30)],
        }
    )
    times = 1_600_000_000 + chance.integers(0, 500, 500) * 86_400 if timed else None
    values = chance.integers(1, 6, 500)
    return Dataset.from_columns(people, titles, values, times, title_table=TitleTable(table), name=name)


def report_on(data: Dataset, folder: Path, *, checks: CheckReport | None = None) -> str:
    out = folder / "report.html"
    write_data_report(data, checks or check_dataset(data), out)
    return out.read_text(encoding="utf-8")


class Reader(HTMLParser):
    """The tags of a page, what they refer to, and its visible words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.references: list[str] = []
        self.handlers: list[str] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.references += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "action")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag not in ("meta", "img", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.words += f" {data}"


def test_the_page_is_whole_and_needs_nothing_beside_it(tmp_path: Path) -> None:
    page = report_on(films(), tmp_path)
    read = Reader(page)
    assert read.open == []
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & set(read.tags)
    assert (read.references, read.handlers) == ([], [])
    assert "url(" not in page
    assert "@import" not in page
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_each_part_has_its_picture_and_its_table(tmp_path: Path) -> None:
    read = Reader(report_on(films(), tmp_path))
    headings = ("Values", "Long tail", "Activity over time", "Lengths of histories", "Genres", "Years of release")
    for heading in ("Checks", *headings):
        assert f" {heading}" in read.words
    assert read.tags.count("svg") == 7
    assert read.tags.count("table") == 6


def test_what_it_says_is_what_the_data_has(tmp_path: Path) -> None:
    data = films()
    words = Reader(report_on(data, tmp_path)).words
    assert "500 ratings by 40 people, of 30 titles" in words
    assert f"The mean is {data.log.values.mean():.2f} on a scale of 1 to 5" in words
    assert f"{(data.log.values >= 4).mean():.0%} are 4 or more" in words
    assert data.fingerprint in words


def test_it_has_colours_for_light_and_dark_pages(tmp_path: Path) -> None:
    page = report_on(films(), tmp_path)
    assert "prefers-color-scheme: dark" in page
    for name in ("--ink", "--quiet", "--line", "--accent", "--second"):
        assert page.count(f"{name}:") == 2


def test_nothing_from_the_data_becomes_part_of_the_page(tmp_path: Path) -> None:
    finding = Finding(HOSTILE, "warn", HOSTILE, 1, HOSTILE)
    page = report_on(films(genre=HOSTILE, name=HOSTILE), tmp_path, checks=CheckReport((finding,)))
    read = Reader(page)
    assert "img" not in read.tags
    assert read.handlers == []
    assert read.words.count(HOSTILE) >= 5


def test_findings_are_listed_with_what_they_mean_for_training(tmp_path: Path) -> None:
    words = Reader(report_on(films(), tmp_path)).words
    assert "Nothing was found." in words
    note, refusal = Finding("spike", "warn", "a busy day", 12_345, "2020"), Finding("future", "refuse", "not yet", 1)
    words = Reader(report_on(films(), tmp_path, checks=CheckReport((note,)))).words
    assert "Nothing stands against training" in words
    assert "12,345" in words
    assert "Training refuses" in Reader(report_on(films(), tmp_path, checks=CheckReport((refusal, note)))).words


def test_data_without_times_genres_and_years_has_its_report_too(tmp_path: Path) -> None:
    data = films(timed=False).with_titles(TitleTable.empty())
    read = Reader(report_on(data, tmp_path))
    for told in ("without times", "are not known", "The genres of the titles are not known", "The years of the titles"):
        assert told in read.words
    assert read.tags.count("svg") == 3


def test_times_that_cannot_be_believed_are_told(tmp_path: Path) -> None:
    data = Dataset.from_columns(np.arange(2), np.arange(2), np.array([5.0, 4.0]), np.array([0, 10**12]))
    assert "lie too far apart to be believed" in Reader(report_on(data, tmp_path)).words


def test_watches_are_called_watches(tmp_path: Path) -> None:
    data = films()
    watches = Dataset.from_columns(data.log.people, data.log.titles, np.ones(500), feedback=WATCHES)
    words = Reader(report_on(watches, tmp_path)).words
    assert "500 watches" in words
    assert "Every value is 1." in words
    counted = Dataset.from_columns(data.log.people, data.log.titles, data.log.values, feedback=WATCHES)
    assert "on a scale" not in Reader(report_on(counted, tmp_path)).words


def test_one_event_is_enough(tmp_path: Path) -> None:
    data = Dataset.from_columns(np.array([1]), np.array([1]), np.array([4.0]), np.array([1_600_000_000]))
    assert "1 rating by 1 person, of 1 title, 2020-09-13 to 2020-09-13" in Reader(report_on(data, tmp_path)).words


def test_values_that_are_no_numbers_are_reported_and_not_drawn(tmp_path: Path) -> None:
    data = Dataset.from_columns(np.arange(2), np.arange(2), np.full(2, np.nan))
    words = Reader(report_on(data, tmp_path)).words
    assert "No value is a number." in words
    assert "Training refuses this data." in words


def test_what_cannot_be_counted_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    empty = films().only(np.zeros(500, dtype=bool))
    with pytest.raises(BadData, match="there are no events"):
        report_on(empty, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_same_data_gives_the_same_page(tmp_path: Path) -> None:
    assert report_on(films(), tmp_path) == report_on(films(), tmp_path)


def test_a_title_of_unknown_year_is_told(tmp_path: Path) -> None:
    frame = films().title_table.frame.with_columns(
        pl.when(pl.col("id") == 3).then(None).otherwise(pl.col("year")).alias("year")
    )
    assert "the year is not known" in Reader(report_on(films().with_titles(TitleTable(frame)), tmp_path)).words


@pytest.mark.parametrize("name", ["ml-100k", "ml-latest-small"])
def test_real_data_has_its_report(data_folder: Path, tmp_path: Path, name: str) -> None:
    page = report_on(load(data_folder / f"{name}.zip").dataset, tmp_path)
    read = Reader(page)
    assert read.tags.count("svg") == 7
    assert len(page) < 400_000
