"""What people keep of films and shows: ratings and their history, watches, marks, and what they write.

Moments are microseconds since 1970 in UTC. Stars are kept as half stars, 1 to 10, so that they compare exactly.
"""

from dataclasses import dataclass
from typing import Literal, get_args

Dated = Literal["moment", "day", "unknown"]
DATED: tuple[Dated, ...] = get_args(Dated)
"""How exactly a moment is known. Of a day, noon in UTC stands for it; where nothing is known, the moment at which it
was written down stands in, and is shown to nobody."""
Source = Literal["person", "undo", "import"]
"""What brought a change of a rating about."""
Mark = Literal["seen_elsewhere", "watchlist", "favourite", "not_for_me", "not_tonight"]
MARKS: tuple[Mark, ...] = get_args(Mark)
HIDING: tuple[Mark, ...] = ("seen_elsewhere", "not_for_me", "not_tonight")
"""Marks by which a title is not recommended as long as they hold."""
Visibility = Literal["private", "members"]
VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)
"""Whom a writing is shown to: nobody but its author, or everybody with an account."""
WATCHED = 90
"""Per cent of a title after which it counts as watched."""


@dataclass(frozen=True)
class Rating:
    """ignored: it stays, and recommendations and their reasons leave it out."""

    title_id: int
    half_stars: int
    rated_at: int
    dated: Dated = "moment"
    ignored: bool = False

    @property
    def stars(self) -> float:
        return self.half_stars / 2


@dataclass(frozen=True)
class RatingChange:
    """One line of the history. version: of the library, from this change on. before: None where the title was not
    rated; after, in half stars: None where it was no longer. at: when it was written here. undone_at: when it was taken
    back; what took it back is a line of its own. import_id: of the import that brought it."""

    title_id: int
    version: int
    before: Rating | None
    after: int | None
    at: int
    source: Source
    undone_at: int | None = None
    import_id: int | None = None


@dataclass(frozen=True)
class Standing:
    """How a person and a title stand. version: of the library, 0 where nothing was ever written in it."""

    version: int
    rating: Rating | None


@dataclass(frozen=True)
class Opinion:
    """What everybody together thinks of a title. half_stars: on average; None where nobody rated it."""

    ratings: int
    half_stars: float | None


@dataclass(frozen=True)
class Watch:
    """id: 0 where it has none yet. episode_id: None where the whole title is meant. progress: per cent. rewatch: None
    before it is kept, where nobody said: then the watches that come before it tell."""

    id: int
    title_id: int
    episode_id: int | None
    watched_at: int
    dated: Dated
    progress: int
    rewatch: bool | None


@dataclass(frozen=True)
class Marked:
    """until: None where it holds for good."""

    title_id: int
    kind: Mark
    at: int
    until: int | None


@dataclass(frozen=True)
class Review:
    """author_id: of the account, told to nobody."""

    author_id: int
    author: str
    title_id: int
    text: str
    spoiler: bool
    visibility: Visibility
    written_at: int
    changed_at: int


@dataclass(frozen=True)
class Comment:
    id: int
    author_id: int
    author: str
    title_id: int
    text: str
    spoiler: bool
    visibility: Visibility
    written_at: int
    changed_at: int


@dataclass(frozen=True)
class Note:
    title_id: int
    text: str
    written_at: int
    changed_at: int
