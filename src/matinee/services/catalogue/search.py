"""Finding titles and people by what somebody types: unfinished, mistyped, without its marks, with a year behind it.

The index finds what may be meant, by words; what is meant is judged here, so that both databases answer alike.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial

from matinee.domain.titles import Found, Kind, SearchEntry, TitleCard
from matinee.kit.spelling import likely_forms, slips, slips_allowed
from matinee.kit.text import folded
from matinee.kit.words import joined, without_article, words_of
from matinee.services.catalogue.context import CatalogueContext

MOST_WORDS = 12
LONGEST_WORD = 40
LOOKED_AT = 60
"""Entries that are taken from the index at once, the best known first."""
ENOUGH = 3
"""Fewer than this, and what was typed may be mistyped."""
MEANT = 6
"""Words that one mistyped word is taken for, at most."""
SHORT = 2
"""So few letters begin half of all names: of them only names of titles are looked at."""
COMMON = 3
"""Letters that may begin very many names."""
BEST_KNOWN = 3000
Meant = Callable[[str, bool], dict[str, int]]
_YEAR = re.compile(r"(?:1[89]|20)\d{0,2}")
_WHOLE_YEAR = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True)
class Asked:
    """What was typed. years: first and last, where the last word may be a year; `name` are then the words before it."""

    words: tuple[str, ...]
    name: tuple[str, ...]
    years: tuple[int, int] | None

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Question:
    """What the index is asked. groups: of each a word must begin some word there; with how many of its letters are then
    wrong. words: what was typed of it."""

    groups: list[dict[str, int]]
    words: tuple[str, ...]
    years: tuple[int, int] | None

    @cached_property
    def certain(self) -> int:
        """Letters that are wrong in whatever is found: of the groups of one word."""
        return sum(cost for group in self.groups if len(group) == 1 for cost in group.values())

    @cached_property
    def open(self) -> list[dict[str, int]]:
        """The groups of several words."""
        return [group for group in self.groups if len(group) > 1]


@dataclass(frozen=True)
class Hit:
    """by_people: found by those who made it, not by its name alone."""

    entry: SearchEntry
    by_people: bool
    order: tuple[float, ...]


@dataclass(frozen=True)
class FoundTitle:
    card: TitleCard
    by_people: bool


@dataclass(frozen=True)
class FoundPerson:
    id: int
    name: str


@dataclass(frozen=True)
class Answer:
    """Each the most likely first."""

    titles: Sequence[FoundTitle]
    people: Sequence[FoundPerson]


def search(ctx: CatalogueContext, typed: str, *, kind: Kind | None = None, count: int = 10) -> Answer:
    """Nothing found is an answer too."""
    kinds: tuple[Found, ...] = ("movie", "show") if kind is None else (kind,)
    meant = cache(partial(_meant, ctx))
    titles = _best(ctx, typed, meant, kinds, count)
    cards = {card.id: card for card in ctx.titles.cards([hit.entry.id for hit in titles])}
    people = [] if kind is not None else _best(ctx, typed, meant, ("person",), min(count, 5))
    names = ctx.titles.people_named([hit.entry.id for hit in people])
    return Answer(
        [FoundTitle(cards[hit.entry.id], hit.by_people) for hit in titles if hit.entry.id in cards],
        [FoundPerson(hit.entry.id, names[hit.entry.id]) for hit in people if hit.entry.id in names],
    )


def understood(typed: str) -> Asked:
    """'Alien 197' may be of 1970 to 1979; '1917' alone is a name first of all."""
    words = tuple(word[:LONGEST_WORD] for word in words_of(typed)[:MOST_WORDS])
    last = words[-1] if words else ""
    if len(words) < 2 or not _YEAR.fullmatch(last):
        return Asked(words, words, None)
    missing = 4 - len(last)
    return Asked(words, words[:-1], (int(last + "0" * missing), int(last + "9" * missing)))


def _best(ctx: CatalogueContext, typed: str, meant: Meant, kinds: Sequence[Found], count: int) -> list[Hit]:
    asked = understood(typed)
    if not asked.words:
        signs = "".join(sign for sign in joined(folded(typed)) if sign.isprintable())[:LONGEST_WORD]
        found = ctx.search.beginning(signs, kinds=kinds, count=count) if signs else []
        return [Hit(one, False, (place,)) for place, one in enumerate(found)]
    hits: dict[int, Hit] = {}
    for take in (_as_typed, _written_together, partial(_mistyped, meant)):
        for hit in take(ctx, asked, kinds):
            known = hits.get(hit.entry.id)
            if known is None or hit.order < known.order:
                hits[hit.entry.id] = hit
        if len(hits) >= ENOUGH or any(_surely(hit, asked) for hit in hits.values()):
            break
    if "person" not in kinds and len(asked.words) == 1 and _WHOLE_YEAR.fullmatch(asked.words[0]):
        for hit in _of_year(ctx, int(asked.words[0]), kinds):
            hits.setdefault(hit.entry.id, hit)
    return sorted(hits.values(), key=lambda hit: hit.order)[:count]


def _surely(hit: Hit, asked: Asked) -> bool:
    """Whether it cannot well be a slip of the fingers: the whole name, or several words of it in their order."""
    return hit.order[0] == 0 and not hit.by_people and hit.order[3] <= (1 if len(asked.name) > 1 else 0)


def _as_typed(ctx: CatalogueContext, asked: Asked, kinds: Sequence[Found]) -> list[Hit]:
    return _of_groups(ctx, asked, [{word: 0} for word in asked.words], kinds)


def _written_together(ctx: CatalogueContext, asked: Asked, kinds: Sequence[Found]) -> list[Hit]:
    """'spiderman' for 'Spider-Man', and the other way round."""
    together = joined(asked.text)
    if len(together) <= SHORT:
        return []
    found = ctx.search.beginning(together, kinds=kinds, count=LOOKED_AT)
    return [Hit(one, False, _order(one, Question([], asked.words, None), by_people=False)) for one in found]


def _mistyped(meant: Meant, ctx: CatalogueContext, asked: Asked, kinds: Sequence[Found]) -> list[Hit]:
    """Each word may also be one that is near to it."""
    last = len(asked.words) - 1
    groups = [{word: 0} | meant(word, place == last) for place, word in enumerate(asked.words)]
    return _of_groups(ctx, asked, groups, kinds) if any(len(group) > 1 for group in groups) else []


def _of_year(ctx: CatalogueContext, year: int, kinds: Sequence[Found]) -> list[Hit]:
    """Titles of a year that was typed alone, the best known first. One that is called so comes before them."""
    found = ctx.search.of_year(year, kinds=kinds, count=LOOKED_AT)
    return [Hit(one, False, (0.25, False, True, 3, -one.fame, len(one.text), one.id)) for one in found]


def _of_groups(ctx: CatalogueContext, asked: Asked, groups: list[dict[str, int]], kinds: Sequence[Found]) -> list[Hit]:
    """By all words as a name; by all but the last where that may be a year, of that year or, failing that, one beside
    it."""
    hits = _found(ctx, Question(groups, asked.words, None), kinds)
    if asked.years is None:
        return hits
    first, last = asked.years
    question = Question(groups[:-1], asked.name, (first, last))
    dated = _found(ctx, question, kinds)
    if not dated and first == last:
        dated = _found(ctx, replace(question, years=(first - 1, last + 1)), kinds)
    return hits + dated


def _found(ctx: CatalogueContext, asked: Question, kinds: Sequence[Found]) -> list[Hit]:
    by_name = _by_name(ctx, asked, kinds)
    found = [(one, False) for one in by_name]
    if len(by_name) < LOOKED_AT and sum(map(len, asked.words)) > SHORT and "person" not in kinds:
        names = {one.id for one in by_name}
        groups = [list(group) for group in asked.groups]
        wider = ctx.search.matching(groups, kinds=kinds, names_only=False, years=asked.years, count=LOOKED_AT)
        found += [(one, True) for one in wider if one.id not in names]
    return [Hit(one, by_people, _order(one, asked, by_people=by_people)) for one, by_people in found]


def _by_name(ctx: CatalogueContext, asked: Question, kinds: Sequence[Found]) -> Sequence[SearchEntry]:
    """A few letters begin so many names that the best known of them are soon found among the best known of all, and
    else so few that the index has them at once."""
    if len(asked.words) == 1 and len(asked.words[0]) <= COMMON and asked.years is None:
        best = ctx.search.best_known(asked.words[0], kinds=kinds, among=BEST_KNOWN, count=LOOKED_AT)
        if len(best) == LOOKED_AT:
            return best
    groups = [list(group) for group in asked.groups]
    return ctx.search.matching(groups, kinds=kinds, names_only=True, years=asked.years, count=LOOKED_AT)


def _order(entry: SearchEntry, asked: Question, *, by_people: bool) -> tuple[float, ...]:
    """The smaller, the likelier. What is as alike is ordered by how well known it is."""
    typed = " ".join(asked.words)
    name = without_article(entry.text)
    if typed in (entry.text, name):
        alike = 0
    elif entry.text.startswith(typed) or name.startswith(typed):
        alike = 1
    else:
        alike = 2 if f" {typed}" in f" {entry.text}" else 3
    of_its_year = asked.years is not None and alike == 0
    return (_slips_in(entry, asked), by_people, not of_its_year, alike, -entry.fame, len(entry.text), entry.id)


def _slips_in(entry: SearchEntry, asked: Question) -> float:
    """How many letters of all the words are wrong. Written together or apart counts as half a letter."""
    if not asked.groups:
        return 0.5
    if not asked.open:
        return asked.certain
    there = f" {entry.text} {entry.more}"
    return asked.certain + sum(min(cost for word, cost in group.items() if f" {word}" in there) for group in asked.open)


def _meant(ctx: CatalogueContext, word: str, last: bool) -> dict[str, int]:
    """Words of the catalogue that may be meant, the nearest first, and how many letters are wrong then. last: it may
    not be finished yet."""
    most = slips_allowed(word)
    if not most or word.isdigit():
        return {}
    longest = LONGEST_WORD if last else len(word) + most
    near = ctx.search.near(word, shortest=len(word) - most, longest=longest)
    near = [*ctx.search.known(likely_forms(word)), *near]
    costs = {one: slips(word, one, most=most, begun=last) for one in dict.fromkeys(near) if one != word}
    rated = sorted((cost, abs(len(one) - len(word)), one) for one, cost in costs.items() if cost is not None)
    return {one: cost for cost, _, one in rated[:MEANT]}
