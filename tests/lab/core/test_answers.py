"""What a recommender gives back."""

import numpy as np

from matinee.lab.core.answers import TopK


def test_an_answer_is_as_long_as_the_people_asked_for() -> None:
    assert len(TopK(np.zeros((3, 2), dtype=np.int32), np.zeros((3, 2), dtype=np.float32))) == 3
