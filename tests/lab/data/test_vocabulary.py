"""External ids on one side, positions on the other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matinee.lab.data.vocabulary import ABSENT, Vocabulary


@given(st.lists(st.integers(0, 10**12), unique=True), st.lists(st.integers(0, 10**12)))
def test_every_id_leads_to_its_position_and_back(ids: list[int], strangers: list[int]) -> None:
    vocabulary = Vocabulary(np.array(ids, dtype=np.int64))
    assert vocabulary.positions(ids).tolist() == list(range(len(ids)))
    expected = [ids.index(one) if one in ids else ABSENT for one in strangers]
    assert vocabulary.positions(strangers).tolist() == expected


@given(st.lists(st.text(st.characters(min_codepoint=33, max_codepoint=0x9FFF, exclude_categories=["Cs"]), min_size=1)))
def test_the_ids_that_occur_are_sorted_and_distinct(texts: list[str]) -> None:
    assert [str(one) for one in Vocabulary.of(texts).ids] == sorted(set(texts)) if texts else True


def test_positions_are_small_numbers() -> None:
    assert Vocabulary.of([5, 3]).positions(np.array([3, 5, 9])).dtype == np.int32


def test_numbers_and_their_texts_are_the_same_id() -> None:
    assert Vocabulary.of([7, 70]).positions(["70", "7", "seven", "-"]).tolist() == [1, 0, ABSENT, ABSENT]
    assert Vocabulary.of(["7", "x"]).positions([7, 8]).tolist() == [0, ABSENT]


def test_an_empty_one_knows_nobody() -> None:
    assert Vocabulary.of([]).positions([1, 2]).tolist() == [ABSENT, ABSENT]
    assert len(Vocabulary.of([])) == 0
    assert Vocabulary.of([1]).positions([]).tolist() == []


def test_an_id_cannot_stand_twice() -> None:
    with pytest.raises(ValueError, match="distinct"):
        Vocabulary(np.array([1, 1]))


def test_the_ids_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Vocabulary.of([1, 2]).ids[0] = 9


def test_equal_ids_make_equal_vocabularies_and_fingerprints() -> None:
    assert Vocabulary.of([1, 2]) == Vocabulary(np.array([1, 2]))
    assert Vocabulary.of([1, 2]) != Vocabulary(np.array([2, 1]))
    assert Vocabulary.of([1, 2]) != [1, 2]
    assert Vocabulary.of([1, 2]).fingerprint == Vocabulary(np.array([1, 2], dtype=np.int32)).fingerprint
    assert Vocabulary.of([1, 2]).fingerprint != Vocabulary.of(["1", "2"]).fingerprint
