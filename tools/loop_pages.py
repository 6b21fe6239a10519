"""Writes what `make loop` saw into pages of docs/operations, between the marks."""

import sys
from pathlib import Path

from matinee.domain.errors import MatineeError
from matinee.kit.files import write_text
from matinee.ops.reports.loop_figures import filled, read_figures

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "benchmarks" / "results" / "loop-statistics.json"
PAGES = tuple(
    ROOT / "docs" / "operations" / name for name in ("experiments.md", "gate.md", "monitoring.md", "releases.md")
)


def main() -> int:
    try:
        figures = read_figures(FIGURES)
    except MatineeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for page in PAGES:
        if page.exists():
            write_text(page, filled(page.read_text(encoding="utf-8"), figures))
    failing = [one for one in figures if not one.holds]
    for one in failing:
        print(f"does not hold: {one.row}, {one.what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
