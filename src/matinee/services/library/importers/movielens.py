"""The export of an account at MovieLens.org: `movie_id,imdb_id,tmdb_id,rating,average_rating,title`, without dates."""

from collections.abc import Iterator, Sequence

from matinee.domain.imports import Observation
from matinee.services.library.importers.cells import half_stars, imdb_id, name_and_year, plain_id, scale_of
from matinee.services.library.importers.tables import Table

NAME = "movielens"
COLUMNS = {"movie_id", "imdb_id", "tmdb_id", "rating", "average_rating", "title"}


def recognises(header: set[str]) -> bool:
    return header >= COLUMNS


def observations(
    table: Table,
    *,
    scale: int | None,
    now: int,  # noqa: ARG001  no dates
) -> tuple[int | None, Iterator[Observation]]:
    """Another program writes the same header with ratings of 100: the scale is that of the largest rating."""
    rows = list(table.rows)
    cells = [row["rating"] for _, row in rows if isinstance(row, dict) and row.get("rating")]
    scale = scale or scale_of(cells)
    return scale if cells else None, _observed_of(rows, scale)


def _observed_of(rows: Sequence[tuple[int, dict[str, str] | str]], scale: int) -> Iterator[Observation]:
    for line, row in rows:
        yield Observation(line, None, fault=row) if isinstance(row, str) else _observed(line, row, scale)


def _observed(line: int, row: dict[str, str], scale: int) -> Observation:
    name, year = name_and_year(row.get("title", ""))
    rating = half_stars(row.get("rating", ""), scale)
    if rating is None:
        return Observation(line, None, name, year, fault=f"the rating is none of 0 to {scale}")
    said = (
        ("movielens", plain_id(row.get("movie_id", ""))),
        ("imdb", imdb_id(row.get("imdb_id", ""))),
        ("tmdb", plain_id(row.get("tmdb_id", ""))),
    )
    ids = tuple((source, value) for source, value in said if value is not None)
    if not ids and not name:
        return Observation(line, None, fault="it names no title")
    return Observation(line, "rating", name, year, ids, rating)
