"""A reason in words, whose figures are those of the arithmetic."""

from collections.abc import Collection, Sequence

from matinee.domain.reasons import Reason
from matinee.kit.text import in_words

SHOWN = 3
"""How many titles a reason names before it speaks of the others."""
FACTS_SHOWN = 2
"""How many facts of a title are named beside the titles that brought it up."""
SMALLEST = 0.5
"""Per cent: what rounds to nothing is not told."""


def in_words_of(reason: Reason, names: Sequence[str], disliked: Collection[str] = ()) -> str:
    """'you liked Alien: 61%, Aliens: 39%'. The figures are per cent of the score and add up to 100, but for rounding.

    Where the score is not above zero there is nothing to take a part of, and the amounts themselves are told. Facts of
    the title that did most, where a model knows them, stand at the end.
    """
    shares = sorted(reason.shares, key=lambda share: -abs(share.amount))
    named = [share for share in shares[:SHOWN] if _counts(reason, share.amount)]
    parts = []
    for did, of_these in (("liked", False), ("did not like", True)):
        said = [
            f"{names[share.title]}: {_amount(reason, share.amount)}"
            for share in named
            if (names[share.title] in disliked) == of_these
        ]
        if said:
            parts.append(f"you {did} {', '.join(said)}")
    others = sum(share.amount for share in reason.shares) - sum(share.amount for share in named)
    for amount, what in ((others, "your other titles"), (reason.rest, reason.rest_name or "the rest")):
        if _counts(reason, amount):
            parts.append(f"{what}: {_amount(reason, amount)}")
    facts = reason.strongest_traits(FACTS_SHOWN)
    if facts:
        parts.append(f"above all for its {in_words(fact.name for fact in facts)}")
    return "; ".join(parts) or reason.rest_name or "nothing you named speaks for it"


def _counts(reason: Reason, amount: float) -> bool:
    return abs(100.0 * amount / reason.score) >= SMALLEST if reason.score > 0 else bool(amount)


def _amount(reason: Reason, amount: float) -> str:
    if reason.score <= 0:
        return f"{amount:+.3g}"
    return f"{100.0 * amount / reason.score:.0f}%"
