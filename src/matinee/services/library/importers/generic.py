"""Any table that names titles and says what somebody thought of them, or when they watched them.

Columns are known by the names that programs give them, in any order and spelling of capitals; others are left aside.
"""

from collections.abc import Iterator, Mapping, Sequence

from matinee.domain.errors import BadData
from matinee.domain.imports import Observation, Said
from matinee.domain.library import Dated
from matinee.services.library.importers.cells import (
    half_stars,
    imdb_id,
    moment_of,
    name_and_year,
    plain_id,
    scale_of,
    year_of,
)
from matinee.services.library.importers.tables import Table

NAME = "csv"
NAMES: dict[str, tuple[str, ...]] = {
    "name": ("title", "name", "film", "movie", "film name", "movie title"),
    "year": ("year", "release year", "release_year"),
    "rating": ("rating", "stars", "your rating", "my rating", "score", "your_rating", "user_rating"),
    "rating10": ("rating10",),
    "rated": ("rated_at", "date rated", "rating date", "timestamp", "date", "date added"),
    "watched": ("watched_at", "watcheddate", "watched date", "watch_date", "date watched", "watched"),
    "list": ("list", "mark"),
    "imdb": ("imdb_id", "imdbid", "imdb", "const", "imdb id"),
    "tmdb": ("tmdb_id", "tmdbid", "tmdb", "tmdb id"),
    "movielens": ("movielens_id", "movieid", "movie_id", "movielensid"),
    "person": ("userid", "user_id", "user"),
}
"""What a column holds, and what programs call it, the surest first."""
TEN = 10
"""The scale of a column `rating10`, which stands in where `rating` is empty."""
LISTS: dict[str, Said] = {"watchlist": "watchlist", "favourites": "favourite", "favorites": "favourite"}


def recognises(header: set[str]) -> bool:
    found = columns_of(header)
    says = {"rating", "rating10", "watched", "list"} & set(found)
    return bool(says) and bool({"name", "imdb", "tmdb", "movielens"} & set(found))


def columns_of(header: set[str]) -> dict[str, str]:
    """Names of columns by what they hold."""
    return {
        what: next(name for name in names if name in header) for what, names in NAMES.items() if header & set(names)
    }


def observations(table: Table, *, scale: int | None, now: int) -> tuple[int | None, Iterator[Observation]]:
    columns = columns_of({name.lower() for name in table.header})
    rows = list(table.rows)
    known = [row for _, row in rows if isinstance(row, dict)]
    if "person" in columns and len({row.get(columns["person"], "") for row in known}) > 1:
        raise BadData("the file holds ratings of several people", remedy="Send those of one")
    cells = [cell for row in known if (cell := row.get(columns.get("rating", "")))]
    scale = scale or scale_of(cells)
    of_ten = any(row.get(columns.get("rating10", "")) for row in known)
    return scale if cells else TEN if of_ten else None, _observed_of(rows, columns, scale, now)


def _observed_of(
    rows: Sequence[tuple[int, dict[str, str] | str]], columns: Mapping[str, str], scale: int, now: int
) -> Iterator[Observation]:
    for line, row in rows:
        if isinstance(row, str):
            yield Observation(line, None, fault=row)
        else:
            cells = {what: row.get(name, "") for what, name in columns.items()}
            yield _observed(line, cells, scale, now)


def _observed(line: int, cells: dict[str, str], scale: int, now: int) -> Observation:
    name, behind = name_and_year(cells.get("name", ""))
    year = year_of(cells.get("year", "")) or behind
    made = {"imdb": imdb_id, "tmdb": plain_id, "movielens": plain_id}
    ids = tuple((source, value) for source, make in made.items() if (value := make(cells.get(source, ""))))
    if not name and not ids:
        return Observation(line, None, fault="it names no title")
    rating, wrong = _rating(cells, scale)
    if wrong:
        return Observation(line, None, name, year, fault=wrong)
    watched = moment_of(cells["watched"], now) if cells.get("watched") else None
    rated = moment_of(cells["rated"], now) if cells.get("rated") else None
    said = _said(cells, rating, watched=bool(cells.get("watched")))
    if said is None:
        return Observation(line, None, name, year, fault="it says neither a rating nor a watch")
    at, dated = watched or rated or _UNKNOWN
    unread = (cells.get("watched") and not watched) or (cells.get("rated") and not rated)
    fault = "its date cannot be read, or is to come" if unread else None
    return Observation(line, said, name or None, year, ids, rating, at, dated, fault)


_UNKNOWN: tuple[int | None, Dated] = (None, "unknown")


def _rating(cells: dict[str, str], scale: int) -> tuple[int | None, str | None]:
    """The rating, or what is wrong with it; neither where there is none."""
    for what, of in (("rating", scale), ("rating10", TEN)):
        if cells.get(what):
            found = half_stars(cells[what], of)
            return found, None if found is not None else f"the rating is none of 0 to {of}"
    return None, None


def _said(cells: dict[str, str], rating: int | None, *, watched: bool) -> Said | None:
    if rating is not None:
        return "rating_and_watch" if watched else "rating"
    if watched:
        return "watch"
    return LISTS.get(cells.get("list", "").lower())
