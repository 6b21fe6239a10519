"""One story: who wants what, where, against whom, and the words that tell it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from matinee.lab.world.genres import MOODS
from matinee.lab.world.words.bank import Culture, Line, Tale, anything, moods, tales
from matinee.lab.world.words.dice import Dice

NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")
PRONOUNS = {"he": "she", "his": "her", "him": "her"}
YOUNG = frozenset({"Animation", "Children"})
COURTING = frozenset({"Musical", "Romance"})
"""Where the two of a story may fall in love, and had better not be related."""
LONGEST = 88
ENOUGH = 58

_SLOT = re.compile(r"\{(\w+)\}")
_EITHER = re.compile(r"<([^<>]+)>")
_HERS = re.compile(r"\b(girl|mistress|mother|seamstress|midwife|woman|witch)\b")
_HIS = re.compile(r"\b(boy|prince|choirboy|father|man|\w+[^o]man)\b")
_KIN = re.compile(r"brother|sister|cousin")
_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeiAEI]|[Hh]on(?:est|our)|[oO](?!ne\b|nce\b)|[uU](?!ni|s))")
_START = re.compile(r"(^|[.!?] )([a-zà-þ])")
_DOUBLED = re.compile(r",(?=[,.;:?’'])")


@dataclass(eq=False)
class Story:
    """Slots are filled as the telling meets them: whoever comes for the first time is introduced, then only named."""

    dice: Dice
    culture: Culture
    genre: str
    mood: int
    year: int
    woman: bool
    first: str
    last: str
    trade: str
    town: str
    place: str
    thing: str
    other: str
    other_woman: bool
    season: str
    keywords: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)

    def tell(self, text: str) -> str:
        """A line with one of its <this|that> taken, its slots filled and its grammar put right."""
        chosen = _EITHER.sub(lambda match: self.dice.deal(match[1], match[1].split("|")), text)
        told = _DOUBLED.sub("", _SLOT.sub(self._fill, chosen))
        told = _BEFORE_VOWEL.sub(r"\1n ", told)
        return _START.sub(lambda match: match[1] + match[2].upper(), told)

    def _fill(self, match: re.Match[str]) -> str:
        slot = match[1]
        if slot in {"hero", "name"}:
            return self._named("hero", self._introduction, self.first)
        if slot in {"other", "other_intro"}:
            return self._named("other", self._relation, self.other)
        if slot in {"thing", "the_thing"}:
            return self._named("thing", lambda: f"a {self.thing}", f"the {self.thing}")
        return self._word(slot)

    def _named(self, who: str, introduce: Callable[[], str], later: str) -> str:
        if who in self.met:
            return later
        self.met.add(who)
        return introduce()

    def _word(self, slot: str) -> str:
        if slot in PRONOUNS:
            return PRONOUNS[slot] if self.woman else slot
        match slot:
            case "n" | "n_cap":
                number = self.dice.pick(NUMBERS)
                return number if slot == "n" else number.capitalize()
            case "family":
                return self.dice.pick(self.culture.last)
            case "year":
                return str(self.year - (0 if self.dice.chance(0.6) else self.dice.number(4, 60)))
            case "o":
                return self.other
        return getattr(self, slot)

    def _introduction(self) -> str:
        about = anything()["young" if self.genre in YOUNG else "traits"]
        described = f"{self.dice.pick(about)} {self.trade}" if self.dice.chance(0.55) else self.trade
        full = self.first if self.genre in YOUNG else f"{self.first} {self.last}"
        if self.dice.chance(0.3) and self.genre not in YOUNG and not _HERS.search(self.trade):
            return f"{self.trade} {full}"
        if self.dice.chance(0.4):
            return f"a {described} named {full}"
        return f"{full}, a {described},"

    def _relation(self) -> str:
        relations = anything()["young_relations" if self.genre in YOUNG else "relations"]
        wrong = "brother" if self.other_woman else "sister"
        fitting = [relation for relation in relations if wrong not in relation]
        if self.genre in COURTING:
            fitting = [relation for relation in fitting if not _KIN.search(relation)]
        return _SLOT.sub(lambda match: self._word(match[1]), self.dice.pick(fitting))


def imagine(dice: Dice, culture: Culture, genre: str, *, mood: int, year: int) -> Story:
    """The people, place and thing of a story before it is told."""
    tale = tales()[genre]
    trade = dice.pick(tale.trades)
    woman = bool(_HERS.search(trade)) or (dice.chance(0.48) and not _HIS.search(trade))
    other_woman = dice.chance(0.5)
    first, other = (dice.pick(culture.women if female else culture.men) for female in (woman, other_woman))
    while other == first:
        other = dice.pick(culture.women if other_woman else culture.men)
    return Story(
        dice=dice,
        culture=culture,
        genre=genre,
        mood=mood,
        year=year,
        woman=woman,
        first=first,
        last=dice.pick(culture.last),
        trade=trade,
        town=dice.pick(culture.towns),
        place=dice.pick(tale.places),
        thing=dice.pick(tale.things),
        other=other,
        other_woman=other_woman,
        season=dice.pick(anything()["seasons"]),
    )


def leading(dice: Dice, genres: tuple[str, ...]) -> str:
    """The genre that tells the story: what is made for the young is told to the young, whatever else it is."""
    young = [genre for genre in genres if genre in YOUNG]
    return dice.pick(young or genres)


def plot(story: Story, genres: tuple[str, ...], *, is_show: bool) -> str:
    """40 to 90 words. The premise is the leading genre's; another genre of the title brings the trouble or the turn.

    Lines are dealt, not drawn, so that those who read many plots of a genre meet one again as late as can be.
    """
    dice, lead, other = story.dice, tales()[story.genre], story.dice.pick(genres)
    second = tales()[other]
    told: list[str] = []
    if dice.chance(0.22):
        told.append(story.tell(dice.deal("settings", anything()["settings"])))
    told.append(_line(story, dice.deal(f"{story.genre} premises", lead.premises)))
    told.append(_one_of(story, "troubles", other, second.troubles))
    told.append(_one_of(story, "turns", story.genre, lead.turns))
    if is_show:
        told.append(story.tell(dice.deal("shows", anything()["shows"])))
    length = sum(sentence.count(" ") + 1 for sentence in told)
    if length < ENOUGH and (length < 46 or dice.chance(0.6)):
        told.append(story.tell(dice.deal(f"{MOODS[story.mood]} closers", moods()[story.mood][1])))
        length += told[-1].count(" ") + 1
    while length < 42:
        told.insert(-1, _unused(story, told, second, lead))
        length = sum(sentence.count(" ") + 1 for sentence in told)
    while length > LONGEST:
        length -= told.pop(-2).count(" ") + 1
    return " ".join(told)


def keywords(story: Story, genre_names: tuple[str, ...]) -> list[str]:
    """4 to 8, the plot's own ingredients first."""
    found = [*story.keywords, story.trade, story.place.removeprefix("the ").lower()]
    if "thing" in story.met:
        found.append(story.thing)
    found += [f"{MOODS[story.mood]} mood", *(name.lower() for name in genre_names)]
    return list(dict.fromkeys(found))[:8]


def _one_of(story: Story, what: str, genre: str, lines: tuple[Line, ...]) -> str:
    """A trouble or a turn: mostly of the genre, now and then one that could come to anybody."""
    if story.genre not in YOUNG and story.dice.chance(0.15):
        return story.tell(story.dice.deal(what, anything()[what]))
    return _line(story, story.dice.deal(f"{genre} {what}", lines))


def _line(story: Story, line: Line) -> str:
    story.keywords.extend(word for word in line.keywords if word not in story.keywords)
    return story.tell(line.text)


def _unused(story: Story, told: list[str], second: Tale, lead: Tale) -> str:
    """One more trouble that was not told yet."""
    for line in story.dice.some((*lead.troubles, *second.troubles), 6):
        sentence = story.tell(line.text)
        if sentence not in told:
            return sentence
    return story.tell("Nobody in {town} is quite who they were by the end.")
