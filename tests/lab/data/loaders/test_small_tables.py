"""Tables beside the ratings."""

from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.columns import Column
from matinee.lab.data.loaders.delimited import Layout
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.small_tables import layout_by_header, read_whole
from matinee.lab.data.loaders.sources import SourceFile, open_source

COLUMNS = (Column("id", "whole"), Column("name", "text"))


def file_with(content: str, folder: Path) -> SourceFile:
    (folder / "t.csv").write_text(content)
    with open_source(folder / "t.csv") as source:
        return source.files["t.csv"]


def test_columns_are_found_by_the_header_and_others_passed_over(tmp_path: Path) -> None:
    file = file_with("more,name,id\nx,Lantern,1\n", tmp_path)
    frame = read_whole(file, layout_by_header(file, COLUMNS), Faults())
    assert frame.select("id", "name").rows() == [(1, "Lantern")]


def test_a_missing_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"t\.csv, line 1: the column 'name' is missing"):
        layout_by_header(file_with("id\n1\n", tmp_path), COLUMNS)


def test_a_table_without_rows_is_empty(tmp_path: Path) -> None:
    frame = read_whole(file_with("id,name\n", tmp_path), Layout(COLUMNS, ",", header=True), Faults())
    assert frame.shape == (0, 2)


def test_an_id_a_second_time_is_a_bad_row(tmp_path: Path) -> None:
    file = file_with("1,a\n2,b\n1,c\nx,d\n2,e\n", tmp_path)
    faults = Faults(skip_bad=True)
    assert read_whole(file, Layout(COLUMNS, ","), faults, unique="id").rows() == [(1, "a"), (2, "b")]
    assert sorted(fault.line for fault in faults.kept) == [3, 4, 5]
    clean = file_with("1,a\n1,c\n", tmp_path)
    with pytest.raises(BadData, match="line 2: 1 bad row: id '1' stands here a second time"):
        read_whole(clean, Layout(COLUMNS, ","), Faults(), unique="id")
