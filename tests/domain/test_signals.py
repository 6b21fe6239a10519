import pytest

from matinee.domain.signals import NO_SIGNALS, Signals


def test_signals_count_the_titles_that_are_rated() -> None:
    assert len(Signals(3, (7, 9), (4.5, 2.0), (1, 2), (False, True))) == 2
    assert len(NO_SIGNALS) == 0


def test_signals_of_unequal_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match=r"lengths \[1, 2\]"):
        Signals(3, (7, 9), (4.5,), (1, 2), (False, True))
