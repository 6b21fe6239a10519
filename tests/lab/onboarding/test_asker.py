"""What is asked, by its formula and by what it is for."""

import numpy as np
import pytest

from matinee.lab.core.tastes import learned_tastes
from matinee.lab.onboarding.answers import Answer
from matinee.lab.onboarding.asker import Asker
from matinee.lab.onboarding.belief import Belief
from matinee.lab.world.checkerboard import checkerboard

BOARD = checkerboard(people=300)
TASTES = learned_tastes(BOARD.data.histories.likes(BOARD.data.feedback), factors=6, evenness=0.0)
PLAIN = Asker(TASTES, eagerness=0.0, rarity=0.0)
ASKER = Asker(TASTES)


def left_uncertain(titles: list[int]) -> float:
    """The variance of the guesses of all titles once these are answered."""
    spread = Belief.after(dict.fromkeys(titles, Answer.LOVED), TASTES).spread
    return float(np.trace(TASTES.loadings @ spread @ TASTES.loadings.T))


def test_the_first_title_takes_away_most_uncertainty_and_each_further_one_most_of_the_rest() -> None:
    page = PLAIN.next_page({}, count=4).tolist()
    for place, title in enumerate(page):
        others = [other for other in range(100) if other not in page[:place]]
        best = min(left_uncertain([*page[:place], other]) for other in others)
        assert left_uncertain([*page[:place], title]) == pytest.approx(best, rel=1e-4)


def test_a_page_asks_about_every_taste() -> None:
    page = ASKER.next_page({}, count=8)
    assert set(BOARD.taste_of_title[page]) == {0, 1, 2, 3}


def test_nothing_is_asked_twice_and_nothing_that_must_not_be_shown() -> None:
    allowed = np.ones(100, dtype=bool)
    allowed[:40] = False
    answers: dict[int, Answer] = {}
    while len(page := ASKER.next_page(answers, count=24, allowed=allowed)):
        assert not set(page.tolist()) & set(answers)
        answers |= dict.fromkeys(page.tolist(), Answer.NOT_SEEN)
    assert set(answers) == set(range(40, 100))


def test_the_next_page_depends_on_the_answers() -> None:
    first = ASKER.next_page({}, count=8).tolist()
    loved = {title: Answer.LOVED if BOARD.taste_of_title[title] == 0 else Answer.NOT_SEEN for title in first}
    other = {title: Answer.LOVED if BOARD.taste_of_title[title] == 1 else Answer.NOT_SEEN for title in first}
    pages = [ASKER.next_page(answers, count=8) for answers in (loved, other)]
    assert set(pages[0].tolist()) != set(pages[1].tolist())
    shares = [np.mean(BOARD.taste_of_title[page] == 0) for page in pages]
    assert shares[0] > shares[1]


def test_progress_grows_from_nothing_with_every_answer() -> None:
    answers: dict[int, Answer] = {}
    reached = [ASKER.progress(answers)]
    for title in ASKER.next_page({}, count=10).tolist():
        answers[title] = Answer.NOT_SEEN
        reached.append(ASKER.progress(answers))
    assert reached[0] == pytest.approx(0.0, abs=1e-6)
    assert (np.diff(reached) > 0).all()
    assert reached[-1] < 1


def test_what_is_known_is_not_recommended_and_what_was_not_seen_may_be() -> None:
    answers = {0: Answer.LOVED, 1: Answer.LOVED, 2: Answer.NOT_FOR_ME, 3: Answer.NOT_SEEN, 4: Answer.FINE}
    top = ASKER.recommend(answers, 24).titles[0]
    assert not {0, 1, 2, 4} & set(top.tolist())
    assert 3 in top
    assert (BOARD.taste_of_title[top[:10]] == 0).all()


def test_what_is_not_allowed_is_never_recommended_even_if_nothing_else_is_left() -> None:
    allowed = np.zeros(100, dtype=bool)
    allowed[[5, 50]] = True
    top = ASKER.recommend({50: Answer.LOVED}, 4, allowed=allowed)
    assert top.titles[0].tolist() == [5, -1, -1, -1]


def test_asking_is_the_same_every_time() -> None:
    answers = {0: Answer.LOVED, 3: Answer.NOT_SEEN}
    np.testing.assert_array_equal(ASKER.next_page(answers), Asker(TASTES).next_page(answers))
