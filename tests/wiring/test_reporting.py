from pathlib import Path

import pytest

from matinee.domain.errors import BadConfig
from matinee.wiring import reporting
from matinee.wiring.reporting import print_page, report_on
from matinee.wiring.settings import Settings
from tests.fixtures.databases import sqlite_place, sqlite_template
from tests.fixtures.processes import program
from tests.fixtures.service import House, serve, sqlite_house

__all__ = ["serve", "sqlite_house", "sqlite_place", "sqlite_template"]


async def test_a_house_reports_on_itself_while_it_goes_on(sqlite_house: House) -> None:
    await sqlite_house.browser("ana")
    warned: list[str] = []
    page = await report_on(Settings(home=sqlite_house.home), days=7, warn=warned.append)
    assert "There is no release: what is popular answers." in page
    assert "ana" not in page.split("</style>")[1].replace("banana", "").split()
    assert warned == []


def test_a_page_is_printed_by_a_real_browser(tmp_path: Path) -> None:
    program("chromium", package="chromium")
    print_page("<!DOCTYPE html><title>Report</title><p>Some words.", tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_without_a_browser_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "BROWSERS", ("no-such-browser",))
    with pytest.raises(BadConfig, match="Chromium"):
        print_page("", tmp_path / "report.pdf")
    monkeypatch.setattr(reporting, "BROWSERS", ("false",))
    with pytest.raises(BadConfig, match="could not print"):
        print_page("", tmp_path / "report.pdf")
    assert list(tmp_path.iterdir()) == []
