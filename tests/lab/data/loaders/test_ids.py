"""Ids turned into positions while they stream by."""

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from matinee.lab.data.loaders.ids import TextIds, WholeIds
from matinee.lab.data.vocabulary import Vocabulary

TEXT = st.text(st.characters(min_codepoint=33, exclude_categories=["Cs"]), min_size=1, max_size=6)
LARGE = 2**62


@given(st.lists(st.lists(st.integers(0, 50) | st.integers(LARGE, LARGE + 9), min_size=1), min_size=1))
def test_whole_ids_become_positions_in_their_sorted_vocabulary(batches: list[list[int]]) -> None:
    ids = WholeIds()
    for batch in batches:
        ids.add(pl.Series(batch, dtype=pl.Int64))
    positions, vocabulary = ids.finish()
    every = np.array([one for batch in batches for one in batch])
    assert vocabulary == Vocabulary.of(every)
    assert positions.dtype == np.int32
    assert vocabulary.ids[positions].tolist() == every.tolist()


@given(st.lists(st.lists(TEXT, min_size=1), min_size=1))
def test_text_ids_become_positions_in_their_sorted_vocabulary(batches: list[list[str]]) -> None:
    ids = TextIds()
    for batch in batches:
        ids.add(pl.Series(batch, dtype=pl.String))
    positions, vocabulary = ids.finish()
    every = [one for batch in batches for one in batch]
    assert vocabulary == Vocabulary.of(every)
    assert positions.dtype == np.int32
    assert vocabulary.ids[positions].tolist() == every


def test_small_ids_are_held_in_four_bytes() -> None:
    ids = WholeIds()
    ids.add(pl.Series([1, 2], dtype=pl.Int64))
    ids.add(pl.Series([2**40], dtype=pl.Int64))
    assert [part.dtype for part in ids._parts] == [np.int32, np.int64]
