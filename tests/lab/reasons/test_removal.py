"""What is lost without a title, against the same written out with loops."""

import numpy as np
import pytest

from matinee.lab.data.histories import Histories
from matinee.lab.data.traits import Traits
from matinee.lab.reasons import removal
from matinee.lab.reasons.removal import ENOUGH, Removals, removed, standing, without_each
from tests.lab.reasons.plain import Cautious, Plain, links_of, made

COUNT = 30
MODEL = made(Plain, links_of(COUNT), np.linspace(0, 1, COUNT))
HISTORY = Histories.from_lists([[3, 5, 8, 13, 21]], n_titles=COUNT)


def standing_by_hand(scores: list[float], title: int, unseen: list[int]) -> float:
    middle = sum(scores[one] for one in unseen) / len(unseen)
    spread = (sum((scores[one] - middle) ** 2 for one in unseen) / len(unseen)) ** 0.5
    return (scores[title] - middle) / spread


def test_each_copy_of_a_history_lacks_one_title_and_keeps_all_else() -> None:
    history = Histories(np.array([0, 3]), np.array([4, 2, 6]), np.array([5.0, 1.0, 3.0]), 8, np.array([10, 20, 30]))
    copies = without_each(history, np.array([2, 4]))
    assert [copies.row(row).titles.tolist() for row in range(2)] == [[4, 6], [2, 6]]
    assert [copies.row(row).values.tolist() for row in range(2)] == [[5.0, 3.0], [1.0, 3.0]]
    assert copies.times is not None
    assert copies.times.tolist() == [10, 30, 20, 30]


def test_what_is_lost_is_what_a_loop_finds() -> None:
    titles = np.array([1, 2, 7])
    found = removed(MODEL, HISTORY, np.array([3, 13]), titles)
    unseen = [title for title in range(COUNT) if title not in HISTORY.titles]
    before = MODEL.scores(HISTORY)[0].tolist()
    for row, source in enumerate((3, 13)):
        after = MODEL.scores(HISTORY.keep_events(HISTORY.titles != source))[0].tolist()
        average = sum(before[one] - after[one] for one in unseen) / len(unseen)
        for column, title in enumerate(titles.tolist()):
            fall = before[title] - after[title]
            stood, stands = (standing_by_hand(scores, title, unseen) for scores in (before, after))
            assert found.falls[row, column] == pytest.approx(fall, abs=1e-5)
            assert found.beside[row, column] == pytest.approx(fall - average, abs=1e-5)
            assert found.stands[row, column] == pytest.approx(stood - stands, abs=1e-5)
    assert found.left == 4


def test_many_titles_are_tried_in_batches_with_the_same_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    sources, titles = HISTORY.titles.astype(np.int64), np.array([0, 1])
    at_once = removed(MODEL, HISTORY, sources, titles)
    monkeypatch.setattr(removal, "SCORES_AT_ONCE", 2 * COUNT)
    in_batches = removed(MODEL, HISTORY, sources, titles)
    np.testing.assert_allclose(in_batches.falls, at_once.falls, atol=1e-6)
    np.testing.assert_allclose(in_batches.stands, at_once.stands, atol=1e-6)


def test_a_standing_knows_nothing_of_scale_and_height_and_leaves_out_what_cannot_be_judged() -> None:
    scores = np.array([[1.0, 2.0, 4.0, 9.0, -np.inf]], dtype=np.float32)
    unseen = np.array([True, True, True, False, True])
    first = standing(scores, np.array([2, 3]), unseen)
    np.testing.assert_allclose(standing(3 * scores + 7, np.array([2, 3]), unseen), first, rtol=1e-6)
    assert first[0, 0] == pytest.approx(standing_by_hand([1, 2, 4], 2, [0, 1, 2]))
    assert standing(np.ones((1, 5), dtype=np.float32), np.array([0]), unseen)[0, 0] == 0.0


def test_a_title_that_lifts_everything_alike_speaks_for_nothing() -> None:
    links = links_of(COUNT)
    links[3] = 1.0
    found = removed(made(Plain, links), HISTORY, np.array([3]), np.array([0, 1]))
    assert (found.falls > 0.9).all()
    assert not found.speaks().any()


def test_the_standing_is_asked_for_only_where_enough_is_left() -> None:
    ones = np.ones((1, 1))
    few = Removals(np.array([0]), ones, ones, -ones, spread=1.0, left=ENOUGH - 1)
    many = Removals(np.array([0]), ones, ones, -ones, spread=1.0, left=ENOUGH)
    assert few.speaks().all()
    assert not many.speaks().any()


def test_no_amount_is_told_where_a_score_is_missing() -> None:
    model, history = made(Cautious, links_of(COUNT)), Histories.from_lists([[0, 4, 6]], n_titles=COUNT)
    found = removed(model, history, np.array([0]), np.array([COUNT - 1]))
    assert found.falls.tolist() == [[0.0]]
    assert not found.speaks().any()


def test_what_people_told_of_themselves_goes_with_every_copy() -> None:
    told = Traits(("age",), (("18", "25"),), np.array([[1]]))
    copies = without_each(HISTORY.with_traits(told), np.array([3, 5]))
    assert copies.traits is not None
    assert copies.traits.codes.tolist() == [[1], [1]]
