"""Tables of any format seen the same way."""

from pathlib import Path

import polars as pl
import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.columns import Column
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.sources import open_source
from matinee.lab.data.loaders.table_files import Table, open_table


def opened(path: Path, delimiter: str | None = None) -> Table:
    with open_source(path) as source:
        return open_table(source.files[path.name], delimiter=delimiter)


@pytest.mark.parametrize("name", ["A.csv", "A.jsonl", "A.ndjson", "A.json", "A.parquet"])
def test_names_first_row_and_batches_are_the_same_in_every_format(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    frame = pl.DataFrame({"id": [1, 2], "name": ["x", "y"]})
    if name.endswith("csv"):
        frame.write_csv(path)
    elif name.endswith("parquet"):
        frame.write_parquet(path)
    else:
        frame.write_ndjson(path)
    table = opened(path)
    assert table.names == ["id", "name"]
    assert [str(value) for value in table.first.values()] == ["1", "x"]
    assert (table.stem, table.label) == ("a", name)
    for _ in range(2):
        batches = table.batches([Column("id", "whole"), Column("name", "text")], Faults())
        assert [row for batch in batches for row in batch.frame.rows()] == [(1, "x"), (2, "y")]


def test_a_told_delimiter_counts_more_than_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b,c;d\n1,2,3;4\n")
    assert opened(path, ";").names == ["a,b,c", "d"]
    assert opened(path).names == ["a", "b", "c;d"]


def test_bad_rows_refuse_the_table_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id\nx\n1\n")
    batches = opened(path).batches([Column("id", "whole")], Faults())
    assert next(batches).frame.rows() == [(1,)]
    with pytest.raises(BadData, match="line 2: 1 bad row"):
        next(batches)
