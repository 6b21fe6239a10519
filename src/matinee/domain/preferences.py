"""What a person has set for themselves: where and on what they watch, and how the house looks to them."""

from dataclasses import dataclass
from typing import Literal, get_args

StarsShown = Literal["five", "ten"]
STARS_SHOWN: tuple[StarsShown, ...] = get_args(StarsShown)
"""Five stars in halves, or ten points. Stars are kept and told by the API as halves of five, whatever is shown."""


@dataclass(frozen=True)
class Row:
    """A row of the home page, by the name that the page gives it."""

    row: str
    hidden: bool = False


@dataclass(frozen=True)
class Preferences:
    """region: the country in which they watch, as two capital letters; None as long as they have not said so, which
    nobody guesses for them. services: by name, as offers name them. language: of the pages, such as 'de'; None for that
    of the browser. rows: in their order; a page puts those that are not named where it thinks best. set_at: None where
    nothing was set yet."""

    region: str | None = None
    services: tuple[str, ...] = ()
    language: str | None = None
    rows: tuple[Row, ...] = ()
    stars: StarsShown = "five"
    set_at: int | None = None
