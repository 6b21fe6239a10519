"""What stands in the cells of exported tables: ratings on several scales, days and moments, names with their years."""

import math
import re

from matinee.domain.library import Dated
from matinee.kit.clock import DAY, SECOND
from matinee.kit.moments import read_moment

SCALES = (5, 10, 100)
LONGEST_NAME = 300
LONGEST_ID = 200
ARTICLES = "The|A|An|Le|La|Les|L'|Der|Die|Das|El|Los|Las|Il|Un|Une|Uno|Una"
_YEAR_BEHIND = re.compile(r"^(.*\S)\s*\((\d{4})\)$", re.DOTALL)
_ARTICLE_BEHIND = re.compile(rf"^(.+), ({ARTICLES})$", re.IGNORECASE | re.DOTALL)
_SECONDS = re.compile(r"\d{9,11}")
_YEAR = re.compile(r"\d{4}")


def number(cell: str) -> float | None:
    """None where there is none. A comma may stand for the point."""
    try:
        found = float(cell.replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def scale_of(cells: list[str]) -> int:
    """The smallest usual scale on which all of them have a place; the largest where none has. Where less than half are
    above ten, those are slips, and the scale is that of the others: they must not turn every rating into the least."""
    found = [value for cell in cells if (value := number(cell)) is not None]
    within = [value for value in found if value <= SCALES[1]]
    meant = within if 2 * len(within) > len(found) else found
    most = max(meant, default=0.0)
    return next((scale for scale in SCALES if most <= scale), SCALES[-1])


def half_stars(cell: str, scale: int) -> int | None:
    """On our scale; None where the cell holds no number of that scale. The least is half a star."""
    found = number(cell)
    if found is None or not 0 <= found <= scale or (found == 0 and scale == SCALES[0]):
        return None
    return max(1, math.floor(found / scale * 10 + 0.5))


def moment_of(cell: str, now: int) -> tuple[int, Dated] | None:
    """None where the cell holds no moment or day that has been. Seconds since 1970 are one too."""
    try:
        if _SECONDS.fullmatch(cell):
            at, dated = int(cell) * SECOND, "moment"
        else:
            at, exact = read_moment(cell)
            dated = "moment" if exact else "day"
    except (ValueError, OverflowError):
        return None
    return (at, dated) if at <= now + DAY else None


def year_of(cell: str) -> int | None:
    found = _YEAR.match(cell)
    return int(found.group()) if found and 1800 <= int(found.group()) <= 2200 else None


def name_and_year(cell: str) -> tuple[str, int | None]:
    """'Lion King, The (1994)' -> ('The Lion King', 1994)."""
    cell = cell[:LONGEST_NAME]
    found = _YEAR_BEHIND.match(cell)
    name, year = (found.group(1), year_of(found.group(2))) if found else (cell, None)
    if found and year is None:
        name = cell
    turned = _ARTICLE_BEHIND.match(name)
    if turned:
        article = turned.group(2)
        name = f"{article}{'' if article.endswith(chr(39)) else ' '}{turned.group(1)}"
    return name, year


def imdb_id(cell: str) -> str | None:
    """'0114709', 'tt0114709' or an address that holds one."""
    found = re.search(r"(?:tt)?(\d{1,10})/?$", cell[-LONGEST_ID:])
    return f"tt{int(found.group(1)):07d}" if found and int(found.group(1)) else None


def plain_id(cell: str) -> str | None:
    return str(int(cell)) if re.fullmatch(r"[0-9]{1,12}", cell) and int(cell) else None
