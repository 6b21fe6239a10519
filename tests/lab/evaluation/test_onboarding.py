"""Asking replayed: only what a history holds is ever told, and the people and candidates are those of every point."""

from dataclasses import replace

import numpy as np
import pytest

from matinee.domain.errors import BadData
from matinee.lab.core.tastes import learned_tastes
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage
from matinee.lab.evaluation.chance import popularity
from matinee.lab.evaluation.onboarding import (
    asked_by_grid,
    asked_by_popularity,
    judge_answers,
    people_to_ask,
    told_at_random,
    told_in_answers,
)
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.lab.onboarding.answers import Answer, known
from matinee.lab.onboarding.asker import Asker
from tests.lab.evaluation.stages import random_stage

STAGE = random_stage(3, people=80)


def asker(stage: Stage) -> Asker:
    likes = stage.train.histories.likes(stage.train.feedback)
    return Asker(learned_tastes(likes, factors=8, evenness=0.5))


def test_only_people_with_a_history_as_long_as_the_largest_count_are_asked() -> None:
    task = people_to_ask(STAGE, least=10)
    expected = STAGE.task.histories.lengths >= 10
    assert task.people.tolist() == STAGE.task.people[expected].tolist()
    assert (task.histories.lengths >= 10).all()
    with pytest.raises(BadData, match="nobody has a history of 500"):
        people_to_ask(STAGE, least=500)


def test_answers_are_those_of_the_history_and_a_title_that_is_to_be_found_was_not_seen() -> None:
    task = people_to_ask(STAGE, least=5)
    asked = asked_by_grid(asker(STAGE), STAGE, task.histories, counts=(1, 5), page=10, most_pages=14)[5]
    for row, answers in enumerate(asked.answers):
        had = set(task.histories.row(row).titles.tolist())
        wanted = set(task.targets.row(row).titles.tolist())
        assert {title for title, answer in answers.items() if answer is not Answer.NOT_SEEN} == had & set(answers)
        assert all(answers[title] is Answer.NOT_SEEN for title in wanted & set(answers))


def test_a_count_ends_with_the_answer_that_reaches_it() -> None:
    task = people_to_ask(STAGE, least=5)
    asked = asked_by_grid(asker(STAGE), STAGE, task.histories, counts=(2, 5), page=10, most_pages=14)
    for count in (2, 5):
        assert asked[count].reached.all()
        for answers, shown in zip(asked[count].answers, asked[count].shown, strict=True):
            assert known(answers) == count
            assert len(answers) == shown
            assert list(answers.values())[-1] is not Answer.NOT_SEEN
    assert (asked[2].shown < asked[5].shown).all()


def test_whoever_has_had_enough_counts_with_what_they_said() -> None:
    task = people_to_ask(STAGE, least=5)
    asked = asked_by_popularity(STAGE, task.histories, counts=(5,), page=4, most_pages=2)[5]
    assert 0 < asked.reached.mean() < 1
    short = [answers for answers, reached in zip(asked.answers, asked.reached, strict=True) if not reached]
    assert all(known(answers) < 5 and len(answers) == 8 for answers in short)


def test_popular_titles_are_asked_in_their_order() -> None:
    asked = asked_by_popularity(STAGE, STAGE.task.histories, counts=(3,), page=5, most_pages=4)[3]
    of_each = np.bincount(STAGE.train.histories.titles, minlength=STAGE.train.n_titles)
    for answers in asked.answers:
        assert (np.diff(of_each[list(answers)]) <= 0).all()


def test_titles_at_random_are_of_the_history_and_fewer_of_them_are_among_more() -> None:
    histories = people_to_ask(STAGE, least=5).histories
    few, more = (told_at_random(histories, count, seed=1) for count in (2, 5))
    assert (few.lengths == 2).all()
    assert (more.lengths == 5).all()
    for row in range(len(histories)):
        assert set(few.row(row).titles) <= set(more.row(row).titles) <= set(histories.row(row).titles)


def test_a_history_of_answers_has_the_values_that_were_given() -> None:
    histories = Histories.from_lists([[1, 2, 3], [4]], n_titles=5, values=[[5, 1, 3], [4]])
    told = told_in_answers(histories, [{2: Answer.NOT_FOR_ME, 4: Answer.NOT_SEEN}, {}])
    assert told.lengths.tolist() == [1, 0]
    assert (told.titles.tolist(), told.values.tolist()) == ([2], [1.0])


def test_lists_are_judged_as_the_referee_does_with_the_whole_history_left_out() -> None:
    model = popularity(STAGE)
    judged = judge_answers(lambda block: model.scores(STAGE.task.histories.rows(block)), STAGE.task, STAGE)
    np.testing.assert_allclose(judged, evaluate_ranking(model, STAGE).per_person["ndcg@10"], atol=1e-6)


def test_a_perfect_guess_is_worth_one() -> None:
    task = replace(STAGE.task, missed=np.zeros_like(STAGE.task.missed))
    right = task.targets.matrix(np.ones(len(task.targets.titles))).toarray()
    assert judge_answers(lambda block: right[block].copy(), task, STAGE).mean() == pytest.approx(1.0)
