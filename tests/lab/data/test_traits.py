"""What people told of themselves."""

import numpy as np
import polars as pl
import pytest

from matinee.lab.data.traits import NOT_TOLD, Traits, traits_in
from matinee.lab.data.vocabulary import Vocabulary

TABLE = pl.DataFrame({"person": [3, 1, 2], "age": [35, 18, 35], "zip": ["94043", None, "10001"]})


def test_traits_stand_in_the_order_of_the_people_asked_for() -> None:
    made = traits_in(TABLE, Vocabulary(np.array([2, 3])))
    assert made.kinds == ("age", "zip")
    assert made.told("age") == ["35", "35"]
    assert made.told("zip") == ["10001", "94043"]
    assert made.codes.dtype == np.int32


def test_words_are_those_of_the_whole_table_so_that_a_code_means_the_same_for_everybody() -> None:
    some, others = (traits_in(TABLE, Vocabulary(np.array(ids))) for ids in ([1], [3, 2]))
    assert some.words == others.words == (("18", "35"), ("10001", "94043"))


def test_who_told_nothing_or_does_not_stand_in_the_table_is_unknown() -> None:
    made = traits_in(TABLE, Vocabulary(np.array([1, 99])))
    assert made.codes.tolist() == [[0, NOT_TOLD], [NOT_TOLD, NOT_TOLD]]
    assert made.told("zip") == [None, None]


def test_what_nobody_was_asked_is_unknown_of_everybody() -> None:
    assert traits_in(TABLE, Vocabulary(np.array([1, 2]))).told("gender") == [None, None]


def test_some_rows_are_traits_of_their_own() -> None:
    made = traits_in(TABLE, Vocabulary(np.array([1, 2, 3])))
    assert made.rows(np.array([2, 0])).told("age") == ["35", "18"]
    assert len(made.rows(slice(1, 2))) == 1


@pytest.mark.parametrize(("words", "codes"), [((("a",),), [[1]]), ((("a",),), [[-2]]), (((), ()), [[0]])])
def test_codes_without_words_are_refused(words: tuple[tuple[str, ...], ...], codes: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="trait"):
        Traits(("age",), words, np.array(codes))
