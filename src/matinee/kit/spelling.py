"""How far a typed word is from another: what a slip of the fingers costs."""

from rapidfuzz.distance import OSA


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
    ends = range(max(0, len(typed) - most), min(len(meant), len(typed) + most) + 1) if begun else (len(meant),)
    found = min(OSA.distance(typed, meant[:end], score_cutoff=most) for end in ends)
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
