"""Tables of titles from anywhere."""

import re
from collections.abc import Sequence

import polars as pl

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.columns import Column
from matinee.lab.data.loaders.faults import Faults, place
from matinee.lab.data.loaders.mapping import is_whole_id
from matinee.lab.data.loaders.movielens_titles import genres_in, title_frame
from matinee.lab.data.loaders.sources import SourceFile
from matinee.lab.data.loaders.table_files import open_table
from matinee.lab.data.titles import LISTED, TitleTable
from matinee.lab.data.vocabulary import Vocabulary

NAMES = {
    "id": ("movieid", "titleid", "itemid", "showid", "filmid", "id"),
    "name": ("title", "name", "titlename", "movietitle"),
    "year": ("year", "releaseyear"),
    "genres": ("genres", "genre"),
    "imdb_id": ("imdbid", "imdb"),
    "tmdb_id": ("tmdbid", "tmdb"),
    "plot": ("plot", "overview", "synopsis", "description"),
    "keywords": ("keywords", "keyword"),
    "cast": ("cast", "actors", "stars"),
    "directors": ("directors", "director"),
    "writers": ("writers", "writer"),
    "companies": ("companies", "company", "productioncompanies"),
    "countries": ("countries", "country"),
    "languages": ("languages", "language", "originallanguage"),
    "certifications": ("certifications", "certification", "rated"),
    "moods": ("moods", "mood"),
    "franchises": ("franchises", "franchise"),
    "kinds": ("kinds", "kind"),
}
_LONGEST = 2000
_LONGEST_OF_ALL = 1_000_000


def titles_in(file: SourceFile, faults: Faults) -> TitleTable:
    """A title table by the names of its columns: an id and a name are needed; everything else in NAMES is taken where
    it is, several values between | signs. Without a year column the year is looked for at the end of the name."""
    table = open_table(file)
    places = {what: _first_of(table.names, known) for what, known in NAMES.items()}
    for what in ("id", "name"):
        if places[what] is None:
            raise BadData(
                f"no column is recognised as the {what} of a title",
                where=place(file.label, 1),
                remedy=f"Call it {NAMES[what][0]}",
            )
    found = {name: what for what, name in places.items() if name is not None}
    first = table.first.get(str(places["id"]))
    columns = [_column(found.get(name), index, first) for index, name in enumerate(table.names)]
    schema = {column.name: column.held_as for column in columns if column.kind != "ignored"}
    frames = [pl.DataFrame(schema=schema)]
    frames += [batch.frame for batch in table.batches(columns, faults)]
    frame = pl.concat(frames)
    twice = frame["id"].is_duplicated()
    if twice.any():
        # Which line says the truth cannot be told from the file, and no title is worth a wrong name.
        raise BadData(
            f"{int(twice.sum()):,} rows share their id with another, such as '{frame['id'].filter(twice)[0]}'",
            where=file.label,
            remedy="Keep one row for each id",
        )
    return TitleTable(_with_facts(frame))


def named_by_ids(titles: Vocabulary) -> TitleTable:
    """For titles whose id is their name, such as 'Matrix, The (1999)'."""
    names = [str(name) for name in titles.ids]
    return TitleTable(title_frame(pl.Series(names, dtype=pl.String), names, [[] for _ in names]))


def _with_facts(frame: pl.DataFrame) -> pl.DataFrame:
    genres = frame["genres"].to_list() if "genres" in frame.columns else [None] * len(frame)
    made = title_frame(frame["id"], frame["name"].to_list(), [genres_in(text) for text in genres])
    if "year" in frame.columns:
        made = made.with_columns(year=frame["year"].cast(pl.Int32).fill_null(made["year"]))
    kept = [frame[name] for name in ("imdb_id", "tmdb_id", "plot") if name in frame.columns]
    split = [frame[name].str.split("|") for name in LISTED if name in frame.columns]
    return made.with_columns([*kept, *split])


def _column(what: str | None, index: int, first_id: object) -> Column:
    match what:
        case "id":
            return Column("id", "whole" if is_whole_id(first_id) else "text", word="title id")
        case "name":
            return Column("name", "text", word="title", longest=_LONGEST)
        case "year":
            return Column("year", "whole", lowest=1800, highest=2200, optional=True)
        case "tmdb_id":
            return Column("tmdb_id", "whole", lowest=1, optional=True)
        case str():
            longest = _LONGEST if what in ("genres", "imdb_id") else _LONGEST_OF_ALL
            return Column(what, "text", optional=True, longest=longest)
        case _:
            return Column(f"ignored {index}", "ignored")


def _first_of(names: Sequence[str], known: Sequence[str]) -> str | None:
    plain = {re.sub(r"[^a-z]", "", name.lower()): name for name in reversed(names)}
    return next((plain[name] for name in known if name in plain), None)
