"""A belief is what conditioning a Gaussian gives."""

import numpy as np

from matinee.lab.core.tastes import Tastes, learned_tastes
from matinee.lab.onboarding.answers import Answer
from matinee.lab.onboarding.belief import NOT_SEEN_NOISE, Belief
from matinee.lab.world.checkerboard import checkerboard

BOARD = checkerboard(people=300)
TASTES: Tastes = learned_tastes(BOARD.data.histories.likes(BOARD.data.feedback), factors=6, evenness=0.0)


def test_nothing_said_is_what_is_thought_of_everybody() -> None:
    belief = Belief.after({}, TASTES)
    np.testing.assert_allclose(belief.liking(), TASTES.mean, atol=1e-7)
    np.testing.assert_allclose(belief.spread, np.eye(6))


def test_answers_condition_the_gaussian() -> None:
    titles, said = [3, 40, 70], np.array([1.0, 0.5, 0.0])
    noise = TASTES.noise[titles] * [1.0, 1.0, NOT_SEEN_NOISE]
    covariance = (TASTES.loadings @ TASTES.loadings.T).astype(np.float64)
    among = covariance[np.ix_(titles, titles)] + np.diag(noise)
    expected = TASTES.mean + covariance[:, titles] @ np.linalg.solve(among, said - TASTES.mean[titles])
    answers = dict(zip(titles, (Answer.LOVED, Answer.FINE, Answer.NOT_SEEN), strict=True))
    np.testing.assert_allclose(Belief.after(answers, TASTES).liking(), expected, atol=1e-4)


def test_a_loved_title_raises_its_kind_and_one_not_for_me_lowers_it() -> None:
    own = BOARD.taste_of_title == BOARD.taste_of_title[3]
    before = TASTES.mean[own].mean()
    loved = Belief.after({3: Answer.LOVED}, TASTES).liking()[own].mean()
    not_for_me = Belief.after({3: Answer.NOT_FOR_ME}, TASTES).liking()[own].mean()
    not_seen = Belief.after({3: Answer.NOT_SEEN}, TASTES).liking()[own].mean()
    assert loved > before > not_seen > not_for_me


def test_the_order_of_answers_does_not_matter() -> None:
    answers = {3: Answer.LOVED, 40: Answer.NOT_SEEN, 70: Answer.NOT_FOR_ME}
    backwards = dict(reversed(answers.items()))
    np.testing.assert_allclose(
        Belief.after(answers, TASTES).liking(), Belief.after(backwards, TASTES).liking(), atol=1e-6
    )
