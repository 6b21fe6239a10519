"""Finding the title that a person means by what they typed."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cached_property

from matinee.domain.errors import UnknownName
from matinee.kit.text import closest, folded, in_words
from matinee.lab.data.titles import split_name_and_year
from matinee.lab.data.vocabulary import Vocabulary

_BRACKETED = re.compile(r"\(([^()]*)\)")
_ALIAS = re.compile(r"^(?:a\.?k\.?a\.?:?)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|le|la|les|l|el|il|der|die|das) (?=\S)")
_BY_ID = re.compile(r"^#(.+)$")
_YEAR_AT_THE_END = re.compile(r"^(.*\S)[\s,]+((?:18|19|20)\d\d)$")
_WHOLE_NUMBER = re.compile(r"^\d+$")
SHOWN = 8
"""How many of several matches a message names."""


@dataclass(frozen=True, eq=False)
class TitleNames:
    """names[i] is what the title at position i is called, as in 'The Matrix (1999)'."""

    names: Sequence[str]
    titles: Vocabulary

    def find(self, text: str) -> int:
        """The position of the one title that is meant, or UnknownName with the names it could have been.

        Case, diacritics, punctuation and a leading article do not matter. A year, in brackets or not, decides between
        namesakes; the beginning of a name is enough where only one title begins so. '#260' asks for the external id
        260, or where there is none for a title called so.
        """
        by_id = _BY_ID.match(text.strip())
        if by_id:
            return self._by_id(text.strip(), by_id.group(1).strip())
        found = self._by_name(text, *split_name_and_year(text))
        if found is not None:
            return found
        dated = _YEAR_AT_THE_END.match(text.strip())
        found = self._by_name(text, dated.group(1), int(dated.group(2))) if dated else None
        if found is None:
            raise self._none(text)
        return found

    def _by_name(self, text: str, name: str, year: int | None, *, among: Container[int] | None = None) -> int | None:
        """The one title of a name, None where there is none; UnknownName where there are several."""
        wanted = _without_article(folded(name))
        for matches in (self._called(wanted), self._beginning_with(wanted)):
            fitting = [
                position
                for position in matches
                if year in (None, self._years[position]) and (among is None or position in among)
            ]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                raise self._several(text, fitting)
        return None

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

    @cached_property
    def _beginning_with_a_hash(self) -> set[int]:
        return {position for position, name in enumerate(self.names) if name.startswith("#")}

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {str(id_): position for position, id_ in enumerate(self.titles.ids.tolist())}

    def _by_id(self, text: str, external: str) -> int:
        numbers = self.titles.ids.dtype.kind == "i" and _WHOLE_NUMBER.match(external)
        position = self._ids.get((external.lstrip("0") or "0") if numbers else external)
        if position is None:
            position = self._by_name(text, *split_name_and_year(text), among=self._beginning_with_a_hash)
        if position is None:
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
