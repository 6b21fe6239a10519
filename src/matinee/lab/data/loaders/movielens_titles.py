"""What the MovieLens releases say of their titles."""

import re

import polars as pl

from matinee.lab.data.loaders.columns import Column
from matinee.lab.data.loaders.delimited import Layout
from matinee.lab.data.loaders.detect import Found
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.small_tables import layout_by_header, read_whole
from matinee.lab.data.loaders.sources import SourceFile
from matinee.lab.data.titles import TitleTable, split_name_and_year

NO_GENRES = "(no genres listed)"
GENRES_OF_100K = (
    "unknown",
    "Action",
    "Adventure",
    "Animation",
    "Children's",
    "Comedy",
    "Crime",
    "Documentary",
    "Drama",
    "Fantasy",
    "Film-Noir",
    "Horror",
    "Musical",
    "Mystery",
    "Romance",
    "Sci-Fi",
    "Thriller",
    "War",
    "Western",
)
_LONGEST_NAME = 2000
_LARGEST = float(2**31 - 1)
_YEAR_AT_END = re.compile(r"(\d{4})$")


def release_titles(found: Found, faults: Faults) -> TitleTable:
    """Names, years and genres, with ids at IMDb and TMDB where the release links them; empty without a titles file."""
    files = found.files
    if found.kind == "ml-100k":
        return _of_100k(files["u.item"], faults) if "u.item" in files else TitleTable.empty()
    if found.kind in ("ml-1m", "ml-10m"):
        return _of_dat(files["movies.dat"], faults) if "movies.dat" in files else TitleTable.empty()
    table = _of_csv(found.titles or files["movies.csv"], faults)
    return _linked(table, files["links.csv"], faults) if "links.csv" in files else table


def title_frame(ids: pl.Series, names: list[str], genres: list[list[str]]) -> pl.DataFrame:
    """The frame of a TitleTable from names such as 'Matrix, The (1999)'."""
    parts = [split_name_and_year(name) for name in names]
    return pl.DataFrame(
        {
            "id": ids,
            "name": pl.Series([name for name, _ in parts], dtype=pl.String),
            "year": pl.Series([year for _, year in parts], dtype=pl.Int32),
            "genres": pl.Series(genres, dtype=pl.List(pl.String)),
        }
    )


def genres_in(text: str | None) -> list[str]:
    """'Action|Sci-Fi' -> ['Action', 'Sci-Fi']; the ways of saying that there are none give none."""
    return [genre for genre in (text or "").split("|") if genre and genre not in (NO_GENRES, "unknown")]


def _of_100k(file: SourceFile, faults: Faults) -> TitleTable:
    flags = [Column(f"genre {name}", "whole", word=f"genre {name}", lowest=0, highest=1) for name in GENRES_OF_100K]
    layout = Layout(
        (
            _id_column("id"),
            _name_column("name"),
            Column("released", "text", optional=True),
            Column("on video", "text", optional=True),
            Column("page", "text", optional=True, longest=_LONGEST_NAME),
            *flags,
        ),
        "|",
        encoding="latin-1",
    )
    frame = read_whole(file, layout, faults, unique="id")
    marked = frame.select([column.name for column in flags]).to_numpy() == 1
    genres = [
        [name for name, has in zip(GENRES_OF_100K, row, strict=True) if has and name != "unknown"] for row in marked
    ]
    made = title_frame(frame["id"], frame["name"].to_list(), genres)
    released = frame["released"].str.extract(_YEAR_AT_END.pattern).cast(pl.Int32)
    return TitleTable(made.with_columns(year=pl.col("year").fill_null(released)))


def _of_dat(file: SourceFile, faults: Faults) -> TitleTable:
    columns = (_id_column("id"), _name_column("name"), Column("genres", "text", optional=True))
    layout = Layout(columns, "::", encoding="latin-1", spill="name")
    return _with_genres(read_whole(file, layout, faults, unique="id"))


def _of_csv(file: SourceFile, faults: Faults) -> TitleTable:
    layout = layout_by_header(
        file, (_id_column("movieId"), _name_column("title"), Column("genres", "text", optional=True))
    )
    frame = read_whole(file, layout, faults, unique="movieId")
    return _with_genres(frame.rename({"movieId": "id", "title": "name"}))


def _linked(table: TitleTable, file: SourceFile, faults: Faults) -> TitleTable:
    columns = (
        _id_column("movieId"),
        Column("imdbId", "text", optional=True),
        Column("tmdbId", "whole", lowest=1, highest=_LARGEST, optional=True),
    )
    links = read_whole(file, layout_by_header(file, columns), faults, unique="movieId").select(
        id="movieId",
        imdb_id=pl.when(pl.col("imdbId").str.starts_with("tt"))
        .then(pl.col("imdbId"))
        .otherwise(pl.lit("tt") + pl.col("imdbId")),
        tmdb_id="tmdbId",
    )
    return TitleTable(table.frame.join(links, on="id", how="left", maintain_order="left"))


def _with_genres(frame: pl.DataFrame) -> TitleTable:
    genres = [genres_in(text) for text in frame["genres"]]
    return TitleTable(title_frame(frame["id"], frame["name"].to_list(), genres))


def _id_column(name: str) -> Column:
    return Column(name, "whole", word="movie id", lowest=1, highest=_LARGEST)


def _name_column(name: str) -> Column:
    return Column(name, "text", word="title", longest=_LONGEST_NAME)
