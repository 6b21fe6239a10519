"""What is known of titles."""

import numpy as np
import polars as pl
import pytest

from matinee.lab.data.titles import TitleTable, split_name_and_year
from matinee.lab.data.vocabulary import Vocabulary


def made() -> TitleTable:
    frame = pl.DataFrame(
        {"id": [5, 3], "name": ["Lantern", "Garden"], "year": [1940, None], "genres": [["Drama", "Crime"], None]},
        schema={"id": pl.Int64, "name": pl.String, "year": pl.Int32, "genres": pl.List(pl.String)},
    )
    return TitleTable(frame)


def test_facts_come_in_the_order_of_the_vocabulary() -> None:
    facts = made().aligned(Vocabulary(np.array([3, 4, 5])))
    assert facts.names == ["Garden", "4", "Lantern"]
    assert facts.years.tolist() == [0, 0, 1940]
    assert facts.genres == [(), (), ("Drama", "Crime")]


def test_whatever_else_the_source_knows_comes_along() -> None:
    more = made().frame.with_columns(
        plot=pl.Series(["A lamp goes out.", None]), directors=pl.Series([["Ann Ek"], None]), shelf=pl.Series([1, 2])
    )
    facts = TitleTable(more).aligned(Vocabulary(np.array([3, 4, 5])))
    assert facts.plots == ["", "", "A lamp goes out."]
    assert facts.listed == {"directors": [(), (), ("Ann Ek",)]}
    assert made().aligned(Vocabulary.of([3])).plots == [""]


def test_the_genre_matrix_marks_what_each_title_has() -> None:
    facts = made().aligned(Vocabulary(np.array([3, 5])))
    assert facts.genre_names == ["Crime", "Drama"]
    assert facts.genre_matrix.tolist() == [[0, 0], [1, 1]]
    assert facts.genre_matrix.dtype == np.float32


def test_an_empty_table_knows_no_title() -> None:
    assert len(TitleTable.empty()) == 0
    assert TitleTable.empty().aligned(Vocabulary.of([1])).names == ["1"]


def test_a_table_without_names_is_refused() -> None:
    with pytest.raises(ValueError, match="name"):
        TitleTable(pl.DataFrame({"id": [1], "year": [2000], "genres": [["Drama"]]}))


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("Lantern, The (1940)", "The Lantern", 1940),
        ("Été à Orléans, L' (1993)", "L'Été à Orléans", 1993),
        ("Long Show (2003–2007)", "Long Show", 2003),
        ("Running Show (2019- )", "Running Show (2019- )", None),
        ("Running Show (2019-)", "Running Show", 2019),
        ("Stars, Many (Estrellas, Las) (1971) ", "Stars, Many (Estrellas, Las)", 1971),
        ("Nameless Reel", "Nameless Reel", None),
        ("(1995)", "(1995)", 1995),
        ("2001", "2001", None),
    ],
)
def test_a_name_is_told_from_its_year_and_its_article_put_back(text: str, name: str, year: int | None) -> None:
    assert split_name_and_year(text) == (name, year)
