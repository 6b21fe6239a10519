"""Reasons by removal, on models whose truth is known."""

import numpy as np
import pytest

from matinee.lab.data.histories import Histories
from matinee.lab.reasons import by_removal
from matinee.lab.reasons.by_removal import EVERYBODY, TOGETHER, UNJUDGED, explain_by_removal, tried
from tests.lab.reasons.plain import Cautious, Curved, Plain, links_of, made

COUNT = 20
LINKS = links_of(COUNT)
HISTORY = Histories.from_lists([[2, 4, 6]], n_titles=COUNT, values=[[5.0, 4.0, 1.0]])


def test_of_a_sum_the_shares_are_its_summands_and_the_rest_is_what_everybody_gets() -> None:
    (reason,) = explain_by_removal(made(Plain, LINKS, np.full(COUNT, 0.5)), HISTORY, np.array([9]))
    assert {share.title: share.amount for share in reason.shares} == pytest.approx(
        {title: LINKS[title, 9] for title in (2, 4, 6)}, abs=1e-5
    )
    assert reason.rest == pytest.approx(0.5, abs=1e-5)
    assert (reason.method, reason.rest_name) == ("removal", TOGETHER)


def test_what_titles_do_only_together_stands_in_the_rest_so_that_it_adds_up() -> None:
    model = made(Curved, np.abs(LINKS))
    for reason in explain_by_removal(model, HISTORY, np.array([0, 9, 11])):
        assert reason.score == pytest.approx(float(model.scores(HISTORY)[0, reason.title]))
        assert sum(share.amount for share in reason.shares) + reason.rest == pytest.approx(reason.score)
        assert reason.rest < -0.01


def test_cited_are_titles_without_which_the_score_falls_strongest_first_and_no_others() -> None:
    model = made(Plain, LINKS)
    for reason in explain_by_removal(model, HISTORY, np.arange(COUNT)):
        amounts = {share.title: share.amount for share in reason.shares}
        assert all(amounts[title] > 0 for title in reason.cited or ())
        assert [amounts[title] for title in reason.cited or ()] == sorted(
            (amounts[title] for title in reason.cited or ()), reverse=True
        )
    assert any(reason.cited for reason in explain_by_removal(model, HISTORY, np.arange(COUNT)))


def test_without_a_history_there_is_only_what_everybody_makes_of_it() -> None:
    empty = Histories.from_lists([[]], n_titles=COUNT)
    (reason,) = explain_by_removal(made(Plain, LINKS, np.full(COUNT, 0.5)), empty, np.array([9]))
    assert (reason.shares, reason.rest, reason.rest_name, reason.cited) == ((), 0.5, EVERYBODY, ())


def test_a_title_that_cannot_be_judged_has_no_reason_but_that() -> None:
    (reason,) = explain_by_removal(made(Cautious, LINKS), HISTORY, np.array([COUNT - 1]))
    assert (reason.score, reason.rest, reason.rest_name) == (-np.inf, -np.inf, UNJUDGED)


def test_of_a_long_history_the_liked_titles_are_tried_first_and_of_these_the_newest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(by_removal, "MOST_TRIED", 3)
    history = Histories.from_lists([[1, 2, 3, 4, 5]], n_titles=COUNT, values=[[5.0, 5.0, 1.0, 5.0, 1.0]])
    assert tried(history, made(Plain, LINKS)).tolist() == [1, 2, 4]
    monkeypatch.setattr(by_removal, "MOST_TRIED", 2)
    assert tried(history, made(Plain, LINKS)).tolist() == [2, 4]
    (reason,) = explain_by_removal(made(Plain, LINKS), history, np.array([9]))
    assert sum(share.amount for share in reason.shares) + reason.rest == pytest.approx(reason.score)
