import csv
import io

import pytest

from matinee.kit.csv_cells import DANGEROUS, harmless, written


@pytest.mark.parametrize("start", DANGEROUS)
def test_no_cell_begins_as_a_formula_does(start: str) -> None:
    """S11: a cell that a spreadsheet would run is text."""
    cell = f"{start}cmd|'/c calc'!A1"
    table = written(("title",), [(cell,)])
    read = list(csv.reader(io.StringIO(table, newline="")))[1][0]
    assert read[0] == "'"
    assert not read.startswith(DANGEROUS)
    assert "\0" not in table


def test_other_cells_and_numbers_stay_as_they_are() -> None:
    assert harmless("Alien - the first = best") == "Alien - the first = best"
    assert written(("a", "b", "c"), [("x, y", -1, None), ("l\nm", 4.5, 'say "so"')]) == (
        'a,b,c\r\n"x, y",-1,\r\n"l\nm",4.5,"say ""so"""\r\n'
    )
