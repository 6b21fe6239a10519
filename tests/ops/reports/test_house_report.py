import re
from dataclasses import replace
from typing import Any

import pytest

from matinee.domain.alerts import Alert, Finding
from matinee.domain.house_report import DayOfRequests, HouseFacts, Volume
from matinee.domain.life import HouseFigure
from matinee.domain.watching import ExposureDay
from matinee.kit.clock import DAY, SECOND
from matinee.ops.reports.house_report import LEAST_SLATES, house_report
from matinee.ops.watching.quality import Clicks, Quality

FIRST = 20_000 * DAY


def day(at: int, version: str, *, slates: int = 50, clicked: int = 5) -> ExposureDay:
    return ExposureDay(at, version, "r", "personalised", "", 9, slates, slates, 10 * slates, clicked, 0, 3, 4, 2, 9.0)


FACTS = HouseFacts(
    FIRST,
    FIRST + 3 * DAY,
    Volume(ratings=12, watches=7, visits=4, visit_seconds=90.0, active=5),
    [DayOfRequests(FIRST, 1000, 3, 25.0), DayOfRequests(FIRST + 2 * DAY, 500, 0, 10.0)],
    [
        day(FIRST, "v1"),
        day(FIRST + DAY, "v2", clicked=50),
        day(FIRST + DAY, "v3", slates=LEAST_SLATES - 1, clicked=290),
    ],
    [HouseFigure("matinee_user_retention_ratio", 0.5, {"days": "7"}), HouseFigure("matinee_genre_gini_ratio", 0.25)],
    [Alert(1, Finding("drift:stars", "warning", "stars <b>moved</b>", "look", "feature-drift"), FIRST, FIRST)],
    watch_value=2.0,
)
QUALITY = Quality(
    slates=200,
    places=2000,
    clicks={("v1", "1"): Clicks(100, 30), ("v2", "1"): Clicks(100, 10), ("v1", "6-10"): Clicks(500, 5)},
    converted=0.25,
    watches=60,
    by_source={"personalised": (100, 50), "popular": (100, 10)},
    coverage=0.4,
    tail=0.3,
    genres={"drama": 900, "comedy": 100},
    diversity=0.6,
)


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"<(style|svg).*?</\1>", "", page, flags=re.DOTALL)))


def test_the_page_tells_what_happened_in_words_tables_and_pictures() -> None:
    page = house_report(FACTS, QUALITY)
    said = text_of(page)
    assert "5 people were there, in 4 visits, of 1.5 minutes each" in said
    assert "0.20% of requests failed" in said
    assert "1 20.00%" in re.sub(r" (\d+) 200 ", r" \1 ", said)
    assert "1 alert, 1 of them still open" in said
    assert "40.0% of the catalogue" in said
    assert page.count("<svg") >= 4
    assert page.count('<table class="findings">') == 1
    assert "stars &lt;b&gt;moved" in page


def test_the_page_is_one_file_that_runs_and_fetches_nothing() -> None:
    page = house_report(FACTS, QUALITY)
    assert not re.search(r"<script|<link|<img|\bsrc=|url\(|@import|href=\"http", page)
    assert "default-src 'none'" in page


def test_the_best_version_is_one_with_enough_slates() -> None:
    assert "Most often opened were titles of v2" in text_of(house_report(FACTS, QUALITY))
    few = replace(FACTS, days=[day(FIRST, "v3", slates=LEAST_SLATES - 1)])
    assert "None has the 30 slates" in text_of(house_report(few, QUALITY))


def test_what_watches_are_worth_is_told_by_link_and_lift_is_told_with_its_limits() -> None:
    said = text_of(house_report(FACTS, QUALITY))
    assert "personalised 100 50 0.500 1.000" in said
    assert "brought +400% against others" in said
    assert "no proof" in said


def test_versions_and_what_was_decided_stand_in_it() -> None:
    version = {"version": "v0002-abc", "roles": ["champion"], "added_at": "2026-01-02T03:04:05Z", "outcome": "promote"}
    change = {"at": "2026-01-03T00:00:00Z", "what": "promoted", "version": "v0002-abc", "by": "ana", "why": "better"}
    registry: dict[str, Any] = {"name": "main", "versions": [version], "changes": [change]}
    said = text_of(house_report(replace(FACTS, registry=registry), QUALITY))
    assert "v0002-abc champion 2026-01-02 promote" in said
    assert "promoted v0002-abc ana better" in said


@pytest.mark.parametrize("days", [0, 3])
def test_a_house_in_which_nothing_happened_has_a_report_too(days: int) -> None:
    empty = HouseFacts(FIRST, FIRST + days * DAY + SECOND, Volume(), [], [], [], [])
    said = text_of(house_report(empty, Quality()))
    for words in ("There were none", "Nothing has been added up", "Nothing was shown", "There is no release"):
        assert words in said
    assert "nan" not in said.lower().split()
