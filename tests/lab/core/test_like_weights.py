"""How much a like tells."""

import numpy as np
import pytest
from scipy import sparse

from matinee.lab.core.like_weights import LikeWeights

LIKES = sparse.csr_matrix(np.array([[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0, 0], [1, 0, 1, 0]], dtype=np.float32))


def test_plain_likes_stay_as_they_are() -> None:
    weights = LikeWeights.learned(LIKES, "plain", k1=1.2, b=0.75)
    np.testing.assert_array_equal(weights.of(LIKES).toarray(), LIKES.toarray())


def test_rare_titles_and_short_histories_tell_more() -> None:
    made = LikeWeights.learned(LIKES, "bm25", k1=1.2, b=0.75).of(LIKES).toarray()
    assert made[0, 3] > made[0, 1] > made[0, 0] > 0
    assert made[2, 0] > made[1, 0] > made[0, 0]


def test_the_formula_is_that_of_okapi() -> None:
    made = LikeWeights.learned(LIKES, "bm25", k1=1.2, b=0.75).of(LIKES).toarray()
    rarity = np.log(1 + (4 - 2 + 0.5) / (2 + 0.5))
    length = 1.2 * (0.25 + 0.75 * 2 / (9 / 4))
    assert made[1, 1] == pytest.approx(rarity * 2.2 / (1 + length), rel=1e-6)


def test_a_sign_stays_and_a_new_history_uses_the_figures_of_training() -> None:
    weights = LikeWeights.learned(LIKES, "bm25", k1=1.2, b=0.75)
    asked = sparse.csr_matrix(np.array([[1, -0.5, 0, 0]], dtype=np.float32))
    made, both = weights.of(asked).toarray()[0], weights.of(LIKES[1]).toarray()[0]
    np.testing.assert_allclose(made[:2], both[:2] * [1, -0.5], rtol=1e-6)


def test_what_was_learned_can_be_kept() -> None:
    weights = LikeWeights.learned(LIKES, "bm25", k1=1.2, b=0.75)
    again = LikeWeights.restored(weights.state(), 4)
    np.testing.assert_array_equal(again.of(LIKES).toarray(), weights.of(LIKES).toarray())
    with pytest.raises(ValueError, match="rarity"):
        LikeWeights.restored(weights.state(), 5)


def test_data_without_likes_does_no_harm() -> None:
    nothing = sparse.csr_matrix((3, 4), dtype=np.float32)
    assert np.isfinite(LikeWeights.learned(nothing, "bm25", k1=1.2, b=0.75).of(LIKES).data).all()
