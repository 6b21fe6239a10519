import numpy as np

from matinee.domain.signals import NO_SIGNALS, Signals
from matinee.services.recommending.popular import popular_rows, segment_of
from matinee.services.recommending.title_index import TitleIndex
from tests.fixtures.catalogue import START
from tests.services.recommending.people import FIRST_TASTE, SECOND_TASTE, signals


def genres_in(index: TitleIndex, segment: np.ndarray) -> set[str]:
    return {genre for row in np.flatnonzero(segment).tolist() for genre in index.cards[row]["genres"]}


def test_a_segment_is_the_genres_that_somebody_liked_most_of(index: TitleIndex, ids: dict[int, int]) -> None:
    segment = segment_of(index, signals(ids, [*FIRST_TASTE[:4], SECOND_TASTE[0]]))
    assert segment is not None
    assert genres_in(index, segment) == {"Thriller", "Crime"}


def test_what_was_not_liked_or_is_ignored_makes_no_segment(index: TitleIndex, ids: dict[int, int]) -> None:
    assert segment_of(index, signals(ids, FIRST_TASTE[:4], stars=3.5)) is None
    assert segment_of(index, signals(ids, FIRST_TASTE[:4], ignored=FIRST_TASTE[:4])) is None
    assert segment_of(index, NO_SIGNALS) is None
    assert segment_of(index, Signals(1, [10**9], [5.0], [START], [False])) is None


def test_the_titles_of_the_segment_come_first_then_the_others(index: TitleIndex, ids: dict[int, int]) -> None:
    segment = segment_of(index, signals(ids, FIRST_TASTE[:4]))
    rows = popular_rows(index, np.ones(len(index), dtype=bool), segment, count=40)
    assert segment is not None
    assert segment[rows].tolist() == [True] * 25 + [False] * 15
    assert (np.diff(index.fame[rows[:25]]) <= 0).all()
    assert (np.diff(index.fame[rows[25:]]) <= 0).all()
