from pathlib import Path

from matinee.lab.features.registry import FEATURES
from matinee.ops.reports.feature_table import feature_table

PAGE = Path(__file__).resolve().parents[3] / "docs" / "features.md"


def test_every_feature_has_a_row_with_its_unit_meaning_and_default() -> None:
    rows = feature_table(FEATURES).splitlines()[2:]

    assert len(rows) == len(FEATURES)
    for row, feature in zip(rows, FEATURES, strict=True):
        assert row.startswith(f"| `{feature.name}` | {feature.unit} | {feature.meaning} |")


def test_the_page_of_the_documentation_holds_this_very_table() -> None:
    assert feature_table(FEATURES) in PAGE.read_text(encoding="utf-8")
