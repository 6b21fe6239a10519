"""Words as they are compared: folded, and of letters and digits alone."""

from functools import lru_cache

from matinee.kit.text import folded

ARTICLES = ("the ", "a ", "an ")


@lru_cache(1 << 16)
def words_of(text: str) -> tuple[str, ...]:
    """'WALL·E & Amélie' -> ('wall', 'e', 'and', 'amelie'); nothing where there is no letter or digit.

    Remembered, as the same names come again and again where titles are loaded.
    """
    return tuple(word for word in folded(text).split() if word.isalnum())


@lru_cache(1 << 16)
def slug_of(text: str) -> str:
    """'Sci-Fi & Fantasy' -> 'sci-fi-and-fantasy'. A text of nothing but punctuation stays as it is."""
    return "-".join(folded(text).split())


def without_article(text: str) -> str:
    """'the sugar mill' -> 'sugar mill', of folded text; an article that is all there is stays."""
    return next((text.removeprefix(one) for one in ARTICLES if text.startswith(one) and text != one), text)


def joined(text: str) -> str:
    """'the sugar mill' -> 'sugarmill': as it may be written together."""
    return "".join(without_article(text).split())
