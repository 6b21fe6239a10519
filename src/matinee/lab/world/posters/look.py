"""What a poster has to tell: everything that is known of a title before a line is drawn."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Look:
    """The brief for one poster. genres in order of weight, may be empty; mood one of genres.MOODS; an unknown
    genre is ignored."""

    name: str
    genres: tuple[str, ...]
    mood: str
    year: int
    kind: Literal["movie", "show"]
    seed: int
    tagline: str = ""
    credits: str = ""

    @property
    def key(self) -> str:
        """Everything that decides the picture, as one text."""
        parts = (self.name, "|".join(self.genres), self.mood, str(self.year), self.kind, self.tagline, self.credits)
        return "\x1f".join(parts)
