"""How people decide: the one model behind the log, every simulation, and the known truth.

A title is met either by chance, in proportion to its fame and freshness, or because it was shown. Once met, it is
watched with the same probability, `interest`, however it was met. So a recommendation causes exactly the watches of
people who were interested and would not have met the title soon by themselves.
"""

from dataclasses import dataclass, replace

import numpy as np

from matinee.lab.world.genres import AXES
from matinee.lab.world.sizes import DAY
from matinee.lab.world.traits import PeopleTraits, TitleTraits

WINDOW_DAYS = 7
"""A watch within this many days counts as the outcome of a visit."""


@dataclass(frozen=True)
class Nature:
    """The constants of human nature in this world."""

    reserve: float = -4.5
    """Log odds of watching something met that is neither to nor against one's taste."""
    pull: float = 3.0
    """How much taste moves those odds."""
    quality: float = 0.7
    """How much the appeal that everyone sees moves them."""
    stars: float = 2.8
    joy: float = 0.35
    """Stars that a unit of affinity adds once watched."""
    acclaim: float = 0.9
    fade_years: float = 2.5
    evergreen: float = 0.42
    """Share of its fame that a title keeps when old."""


NATURE = Nature()


@dataclass(frozen=True, eq=False)
class Response:
    """What people do, as probabilities. All arguments named rows are parallel arrays: person, title, moment."""

    people: PeopleTraits
    titles: TitleTraits
    meetings_a_day: float = 5.0
    """Chance meetings of a person of average activity with titles of any fame, before freshness is taken off."""
    nature: Nature = NATURE

    def of_people(self, wanted: slice) -> "Response":
        """The same world as only some of its people know it."""
        return replace(self, people=self.people.rows(wanted))

    def affinity(self, person: np.ndarray, title: np.ndarray, time: np.ndarray) -> np.ndarray:
        """float32 (rows,): how much a title is to a person's taste, about -3 to 3."""
        taste = self.people.at(person, time)
        scale = np.float32(1.0 / np.sqrt(len(AXES)))
        return np.einsum("rd,rd->r", taste, self.titles.place.take(title, axis=0)) * scale

    def interest(self, person: np.ndarray, title: np.ndarray, time: np.ndarray) -> np.ndarray:
        """Probability (rows,) of watching a title once met; 0 before it is out."""
        odds = self.nature.reserve + self.nature.pull * self.affinity(person, title, time)
        odds += self.nature.quality * self.titles.appeal[title]
        return np.where(self.titles.released[title] <= time, 1.0 / (1.0 + np.exp(-odds)), 0.0)

    def freshness(self, title: np.ndarray, time: np.ndarray) -> np.ndarray:
        """(rows,) in 0 to 1: how much of its fame a title has at a moment; 0 before it is out."""
        years = (time - self.titles.released[title]) / (365.25 * DAY)
        kept = self.nature.evergreen + (1 - self.nature.evergreen) * np.exp(
            -np.maximum(years, 0) / self.nature.fade_years
        )
        return np.where(years >= 0, kept, 0.0)

    def chance(
        self, person: np.ndarray, title: np.ndarray, time: np.ndarray, *, days: float = WINDOW_DAYS
    ) -> np.ndarray:
        """Probability (rows,) of meeting a title without being shown it, within some days."""
        rate = self.meetings_a_day * self.people.activity[person]
        return -np.expm1(-rate * days * self.titles.fame[title] * self.freshness(title, time))

    def glance(self, person: np.ndarray, rank: np.ndarray) -> np.ndarray:
        """Probability (rows,) that a title shown at a rank, 0 the top, is looked at."""
        return self.people.curiosity[person] * np.exp(-rank / self.people.patience[person])

    def watches_unshown(self, person: np.ndarray, title: np.ndarray, time: np.ndarray) -> np.ndarray:
        """The true probability of watching within the window when the title is not recommended."""
        return self.chance(person, title, time) * self.interest(person, title, time)

    def watches_shown(self, person: np.ndarray, title: np.ndarray, time: np.ndarray, rank: np.ndarray) -> np.ndarray:
        """The true probability of watching within the window when it is recommended at a rank."""
        met = 1.0 - (1.0 - self.chance(person, title, time)) * (1.0 - self.glance(person, rank))
        return met * self.interest(person, title, time)

    def effect(self, person: np.ndarray, title: np.ndarray, time: np.ndarray, rank: np.ndarray) -> np.ndarray:
        """What recommending truly adds to the probability of watching."""
        return self.watches_shown(person, title, time, rank) - self.watches_unshown(person, title, time)

    def enjoyment(self, person: np.ndarray, title: np.ndarray, time: np.ndarray) -> np.ndarray:
        """Stars (rows,) that a person would truly give, before noise, mood and rounding."""
        stars = self.nature.stars + self.nature.joy * self.affinity(person, title, time)
        return stars + self.nature.acclaim * self.titles.appeal[title] + self.people.generosity[person]

    def rate(
        self, person: np.ndarray, title: np.ndarray, time: np.ndarray, *, mood: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        """float32 stars (rows,) in halves, or wholes for people who use no halves. mood: stars of the sitting."""
        felt = self.enjoyment(person, title, time) + mood + rng.normal(0, 1, len(person)) * self.people.doubt[person]
        step = np.where(self.people.whole_stars[person] | (rng.random(len(person)) < 0.45), 1.0, 0.5)
        lowest = np.where(step == 1.0, 1.0, 0.5)
        return np.clip(np.round(felt / step) * step, lowest, 5.0).astype(np.float32)
