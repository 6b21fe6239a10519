"""Parquet tables, whatever the types of their columns."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.loaders import parquet
from matinee.lab.data.loaders.columns import Column, ColumnKind
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.parquet import ParquetTable
from matinee.lab.data.loaders.sources import open_source
from tests.fixtures.movielens import zipped

START = 880_000_000


def table_of(frame: pl.DataFrame, folder: Path) -> ParquetTable:
    path = folder / "t.parquet"
    frame.write_parquet(path)
    with open_source(path) as source:
        return ParquetTable(source.files["t.parquet"])


def read(frame: pl.DataFrame, columns: list[Column], folder: Path) -> tuple[list[tuple[object, ...]], Faults]:
    faults = Faults(skip_bad=True)
    batches = table_of(frame, folder).batches(columns, frame.columns, faults=faults)
    return [row for batch in batches for row in batch.frame.rows()], faults


@pytest.mark.parametrize(
    ("kind", "values", "kept"),
    [
        ("whole", pl.Series([1, 2], dtype=pl.UInt16), [1, 2]),
        ("whole", pl.Series([1.0, 2.0]), [1, 2]),
        ("whole", pl.Series(["1", "2"]), [1, 2]),
        ("number", pl.Series([1, 2], dtype=pl.Int8), [1.0, 2.0]),
        ("number", pl.Series(["1.5", "2"]), [1.5, 2.0]),
        ("text", pl.Series(["a", "b"], dtype=pl.Categorical), ["a", "b"]),
        ("text", pl.Series([7, 8]), ["7", "8"]),
        ("text", pl.Series([["a", "b"], ["c"]]), ["a|b", "c"]),
        ("seconds", pl.Series([START, START + 1]), [START, START + 1]),
        ("milliseconds", pl.Series([START * 1000 + 9, 0]), [START, 0]),
        ("iso", pl.Series([datetime(2005, 4, 2, 23, 53, 47), datetime(1970, 1, 1)]), [1_112_486_027, 0]),  # noqa: DTZ001
        ("iso", pl.Series([date(2005, 4, 2), date(1970, 1, 1)]), [1_112_400_000, 0]),
        ("iso", pl.Series(["2005-04-02 23:53:47", "1970-01-01T00:00:00+00:00"]), [1_112_486_027, 0]),
    ],
)
def test_columns_of_many_types_are_read(
    kind: ColumnKind, values: pl.Series, kept: list[object], tmp_path: Path
) -> None:
    column = Column("x", kind)
    rows, faults = read(pl.DataFrame({"given": values}), [column], tmp_path)
    assert [row[0] for row in rows] == kept
    assert faults.count == 0


def test_bad_rows_are_named_by_number_across_slices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "SLICE", 3)
    frame = pl.DataFrame({"a": [1, 2, 3, 4, None, 6, -7], "spare": ["x"] * 7})
    rows, faults = read(frame, [Column("id", "whole"), Column("spare", "ignored")], tmp_path)
    assert [row[0] for row in rows] == [1, 2, 3, 4, 6]
    assert [fault.what for fault in faults.kept] == ["row 5: id is empty", "row 7: id -7 is below 0"]


def test_the_first_value_of_a_column_is_the_first_that_is_there(tmp_path: Path) -> None:
    table = table_of(
        pl.DataFrame({"a": [None, 5], "b": ["x", None], "c": pl.Series([None, None], dtype=pl.Int8)}), tmp_path
    )
    assert table.first() == {"a": 5, "b": "x", "c": None}
    assert table.rows == 2


def test_a_table_is_read_inside_an_archive_unless_it_is_huge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    pl.DataFrame({"user": [1]}).write_parquet(folder / "t.parquet")
    with open_source(zipped(folder, tmp_path / "a.zip")) as source:
        assert ParquetTable(source.files["t.parquet"]).rows == 1
        monkeypatch.setattr(parquet, "LARGEST_IN_ARCHIVE", 10)
        with pytest.raises(BadData, match="inside an archive"):
            ParquetTable(source.files["t.parquet"])


def test_signs_that_mean_something_in_patterns_are_plain_in_names(tmp_path: Path) -> None:
    folder = tmp_path / "year=2020" / "[a]*"
    folder.mkdir(parents=True)
    table = table_of(pl.DataFrame({"user": [1, 2]}), folder)
    assert table.schema.names() == ["user"]


def test_damage_inside_is_bad_data(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"a": list(range(50_000))}).write_parquet(path)
    content = bytearray(path.read_bytes())
    content[100:5000] = bytes(4900)
    path.write_bytes(content)
    with open_source(path) as source:
        table = ParquetTable(source.files["t.parquet"])
        with pytest.raises(BadData, match="no whole Parquet file"):
            list(table.batches([Column("a", "whole")], ["a"], faults=Faults()))
