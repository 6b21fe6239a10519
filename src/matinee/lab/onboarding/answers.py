"""What somebody says of a title that is put before them, and what of it a model can learn from."""

from collections.abc import Mapping
from enum import StrEnum

import numpy as np

from matinee.domain.feedback import Feedback
from matinee.lab.data.histories import Histories


class Answer(StrEnum):
    """One tap."""

    LOVED = "loved"
    FINE = "fine"
    NOT_FOR_ME = "not for me"
    NOT_SEEN = "not seen"


Answers = Mapping[int, Answer]
"""By position of the title, in the order they were given."""

LIKING: Mapping[Answer, float] = {
    Answer.LOVED: 1.0,
    Answer.FINE: 0.5,
    Answer.NOT_FOR_ME: 0.0,
    Answer.NOT_SEEN: 0.0,
}
"""What each answer says of the question "is this among what you like?", 1 for yes."""


def known(answers: Answers) -> int:
    """How many of the titles the person knows: the answers in the narrow sense."""
    return sum(answer is not Answer.NOT_SEEN for answer in answers.values())


def history_of(answers: Answers, feedback: Feedback, *, n_titles: int) -> Histories:
    """One row, of the titles that the person knows, for models that learn from histories.

    Loved is the best value of the scale, not for me the worst, fine what lies midway between a like and a dislike.
    """
    rated = feedback.kind == "rating"
    values = {
        Answer.LOVED: feedback.highest if rated else feedback.like_at,
        Answer.FINE: (feedback.like_at + feedback.dislike_at) / 2,
        Answer.NOT_FOR_ME: feedback.lowest if rated else feedback.dislike_at,
    }
    held = [(title, values[answer]) for title, answer in answers.items() if answer is not Answer.NOT_SEEN]
    titles = np.array([title for title, _ in held], dtype=np.int32)
    return Histories(
        np.array([0, len(held)]), titles, np.array([value for _, value in held], dtype=np.float32), n_titles
    )


def answer_from(value: float | None, feedback: Feedback) -> Answer:
    """What somebody would have said whose history holds this value; None where the title is not in it."""
    if value is None:
        return Answer.NOT_SEEN
    if value >= feedback.like_at:
        return Answer.LOVED
    return Answer.FINE if value > feedback.dislike_at else Answer.NOT_FOR_ME
