"""What films are called. A title takes its words from its own story first, and no two of a world are the same."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from matinee.lab.world.words.bank import anything, foreign, moods, tales
from matinee.lab.world.words.story import NUMBERS, Story

FRENCH = ("Deux", "Trois", "Quatre", "Cinq", "Six", "Sept", "Huit", "Neuf", "Dix", "Onze", "Douze", "Treize")
SMALL = frozenset({"of", "the", "a", "an", "in", "at", "who", "that", "on", "one", "with", "for", "and", "to"})
VERBS = ("Sings", "Sleeps", "Prays", "Waits", "Dances", "Forgives", "Listens", "Drowns", "Whistles", "Apologises")
DEEDS = ("Leaving", "Burning", "Saving", "Forgetting", "Counting", "Losing", "Bringing Home", "Burying", "Finding")
ASKING = ("Who Buried", "Who Remembers", "What Became of", "Where Is", "Who Is Afraid of", "Has Anyone Seen", "Why Not")
MOMENTS = ("Midnight", "Thursday", "Noon", "August", "Low Tide", "Closing Time", "First Snow", "Sunday", "Daybreak")
PLURAL = {"witness": "Witnesses", "kiss": "Kisses", "witch": "Witches", "teeth": "Teeth", "dues": "Dues"}
UNCOUNTED = frozenset({
    "salt", "weather", "bread", "silence", "skin", "steel", "mud", "dust", "static", "fury", "hunger", "rain",
    "distance", "testimony", "fog", "vacuum", "footage", "recoil", "crawl", "drowning", "retreat", "in-laws", "gallows",
})  # fmt: skip
_VOWEL = re.compile(r"\b([Aa]) (?=[AEIO]|Un|Um|Up|Hon)")


@dataclass(eq=False)
class Titles:
    """The titles given so far in a world."""

    given: set[str] = field(default_factory=set)

    def name(self, story: Story) -> str:
        """A title nobody has had."""
        for attempt in range(14):
            title = _foreign(story) if attempt < 4 and story.dice.chance(0.3) else None
            title = title or _english(story)
            if self.take(title):
                return title
        return self._longer(story)

    def take(self, title: str) -> bool:
        """Whether it was free; from now on it is not."""
        if title.casefold() in self.given:
            return False
        self.given.add(title.casefold())
        return True

    def _longer(self, story: Story) -> str:
        """Where the short ones are used up, people's names go on for ever."""
        dice = story.dice
        while True:
            person = f"{dice.pick(story.culture.men + story.culture.women)} {dice.pick(story.culture.last)}"
            title = f"The {_adjective(story)} {_noun(story)} of {person}"
            if self.take(title):
                return title


def _english(story: Story) -> str:
    draw = story.dice.draw() * SHARES[-1]
    title = next(shape for share, shape in zip(SHARES, SHAPES, strict=True) if draw < share)(story)
    return _VOWEL.sub(r"\1n ", title)


def _foreign(story: Story) -> str | None:
    parts = foreign().get(story.culture.language)
    if parts is None:
        return None
    dice = story.dice
    joined = f"{dice.pick(parts['heads'])} {dice.pick(parts['tails'])}"
    text = dice.pick(parts["alone"]) if dice.chance(0.3) else joined
    words = {"First": story.first, "Last": story.last, "town": story.town, "Other": story.other}
    return text.format(**words, n_fr=dice.pick(FRENCH))


def _noun(story: Story) -> str:
    return _capitals(story.dice.pick(tales()[story.genre].nouns))


def _a_noun(story: Story) -> str:
    """With its article, where it takes one."""
    noun = _noun(story)
    return noun if noun.lower() in UNCOUNTED else f"A {noun}"


def _capitals(text: str) -> str:
    words = text.split(" ")
    return " ".join(word if word in SMALL and at else word[:1].upper() + word[1:] for at, word in enumerate(words))


def _plural(noun: str) -> str:
    if noun.lower() in PLURAL:
        return PLURAL[noun.lower()]
    if noun.endswith("s") or noun.lower() in UNCOUNTED:
        return noun
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("sh", "ch", "x", "o", "z")) else "s")


