"""Words of people and titles."""

import numpy as np
import pytest

from matinee.lab.core.factorisation.words import (
    known_words,
    word_matrix,
    word_positions,
    words_of_people,
    years_of_titles,
)
from matinee.lab.data.titles import TitleFacts
from matinee.lab.data.traits import Traits


def told(**answers: str) -> tuple[str, ...]:
    traits = Traits(tuple(answers), tuple((word,) for word in answers.values()), np.zeros((1, len(answers))))
    return words_of_people(traits, people=1)[0]


@pytest.mark.parametrize(
    ("age", "bracket"),
    [("1", "0"), ("17", "0"), ("18", "18"), ("34", "25"), ("56", "56"), ("90", "56"), ("35.0", "35")],
)
def test_ages_fall_into_the_brackets_of_movielens_1m(age: str, bracket: str) -> None:
    assert told(age=age) == (f"age {bracket}",)


def test_of_a_zip_code_the_first_sign_counts_and_other_kinds_are_taken_as_they_are() -> None:
    assert told(zip="94043", occupation="writer", gender="F") == ("gender F", "occupation writer", "zip 9")


def test_what_cannot_be_understood_or_is_not_listened_to_says_nothing() -> None:
    assert told(age="old", planet="Mars") == ()
    assert words_of_people(None, people=2) == [(), ()]
    assert words_of_people(Traits(("age",), ((),), np.array([[-1]])), people=1) == [()]


def test_words_that_training_did_not_know_are_left_out() -> None:
    said = [("zip 9", "age 18"), ("age 18",)]
    known = known_words(said)
    assert known == ("age 18", "zip 9")
    assert [row.tolist() for row in word_positions([("age 25", "zip 9"), ()], known)] == [[1], []]
    assert word_matrix([*said, ("age 25",)], known).toarray().tolist() == [[1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]


def test_a_title_without_a_year_has_no_word() -> None:
    assert years_of_titles(TitleFacts(["a", "b"], np.array([1999, 0]))) == [("1999",), ()]
