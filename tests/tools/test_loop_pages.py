from pathlib import Path

import pytest

import loop_pages
from matinee.ops.reports.loop_figures import CLOSE, OPEN, LoopFigure, write_figures


def test_pages_are_filled_from_the_file_and_broken_files_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "gate.md"
    page.write_text(f"# Gate\n\n{OPEN.format(rows='L1')}\n{CLOSE}\n")
    monkeypatch.setattr(loop_pages, "PAGES", (page, tmp_path / "none.md"))
    monkeypatch.setattr(loop_pages, "FIGURES", tmp_path / "loop.json")
    write_figures(tmp_path / "loop.json", [LoopFigure(row="L1", what="alarms", value=0.9, high=0.5, trials=10, seed=1)])
    assert loop_pages.main() == 0
    assert "| L1 | alarms | 0.9 | at most 0.5 | 10 | 1 | **does not hold** |" in page.read_text()
    assert "does not hold: L1, alarms" in capsys.readouterr().out
    (tmp_path / "loop.json").write_text("{}")
    assert loop_pages.main() == 2
