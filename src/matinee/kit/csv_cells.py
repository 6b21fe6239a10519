"""Tables for other programs, in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0")
"""What a spreadsheet may take for the beginning of a formula, or stumbles over."""


def harmless(cell: str) -> str:
    """With an apostrophe before what could be a formula, by which spreadsheets know that it is none."""
    return f"'{cell}".replace("\0", "") if cell.startswith(DANGEROUS) else cell.replace("\0", "")


def written(header: Sequence[str], rows: Iterable[Sequence[str | int | float | None]]) -> str:
    """A number is no danger, and stays one."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(header)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return table.getvalue()
