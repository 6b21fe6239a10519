"""matinee report, on a house of its own."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from matinee.doors.cli.app import app


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, ["report", "--data-dir", str(tmp_path / "home"), *words])


def test_a_report_is_one_page_of_html(run, tmp_path: Path) -> None:
    done = run("--days", "3", "--out", "report.html")
    assert done.exit_code == 0, done.output
    assert "report.html: 3 days" in done.stdout
    page = (tmp_path / "report.html").read_text()
    assert "The house, and how it does" in page
    assert "<script" not in page


def test_a_file_of_another_kind_is_refused_before_anything_is_read(run, tmp_path: Path) -> None:
    done = run("--out", "report.docx")
    assert done.exit_code == 2
    assert ".html or .pdf" in done.stderr
    assert not (tmp_path / "home").exists()
