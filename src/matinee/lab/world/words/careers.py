"""The people and companies behind the titles: invented, each with a country, years of work and favourite genres."""

from dataclasses import dataclass, field

from matinee.domain.errors import BadConfig
from matinee.lab.world.genres import GENRES
from matinee.lab.world.words.bank import Culture
from matinee.lab.world.words.dice import Dice

TRIES = 8
OF_COMPANIES = (
    "Lantern", "Ninth Street", "Tall Ship", "Copper Moon", "Salt & Sparrow", "Meridian", "Two Rivers", "Blue Door",
    "Foxglove", "Harbour", "Night Bus", "Paper Crown", "Red Kite", "Slow Train", "Observatory", "Kingfisher",
    "Iron Gate", "Little Thunder",
)  # fmt: skip
KINDS = ("Pictures", "Films", "Film", "Studios", "Productions", "Entertainment", "Film Company", "Works")


@dataclass(eq=False)
class Troupe:
    """Everyone of one profession in one country. Ranks are by fame: the first are asked most."""

    names: list[str]
    since: list[int]
    until: list[int]
    by_genre: dict[str, list[int]]

    def ask(self, dice: Dice, genre: str, year: int, count: int) -> list[str]:
        """`count` different people, mostly ones who favour the genre and were at work in the year."""
        asked: dict[int, None] = {}
        for _ in range(count * TRIES):
            if len(asked) == count:
                break
            among = self.by_genre[genre] if dice.chance(0.75) else None
            at = among[dice.rank(len(among))] if among else dice.rank(len(self.names))
            if self.since[at] <= year <= self.until[at]:
                asked[at] = None
        while len(asked) < min(count, len(self.names)):
            asked[dice.number(0, len(self.names) - 1)] = None
        return [self.names[at] for at in asked]


@dataclass(eq=False)
class Names:
    """Names given so far: nobody in a world shares one."""

    given: set[str] = field(default_factory=set)

    def person(self, dice: Dice, culture: Culture) -> str:
        for attempt in range(10_000):
            first, last = dice.pick(culture.women if dice.chance(0.5) else culture.men), dice.pick(culture.last)
            if attempt > 4:
                first = f"{first} {chr(65 + dice.number(0, 25))}."
            if attempt > 20:
                last = f"{last}-{dice.pick(culture.last)}"
            if f"{first} {last}" not in self.given:
                self.given.add(f"{first} {last}")
                return f"{first} {last}"
        raise BadConfig(f"no names are left for film makers of {culture.country}", remedy="Make a smaller world")


def troupe(dice: Dice, names: Names, culture: Culture, count: int, years: list[int]) -> Troupe:
    """`count` people whose careers lie where the world's films do. years: release years to draw from."""
    since, until, called = [], [], []
    by_genre: dict[str, list[int]] = {genre: [] for genre in GENRES}
    for at in range(count):
        called.append(names.person(dice, culture))
        middle, half = dice.pick(years), dice.number(6, 22)
        since.append(middle - half)
        until.append(middle + half)
        for genre in dice.some(GENRES, 3):
            by_genre[genre].append(at)
    return Troupe(called, since, until, by_genre)


def companies(dice: Dice, culture: Culture, count: int) -> list[str]:
    """By size, the largest first."""
    found: dict[str, None] = {}
    while len(found) < count:
        stem = dice.pick((dice.pick(OF_COMPANIES), dice.pick(culture.towns), dice.pick(culture.last)))
        if len(found) > 60:
            stem = f"{dice.pick(culture.last)} {stem}"
        found[f"{stem} {dice.pick(KINDS)}"] = None
    return list(found)
