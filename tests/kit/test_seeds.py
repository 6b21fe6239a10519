import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matinee.kit.seeds import generator, whole_number


def test_the_same_seed_and_purpose_give_the_same_numbers() -> None:
    assert np.array_equal(generator(7, "factors").random(20), generator(7, "factors").random(20))


def test_another_purpose_or_another_seed_gives_other_numbers() -> None:
    drawn = [generator(seed, purpose).random() for seed in range(4) for purpose in ("factors", "split", "")]
    assert len(set(drawn)) == len(drawn)


def test_two_purposes_are_not_correlated() -> None:
    one, other = generator(0, "factors").normal(size=20_000), generator(0, "negatives").normal(size=20_000)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.03


def test_drawing_for_one_purpose_does_not_move_another() -> None:
    untouched = generator(1, "split").random(3)
    generator(1, "factors").random(1000)
    assert np.array_equal(generator(1, "split").random(3), untouched)


@given(seed=st.integers(0, 2**63), purpose=st.text(max_size=20))
def test_a_whole_number_fits_31_bits_and_repeats(seed: int, purpose: str) -> None:
    assert 0 <= whole_number(seed, purpose) < 2**31
    assert whole_number(seed, purpose) == whole_number(seed, purpose)


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(ValueError, match="non-negative"):
        generator(-1, "factors")
