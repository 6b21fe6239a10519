"""A reason as a cell of a table."""

from collections.abc import Sequence

from matinee.domain.reasons import Reason
from matinee.lab.reasons.words import parts


def in_words_of(reason: Reason, names: Sequence[str]) -> str:
    """'you liked Alien: 61%, Aliens: 39%; your other titles: 0%', as `lab.reasons.words` puts it."""
    return "; ".join(parts(reason, names))
