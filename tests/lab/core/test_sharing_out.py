"""Reasons from a table of parts."""

import numpy as np
import pytest

from matinee.domain.reasons import Share
from matinee.lab.core.sharing_out import reasons, same_for_all


def test_parts_and_rest_make_the_score() -> None:
    made = reasons(
        np.array([7, 8]),
        np.array([1, 2]),
        np.array([[0.5, 0.0], [0.25, -1.0]]),
        rest=np.array([0.125, 0.0]),
        rest_name="luck",
    )
    assert [reason.title for reason in made] == [7, 8]
    assert made[0].shares == (Share(1, 0.5), Share(2, 0.25))
    assert (made[0].score, made[0].rest, made[0].rest_name) == (0.875, 0.125, "luck")
    assert made[1].score == -1.0


def test_parts_that_do_not_fit_the_history_are_a_fault() -> None:
    with pytest.raises(ValueError, match="zip"):
        reasons(np.array([7]), np.array([1]), np.ones((2, 1)), rest=np.zeros(1), rest_name="")


def test_an_answer_for_all_has_words_and_no_shares() -> None:
    (made,) = same_for_all(np.array([1]), np.array([3.0, 4.0]), ["liked by 4 people"])
    assert (made.score, made.rest, made.shares, made.rest_name) == (4.0, 4.0, (), "liked by 4 people")
