import numpy as np
import pytest

from matinee.domain.errors import UnknownName
from matinee.lab.data.vocabulary import Vocabulary
from matinee.ops.runs.titles_by_name import TitleNames

NAMES = [
    "Alien (1979)",
    "Aliens (1986)",
    "The Matrix (1999)",
    "Amélie (Fabuleux destin d'Amélie Poulain, Le) (2001)",
    "Sabrina (1954)",
    "Sabrina (1995)",
    "Star Wars: Episode IV - A New Hope (1977)",
    "Star Wars: Episode V - The Empire Strikes Back (1980)",
    "Léon: The Professional (a.k.a. The Professional) (1994)",
    "Twin (1996)",
    "Twin (1996)",
    "2001: A Space Odyssey (1968)",
    "1984",
    "Blade Runner 2049 (2017)",
    "Blade Runner (1982)",
    "#Horror (2015)",
    "#115 (2001)",
]
TITLES = TitleNames(NAMES, Vocabulary(np.arange(100, 100 + len(NAMES))))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Alien", "Alien (1979)"),
        ("alien", "Alien (1979)"),
        ("Alien (1979)", "Alien (1979)"),
        ("ALIENS", "Aliens (1986)"),
        ("matrix", "The Matrix (1999)"),
        ("Matrix, The (1999)", "The Matrix (1999)"),
        ("the matrix", "The Matrix (1999)"),
        ("Amelie", NAMES[3]),
        ("le fabuleux destin d'amelie poulain", NAMES[3]),
        (NAMES[3], NAMES[3]),
        ("Sabrina (1995)", "Sabrina (1995)"),
        ("star wars episode v", NAMES[7]),
        ("the professional", NAMES[8]),
        ("Leon", NAMES[8]),
        ("2001", "2001: A Space Odyssey (1968)"),
        ("1984", "1984"),
        ("#109", "Twin (1996)"),
        (" #100 ", "Alien (1979)"),
        ("#0100", "Alien (1979)"),
        ("matrix 1999", "The Matrix (1999)"),
        ("Sabrina, 1995", "Sabrina (1995)"),
        ("blade runner 2049", "Blade Runner 2049 (2017)"),
        ("blade runner 1982", "Blade Runner (1982)"),
        ("#horror", "#Horror (2015)"),
        ("#Horror (2015)", "#Horror (2015)"),
        ("#115", "#Horror (2015)"),
    ],
)
def test_a_title_is_found_however_it_is_typed(typed: str, meant: str) -> None:
    assert NAMES[TITLES.find(typed)] == meant


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("sabrina", r"may mean 'Sabrina \(1954\)' \(#104\) and 'Sabrina \(1995\)' \(#105\)\. Add the year"),
        ("star wars", r"may mean 'Star Wars: Episode IV"),
        ("Twin (1996)", r"#109.*#110.*#id"),
        ("alein", r"no title called 'alein'\. Did you mean 'Alien \(1979\)'"),
        ("Alien (1980)", r"no title called 'Alien \(1980\)'\. Did you mean 'Alien \(1979\)'"),
        ("zzzzzz", r"Check the spelling"),
        ("", r"no title called ''"),
        ("#7", r"no title with the id 7"),
        ("#x", r"no title with the id x"),
        ("#alien", r"no title with the id alien"),
        ("#" + "9" * 5000, r"no title with the id 999"),
        ("#-1", r"no title with the id -1"),
        ("alien 1980", r"no title called 'alien 1980'"),
        ("sabrina 1960", r"no title called"),
    ],
)
def test_what_is_not_one_title_is_refused_with_what_it_could_be(typed: str, told: str) -> None:
    with pytest.raises(UnknownName, match=told):
        TITLES.find(typed)


def test_of_very_many_matches_only_some_are_named() -> None:
    names = [f"Saga: Part {number} ({1980 + number})" for number in range(12)]

    with pytest.raises(UnknownName, match="and 4 more"):
        TitleNames(names, Vocabulary(np.arange(12))).find("saga")


def test_text_ids_can_be_asked_for() -> None:
    titles = TitleNames(["One", "Two"], Vocabulary(np.array(["tt1", "tt2"])))

    assert titles.find("#tt2") == 1
