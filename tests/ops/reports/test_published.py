from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.ops.reports.published import published_section, read_published

PROJECT = Path(__file__).resolve().parents[3]


def test_the_figures_of_the_project_name_their_source_and_stand_apart() -> None:
    figures = read_published(PROJECT / "benchmarks/published.toml")
    section = published_section(figures)

    assert len(figures) > 10
    assert all(one.source and one.task for one in figures)
    assert section[0] == "## Known only from papers and projects"
    assert "Nothing in this table was measured here." in section[2]
    assert sum("quoted there" in line for line in section) == sum(one.quoted for one in figures)


def test_without_a_file_there_is_no_section(tmp_path: Path) -> None:
    assert published_section(read_published(tmp_path / "nothing.toml")) == []


@pytest.mark.parametrize("content", ["[[figure", '[[figure]]\ntask = "a"', "figures = 3"])
def test_a_figure_without_its_source_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.toml").write_text(content)
    with pytest.raises(BadData, match="no published figures"):
        read_published(tmp_path / "a.toml")
