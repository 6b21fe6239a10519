from matinee.domain.feedback import HALF_STARS, WATCHES
from matinee.lab.onboarding.answers import Answer, answer_from, history_of, known

SOME = {4: Answer.LOVED, 2: Answer.NOT_SEEN, 7: Answer.FINE, 1: Answer.NOT_FOR_ME}


def test_only_titles_that_the_person_knows_count() -> None:
    assert known(SOME) == 3
    assert known({}) == 0


def test_a_history_holds_them_in_the_order_they_were_given() -> None:
    history = history_of(SOME, HALF_STARS, n_titles=9)
    assert history.titles.tolist() == [4, 7, 1]
    assert history.values.tolist() == [5.0, 3.0, 0.5]


def test_of_watches_a_loved_title_is_a_like_and_one_not_for_me_is_none() -> None:
    history = history_of(SOME, WATCHES, n_titles=9)
    assert (history.values >= WATCHES.like_at).tolist() == [True, False, False]
    assert (history.values <= WATCHES.dislike_at).tolist() == [False, False, True]


def test_an_answer_is_what_the_history_would_have_said() -> None:
    told = [answer_from(value, HALF_STARS) for value in (5.0, 4.0, 3.5, 2.5, 2.0, None)]
    assert told == [
        Answer.LOVED, Answer.LOVED, Answer.FINE, Answer.FINE, Answer.NOT_FOR_ME, Answer.NOT_SEEN
    ]  # fmt: skip
