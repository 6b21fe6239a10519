"""Finding the title that a person means by what they typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matinee.domain.errors import UnknownName
from matinee.kit.text import closest, folded, in_words
from matinee.lab.data.titles import split_name_and_year
from matinee.lab.data.vocabulary import ABSENT, Vocabulary

_BRACKETED = re.compile(r"\(([^()]*)\)")
_ALIAS = re.compile(r"^(?:a\.?k\.?a\.?:?)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|le|la|les|l|el|il|der|die|das) (?=\S)")
_BY_ID = re.compile(r"^#(.+)$")
SHOWN = 8
"""How many of several matches a message names."""


@dataclass(frozen=True, eq=False)
class TitleNames:
    """names[i] is what the title at position i is called, as in 'The Matrix (1999)'."""

    names: Sequence[str]
    titles: Vocabulary

    def find(self, text: str) -> int:
        """The position of the one title that is meant, or UnknownName with the names it could have been.

        Case, diacritics, punctuation and a leading article do not matter. A year decides between namesakes; the
        beginning of a name is enough where only one title begins so. '#260' asks for the external id 260.
        """
        by_id = _BY_ID.match(text.strip())
        if by_id:
            return self._by_id(by_id.group(1))
        name, year = split_name_and_year(text)
        wanted = _without_article(folded(name))
        for matches in (self._called(wanted), self._beginning_with(wanted)):
            fitting = [position for position in matches if year in (None, self._years[position])]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                raise self._several(text, fitting)
        raise self._none(text)

    @cached_property
    def _years(self) -> list[int | None]:
        return [split_name_and_year(name)[1] for name in self.names]

    @cached_property
    def _spellings(self) -> dict[str, list[int]]:
        """Each way to write a name, and the titles that are written so."""
        made: dict[str, list[int]] = {}
        for position, name in enumerate(self.names):
            for spelling in _spellings(name):
                made.setdefault(spelling, []).append(position)
        return made

    def _called(self, wanted: str) -> list[int]:
        return self._spellings.get(wanted, [])

    def _beginning_with(self, wanted: str) -> list[int]:
        found = (places for spelling, places in self._spellings.items() if spelling.startswith(f"{wanted} "))
        return sorted({place for places in found for place in places})

    def _by_id(self, external: str) -> int:
        position = int(self.titles.positions(np.array([external]))[0])
        if position == ABSENT:
            raise UnknownName(f"the model knows no title with the id {external}", remedy="Ask by name instead")
        return position

    def _several(self, text: str, positions: list[int]) -> UnknownName:
        shown = [f"'{self.names[position]}' (#{self.titles.ids[position]})" for position in positions[:SHOWN]]
        more = len(positions) - len(shown)
        listed = ", ".join(shown) + f" and {more} more" if more else in_words(shown)
        return UnknownName(f"'{text}' may mean {listed}", remedy="Add the year, write more of it, or give its #id")

    def _none(self, text: str) -> UnknownName:
        by_plain_name = {split_name_and_year(name)[0]: name for name in reversed(self.names)}
        near = [f"'{by_plain_name[name]}'" for name in closest(split_name_and_year(text)[0], by_plain_name)]
        remedy = f"Did you mean {in_words(near, joint='or')}?" if near else "Check the spelling, or name another"
        return UnknownName(f"the model knows no title called '{text}'", remedy=remedy)


def _spellings(name: str) -> set[str]:
    """The whole name, the name without what stands in brackets, and each alternative in brackets; folded."""
    plain, _ = split_name_and_year(name)
    outside = split_name_and_year(_BRACKETED.sub(" ", plain))[0]
    inside = (split_name_and_year(_ALIAS.sub("", part))[0] for part in _BRACKETED.findall(plain))
    made = {_without_article(folded(part)) for part in (plain, outside, *inside)}
    return made - {""}


def _without_article(text: str) -> str:
    return _ARTICLE.sub("", text)
