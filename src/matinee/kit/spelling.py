"""How far a typed word is from another: what a slip of the fingers costs."""

from collections.abc import Sequence


def slips_allowed(word: str) -> int:
    """How many slips a word of its length can have and still be known: none in the shortest."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def slips(typed: str, meant: str, *, most: int, begun: bool = False) -> int | None:
    """How many letters were added, left out, replaced, or swapped with their neighbour; None for more than `most`.

    begun: the word may not be finished yet, and is held against every beginning of the other.
    """
    short = len(typed) - len(meant)
    if short > most or (not begun and -short > most):
        return None
    meant = meant[: len(typed) + most]
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for place in range(len(typed)):
        earlier, before = before, row
        row = _next_row((earlier, before), place, typed, meant)
        if min(row) > most:
            return None
    found = min(row) if begun else row[-1]
    return found if found <= most else None


def likely_forms(word: str) -> list[str]:
    """What it would be with one letter fewer, or two neighbours swapped; each once."""
    fewer = [word[:place] + word[place + 1 :] for place in range(len(word))]
    swapped = [
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        for place in range(len(word) - 1)
        if word[place] != word[place + 1]
    ]
    return list(dict.fromkeys([*fewer, *swapped]))


def _next_row(above: tuple[Sequence[int], Sequence[int]], place: int, typed: str, meant: str) -> list[int]:
    """The distances of one letter more to each beginning of `meant` (optimal string alignment). above: two rows."""
    earlier, before = above
    letter, row = typed[place], [place + 1]
    for index, other in enumerate(meant):
        cost = min(before[index + 1] + 1, row[index] + 1, before[index] + (letter != other))
        if place and index and letter == meant[index - 1] and typed[place - 1] == other:
            cost = min(cost, earlier[index - 1] + 1)
        row.append(cost)
    return row