def _adjective(story: Story) -> str:
    return story.dice.pick(moods()[story.mood][0])


def _thing(story: Story) -> str:
    return f"The {_capitals(story.thing)}"


def _trade(story: Story) -> str:
    trade = _capitals(story.trade)
    return story.dice.pick((f"The {trade}", f"The {trade}’s Daughter", f"The {_adjective(story)} {trade}"))


def _of_place(story: Story) -> str:
    dice = story.dice
    return dice.pick(
        (
            f"The {_noun(story)} at {story.town}",
            f"{_a_noun(story)} in {story.town}",
            f"The {_plural(_noun(story))} of {story.town}",
            f"Nobody {dice.pick(VERBS)} in {story.town}",
            f"{dice.pick(DEEDS)} {story.town}",
            f"{story.town}, {dice.pick(MOMENTS)}",
            f"North of {story.town}",
            f"{_capitals(story.place)}",
        )
    )


def _of_people(story: Story) -> str:
    dice = story.dice
    return dice.pick(
        (
            f"{story.first} {story.last}",
            f"{story.first} and {story.other}",
            f"{_a_noun(story)} for {story.first}",
            f"{story.first} {dice.pick(VERBS)}",
            f"The Trouble with {story.first}",
            f"{dice.pick(ASKING)} {story.first} {story.last}?",
            f"{dice.pick(ASKING)} {story.first}?",
            f"{story.other}’s {_noun(story)}",
            f"My {_noun(story)}, {story.first}",
        )
    )


def _described(story: Story) -> str:
    dice, noun = story.dice, _noun(story)
    return dice.pick(
        (
            f"The {_adjective(story)} {noun}",
            f"{_adjective(story)} {noun}",
            f"{_adjective(story)} {_plural(noun)}",
            f"The {_capitals(story.season)} {noun}"
            if noun.lower() not in {"spring", "winter", "summer"}
            else f"The {noun}",
            f"A {_adjective(story)} Sort of {noun}",
        )
    )


def _counted(story: Story) -> str:
    dice = story.dice
    counted = [noun for noun in tales()[story.genre].nouns if noun not in UNCOUNTED]
    number, many = dice.pick(NUMBERS).capitalize(), _plural(_capitals(dice.pick(counted)))
    return dice.pick(
        (
            f"{number} {many}",
            f"The {number} {many} of {story.first} {story.last}",
            f"{dice.number(2, 59)} {dice.pick(('Minutes', 'Miles', 'Nights', 'Doors', 'Degrees'))} to {story.town}",
            f"{number} {many} for {story.other}",
            f"{dice.pick(MOMENTS)} at {number}" if dice.chance(0.1) else f"{number} Days in {story.town}",
        )
    )


def _two(story: Story) -> str:
    one, other = story.dice.some(tales()[story.genre].nouns, 2)
    return f"The {_capitals(one)} and the {_capitals(other)}"


def _alone(story: Story) -> str:
    return story.dice.pick((_noun(story), _plural(_noun(story)), story.town, story.first, story.last))


def _said(story: Story) -> str:
    dice, noun = story.dice, _noun(story)
    return dice.pick(
        (
            f"Don’t Tell {story.other}",
            f"Before the {noun}",
            f"After the {noun}, the {_capitals(dice.pick(anything()['seasons']))}",
            f"No {noun} for {story.first}",
            f"Ask {story.first} {story.last}",
            f"Between {noun} and {dice.pick(MOMENTS)}",
            _two(story),
            f"Once There Was {_a_noun(story).replace('A ', 'a ', 1)}",
            f"If {story.first} Calls",
        )
    )


_WEIGHTED: tuple[tuple[float, Callable[[Story], str]], ...] = (
    (1.0, _thing),
    (1.1, _trade),
    (2.6, _of_place),
    (2.0, _of_people),
    (3.2, _described),
    (1.3, _counted),
    (1.2, _alone),
    (2.0, _said),
)
SHARES = [sum(weight for weight, _ in _WEIGHTED[: at + 1]) for at in range(len(_WEIGHTED))]
SHAPES = [shape for _, shape in _WEIGHTED]
