"""What people tell of themselves and what is known of titles, in words coarse enough to learn from."""

import numpy as np
from scipy import sparse

from matinee.lab.data.titles import TitleFacts
from matinee.lab.data.traits import Traits

KINDS = ("age", "gender", "occupation", "zip")
"""Of what people tell, what is listened to."""
_BRACKETS = (0, 18, 25, 35, 45, 50, 56)
"""The youngest of each age bracket, those of MovieLens 1M."""


def words_of_people(traits: Traits | None, *, people: int) -> list[tuple[str, ...]]:
    """Words such as 'age 25', 'zip 9' for each person: ages by their bracket, of a zip code the first sign."""
    if traits is None:
        return [()] * people
    told = [[_coarse(kind, word) for word in traits.told(kind)] for kind in KINDS]
    return [tuple(word for word in row if word) for row in zip(*told, strict=True)]


def years_of_titles(facts: TitleFacts) -> list[tuple[str, ...]]:
    """The year of each title as a word; none where it is unknown."""
    return [(f"{year}",) if year else () for year in facts.years.tolist()]


def known_words(said: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Every word that was said, sorted, so that those of one kind stand together."""
    return tuple(sorted({word for row in said for word in row}))


def word_positions(said: list[tuple[str, ...]], known: tuple[str, ...]) -> list[np.ndarray]:
    """int64, for each row the positions of its words; a word that is not known is left out."""
    position = {word: index for index, word in enumerate(known)}
    return [np.array([position[word] for word in row if word in position], dtype=np.int64) for row in said]


def word_matrix(said: list[tuple[str, ...]], known: tuple[str, ...]) -> sparse.csr_matrix:
    """float64 (rows, words), 1 for each word of a row."""
    found = word_positions(said, known)
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in found], dtype=np.int64)])
    columns = np.concatenate([np.empty(0, dtype=np.int64), *found])
    return sparse.csr_matrix((np.ones(len(columns)), columns, offsets), shape=(len(said), len(known)))


def _coarse(kind: str, word: str | None) -> str | None:
    if not word:
        return None
    if kind == "age":
        age = float(word) if word.replace(".", "", 1).isdigit() else None
        return None if age is None else f"age {max(low for low in _BRACKETS if low <= age)}"
    return f"{kind} {word[0] if kind == 'zip' else word}"
