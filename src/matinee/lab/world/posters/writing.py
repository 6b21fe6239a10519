"""From any name to letters that can be set: the font knows ASCII, so accents are taken off and drawn by hand, and
what has no such form is left out, as is the sign that opens a question in Spanish."""

import unicodedata
from dataclasses import dataclass

_MARKS = {
    "\u0300": "grave", "\u0301": "acute", "\u0302": "hat", "\u0303": "tilde", "\u0308": "dots", "\u030a": "ring",
    "\u030c": "caron",
    "\u0304": "macron", "\u030b": "acute", "\u0327": "cedilla", "\u0328": "cedilla", "\u0307": "", "\u0306": "caron",
}  # fmt: skip
_SPELLED = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th",
    "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i", "–": "-", "—": "-", "−": "-", "‐": "-", "×": "x", "′": "'", "″": '"',
    "½": "1/2",
}  # fmt: skip
_KNOWN = frozenset(chr(code) for code in range(32, 127)) | frozenset("·‘’“”…")
LONGEST = 120
"""Characters of a name that are set; a longer one ends in an ellipsis."""
_LONGEST_WORD = 20


@dataclass(frozen=True)
class Letter:
    """A letter of the font and the marks to be drawn on it."""

    base: str
    marks: tuple[str, ...] = ()


def letters_of(text: str) -> list[Letter]:
    """Letter by letter, with the marks of each."""
    letters: list[Letter] = []
    for character in unicodedata.normalize("NFKD", _spelled(text)):
        mark = _MARKS.get(character)
        if mark and letters and letters[-1].base.strip():
            letters[-1] = Letter(letters[-1].base, (*letters[-1].marks, mark))
        elif character in _KNOWN:
            letters.append(Letter(character))
    return letters


def readable(text: str) -> str:
    """What of a text can be set, in composed form, shortened if it must be; empty where nothing can."""
    kept = [
        character
        for character in " ".join(_spelled(text).split())
        if any(part in _KNOWN for part in unicodedata.normalize("NFKD", character))
    ]
    clean = " ".join("".join(kept).split())
    if not any(character.isalnum() for character in clean):
        return ""
    if len(clean) > LONGEST:
        clean = clean[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,.:;-") + "…"
    return clean


def words_of(text: str) -> list[str]:
    """Words as they may stand on a line; one too long for any line is cut with hyphens."""
    words: list[str] = []
    for word in text.split():
        while len(word) > _LONGEST_WORD:
            words.append(word[: _LONGEST_WORD - 1] + "-")
            word = word[_LONGEST_WORD - 1 :]  # noqa: PLW2901
        words.append(word)
    return words


def _spelled(text: str) -> str:
    return "".join(_SPELLED.get(character, character) for character in unicodedata.normalize("NFC", text))
