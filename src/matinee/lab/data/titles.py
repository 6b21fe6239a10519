"""What is known of titles beside who watched them."""

import re
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from matinee.lab.data.vocabulary import Vocabulary

_YEAR = re.compile(r"\((\d{4})(?:[–-]\d{0,4})?\)\s*$")
_MOVED_ARTICLE = re.compile(r"^(.*), (The|A|An|La|Le|Les|L'|Il|El|Das|Der|Die)$")
LISTED = (
    "keywords", "cast", "directors", "writers", "companies", "countries", "languages", "certifications", "moods",
    "franchises", "kinds",
)  # fmt: skip
"""Columns of a title table that some sources have beside the genres; each holds a list of text."""


@dataclass(frozen=True, eq=False)
class TitleTable:
    """Facts by title id.

    Columns of `frame`: id, name (text), year (int, null where unknown), genres (list of text), and where the source has
    them imdb_id (text), tmdb_id (int), plot (text), those of LISTED, and others. Rows may cover more or fewer titles
    than a data set has; a title without a row is simply unknown.
    """

    frame: pl.DataFrame

    def __post_init__(self) -> None:
        missing = {"id", "name", "year", "genres"} - set(self.frame.columns)
        if missing:
            raise ValueError(f"a title table needs the columns {sorted(missing)}")

    @classmethod
    def empty(cls) -> "TitleTable":
        schema = {"id": pl.Int64, "name": pl.String, "year": pl.Int32, "genres": pl.List(pl.String)}
        return cls(pl.DataFrame(schema=schema))

    def __len__(self) -> int:
        return len(self.frame)

    @cached_property
    def _rows(self) -> Vocabulary:
        return Vocabulary(self.frame["id"].to_numpy())

    def aligned(self, titles: Vocabulary) -> "TitleFacts":
        """The facts in the order of a vocabulary."""
        rows = self._rows.positions(titles.ids)
        names = self.frame["name"].to_list()
        years = self.frame["year"].to_list()
        genres = self.frame["genres"].to_list()
        return TitleFacts(
            names=[names[row] if row >= 0 else str(id_) for row, id_ in zip(rows, titles.ids, strict=True)],
            years=np.array([(years[row] or 0) if row >= 0 else 0 for row in rows], dtype=np.int32),
            genres=_listed(genres, rows),
            listed={name: _listed(self.frame[name].to_list(), rows) for name in LISTED if name in self.frame.columns},
            plots=self._plots(rows),
        )

    def _plots(self, rows: np.ndarray) -> list[str]:
        if "plot" not in self.frame.columns:
            return [""] * len(rows)
        plots = self.frame["plot"].to_list()
        return [(plots[row] or "") if row >= 0 else "" for row in rows]


@dataclass(frozen=True, eq=False)
class TitleFacts:
    """Row i belongs to title position i.

    names: the id as text where unknown. years: int32 (titles,), 0 where unknown. listed: by column of LISTED, those the
    source has. plots: empty where unknown.
    """

    names: list[str]
    years: np.ndarray
    genres: list[tuple[str, ...]] = field(default_factory=list)
    listed: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    plots: list[str] = field(default_factory=list)

    @cached_property
    def genre_names(self) -> list[str]:
        return sorted({genre for row in self.genres for genre in row})

    @cached_property
    def genre_matrix(self) -> np.ndarray:
        """float32 (titles, genres), 1 where the title has the genre."""
        column = {name: index for index, name in enumerate(self.genre_names)}
        made = np.zeros((len(self.genres), len(column)), dtype=np.float32)
        for row, genres in enumerate(self.genres):
            made[row, [column[genre] for genre in genres]] = 1.0
        return made


def _listed(column: list[list[str] | None], rows: np.ndarray) -> list[tuple[str, ...]]:
    return [tuple(column[row] or ()) if row >= 0 else () for row in rows]


def split_name_and_year(text: str) -> tuple[str, int | None]:
    """'Matrix, The (1999)' -> ('The Matrix', 1999)."""
    found = _YEAR.search(text)
    year = int(found.group(1)) if found else None
    name = text[: found.start()].strip() if found else text.strip()
    moved = _MOVED_ARTICLE.match(name)
    if moved:
        gap = "" if moved.group(2).endswith("'") else " "
        name = f"{moved.group(2)}{gap}{moved.group(1)}"
    return name or text.strip(), year
