"""Comparing what a person typed with what a thing is called."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

_NOT_A_WORD = re.compile(r"[\W_]+")
_LETTERS_THAT_DO_NOT_DECOMPOSE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "&": " and "}
)


def folded(text: str) -> str:
    """Lower case, without diacritics and punctuation, words one space apart: 'Amélie & Co.' -> 'amelie and co'.

    A text of nothing but punctuation keeps it, so that it can still be told from another.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = decomposed.translate(_LETTERS_THAT_DO_NOT_DECOMPOSE)
    without_marks = "".join(letter for letter in plain if not unicodedata.combining(letter))
    without_apostrophes = without_marks.replace("'", "").replace("\u2019", "")
    return _NOT_A_WORD.sub(" ", without_apostrophes).strip() or text.strip()


def closest(text: str, candidates: Iterable[str], *, count: int = 3, at_least: float = 0.6) -> list[str]:
    """The candidates most like the text, best first. at_least: 0 to 1, how like they must be.

    Likeness is that of the folded texts; a candidate that contains the text counts as near.
    """
    wanted = folded(text)
    rated = []
    for candidate in dict.fromkeys(candidates):
        likeness = _likeness(wanted, folded(candidate), at_least)
        if likeness >= at_least:
            rated.append((-likeness, len(candidate), candidate))
    return [candidate for _, _, candidate in sorted(rated)[:count]]


def _likeness(wanted: str, other: str, at_least: float) -> float:
    if wanted == other:
        return 1.0
    if f" {wanted} " in f" {other} ":
        return max(at_least, 0.95)
    matcher = difflib.SequenceMatcher(None, wanted, other)
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:
        return 0.0
    return matcher.ratio()


def in_words(names: Iterable[str], *, joint: str = "and") -> str:
    """'a, b and c'."""
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {joint} {listed[-1]}"


def counted(count: int, what: str) -> str:
    """'1 result', '1,200 results'."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
