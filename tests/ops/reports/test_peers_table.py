from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.ops.reports.peers_table import Race, peers_table, read_races
from tests.ops.reports.races import RACE, raced

PROJECT = Path(__file__).resolve().parents[3]


def rows(race: Race) -> list[str]:
    return [line for line in peers_table(race) if line.startswith("| `")]


def test_a_model_stands_beside_the_best_peer_and_of_equals_the_quickest() -> None:
    assert rows(RACE) == ["| `ease` | cornac | 0.3100 | 0.3000 | +0.0100 (+0.0050 to +0.0150) | 0.50 | 0.50 | 0.50 |"]


def test_a_model_without_a_peer_or_without_ours_has_no_row() -> None:
    assert rows({"models": {"ials": RACE["models"]["ials"], "slim": RACE["models"]["slim"]}}) == []
    assert peers_table(None) == []


def test_of_ratings_the_lower_error_is_the_better_peer() -> None:
    rated = {
        who: raced(0.0, fit=1.0) | {"metrics": {"rmse": {"mean": rmse}}}
        for who, rmse in (("matinee", 0.88), ("surprise", 0.91), ("cornac", 0.95))
    }

    assert "| `svd` | surprise | 0.8800 | 0.9100 |" in rows({"models": {"svd": rated}})[0]


def test_a_time_of_nothing_has_no_ratio() -> None:
    race = {"models": {"ease": {"matinee": raced(0.3, fit=1.0), "cornac": raced(0.3, fit=0.0)}}}

    assert rows(race)[0].endswith("|  |  | 1.00 | 1.00 |")


def test_the_file_of_the_project_is_read_and_no_file_is_no_race(tmp_path: Path) -> None:
    assert rows(read_races(PROJECT / "benchmarks/results/peers.json")["ml1m-S"])
    assert read_races(tmp_path / "nothing.json") == {}


@pytest.mark.parametrize("content", ["{", "[]", "{}"])
def test_another_file_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(BadData, match="no result of a race"):
        read_races(tmp_path / "a.json")
