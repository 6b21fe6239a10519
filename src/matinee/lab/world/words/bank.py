"""The writer's drawers: what each genre, mood and country has to offer, kept as prose in text files beside the code.

A file has sections. `[name] one, two` is a list on one line (parted by semicolons where there are any); `[name]`
alone is followed by one entry a line. After ` # ` stand the keywords of a line, parted by semicolons. In a sentence,
`{slot}` is filled from the story, and `<this|that>` says one of the two.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from matinee.lab.world.genres import GENRES, MOODS

FILE_OF = {"Sci-Fi": "scifi", "Film-Noir": "noir"}


@dataclass(frozen=True)
class Line:
    text: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Tale:
    """What a story of one genre is made of."""

    trades: tuple[str, ...]
    places: tuple[str, ...]
    things: tuple[str, ...]
    nouns: tuple[str, ...]
    premises: tuple[Line, ...]
    troubles: tuple[Line, ...]
    turns: tuple[Line, ...]
    taglines: tuple[Line, ...]


@dataclass(frozen=True)
class Culture:
    """A country as the films see it. weight: its share of the titles."""

    code: str
    country: str
    language: str
    weight: float
    women: tuple[str, ...]
    men: tuple[str, ...]
    last: tuple[str, ...]
    towns: tuple[str, ...]


def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Every section of a file of this room, by its name."""
    text = files("matinee.lab.world.words").joinpath(name).read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            title, _, rest = line[1:].partition("]")
            current = found.setdefault(title, [])
            separator = ";" if ";" in rest else ","
            current.extend(entry.strip() for entry in rest.split(separator) if entry.strip())
        elif line.strip():
            current.append(line.strip())
    return {title: tuple(entries) for title, entries in found.items()}


@cache
def tales() -> dict[str, Tale]:
    """By genre, for every genre of the world."""
    return {genre: _tale(FILE_OF.get(genre, genre.lower())) for genre in GENRES}


@cache
def moods() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """(adjectives for titles, closing sentences) by index into MOODS."""
    found = sections("moods.txt")
    return tuple((found[f"{mood}.adjectives"], found[f"{mood}.closers"]) for mood in MOODS)


@cache
def anything() -> dict[str, tuple[str, ...]]:
    """What fits every genre: traits, relations, settings, lines for shows."""
    return sections("any.txt")


@cache
def foreign() -> dict[str, dict[str, tuple[str, ...]]]:
    """By language: heads and tails that join to a title, and titles that stand alone."""
    found = sections("foreign.txt")
    languages = dict.fromkeys(title.split(".")[0] for title in found)
    return {
        language: {part: found[f"{language}.{part}"] for part in ("heads", "tails", "alone")} for language in languages
    }


@cache
def cultures() -> tuple[Culture, ...]:
    found = sections("cultures.txt")
    codes = dict.fromkeys(title.split(".")[0] for title in found)
    total = sum(float(found[f"{code}.about"][2]) for code in codes)
    return tuple(
        Culture(
            code=code,
            country=found[f"{code}.about"][0],
            language=found[f"{code}.about"][1],
            weight=float(found[f"{code}.about"][2]) / total,
            women=found[f"{code}.women"],
            men=found[f"{code}.men"],
            last=found[f"{code}.last"],
            towns=found[f"{code}.towns"],
        )
        for code in codes
    )


def culture_weights() -> np.ndarray:
    return np.array([culture.weight for culture in cultures()])


def _tale(name: str) -> Tale:
    found = sections(f"tales/{name}.txt")
    return Tale(
        trades=found["trades"],
        places=found["places"],
        things=found["things"],
        nouns=found["nouns"],
        premises=tuple(map(_line, found["premises"])),
        troubles=tuple(map(_line, found["troubles"])),
        turns=tuple(map(_line, found["turns"])),
        taglines=tuple(map(_line, found["taglines"])),
    )


def _line(entry: str) -> Line:
    text, _, keywords = entry.partition(" # ")
    return Line(text, tuple(word.strip() for word in keywords.split(";") if word.strip()))
