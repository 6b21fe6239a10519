"""What people get who live with a house that learns each week, against the same people at one that does not.

    python -m benchmarks.living --seeds 1,2,4
    python -m benchmarks.living --seeds 1,2,4 --founders 300

The simulation without its service and without a gate: every candidate goes live. One house learns from what its people
found by themselves, one from what it led them to as well, and one that never learns does not let titles give way that
were passed over. There is no exploration.
"""

import argparse
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from benchmarks.learning import RULES, Members, fitted

from matinee.doors.cli.simulate.house import founded
from matinee.kit.clock import DAY, SECOND
from matinee.lab.data.histories import Histories
from matinee.lab.data.loaders.load import load
from matinee.lab.data.loaders.options import LoadOptions
from matinee.lab.world.audience import Audience, Terms, gather, moment_of
from matinee.lab.world.files import write_world
from matinee.lab.world.lives import ByRule, Life, by_popularity, by_the_truth
from matinee.lab.world.sizes import size_named
from matinee.ops.learning.base import Base
from matinee.ops.learning.holdout import Holdout, first_holdout
from matinee.ops.learning.question import Answering
from matinee.ops.learning.snapshot import Rated
from matinee.ops.releases.release import Release
from matinee.ops.runs.recipes import NamedRecipe, find_recipe
from matinee.services.recommending.passing import giving_way, passed_over

EVERY = 7
"""Days from one model to the next."""
LAST = 10


@dataclass
class Shown:
    """Slates by one model until another is taken. drawn: of each person, moments and slates."""

    release: Release
    passing: float
    drawn: dict[int, list[tuple[int, list[int]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.take(self.release)

    def take(self, release: Release) -> None:
        self.release = release
        self.numbers = np.array([int(one) - 1 for one in release.titles.ids.tolist()])
        self.places = {number: place for place, number in enumerate(self.numbers.tolist())}
        self.answering = Answering(release, release.titles)

    def __call__(self, life: Life, person: int, time: int) -> np.ndarray:
        known = [(self.places[title], star) for title, star in life.rated[person].items() if title in self.places]
        history = Histories.from_lists(
            [[place for place, _ in known]], n_titles=len(self.numbers), values=[[star for _, star in known]]
        )
        scores = self.answering.scores(history)[0]
        scores[life.seen[person][self.numbers]] = -np.inf
        drawn = self.drawn.setdefault(person, [])
        passed = passed_over([one for one in drawn if one[0] >= time * SECOND - 30 * DAY])
        looks = {self.places[title]: count for title, count in zip(passed.titles, passed.looks, strict=True)
                 if title in self.places}  # fmt: skip
        if looks and self.passing:
            counted = np.array(list(looks.values()), dtype=np.float32)
            scores = giving_way(scores, np.array(list(looks)), counted, strength=self.passing)
        slate = self.numbers[np.argsort(-scores, kind="stable")[: life.audience.terms.slate]]
        drawn.append((time * SECOND, slate.tolist()))
        return slate


@dataclass(frozen=True)
class Town:
    """What models of a world are fitted to."""

    audience: Audience
    base: Base
    holdout: Holdout
    recipe: NamedRecipe
    folder: Path

    def model(self, name: str, rated: Rated | None) -> Release:
        return fitted(self.base, rated, self.holdout, self.recipe, self.folder / name)


def learned_from(life: Life, *, led: bool) -> Rated:
    """led: from what the house led to as well."""
    rated = Members(life, life).as_rated()
    return replace(rated, shown=np.zeros_like(rated.shown)) if led else rated


def lived(town: Town, founding: np.ndarray) -> Mapping[str, np.ndarray]:
    """Of each rule the mean worth of a slate, by day."""
    audience, days = town.audience, town.audience.terms.days
    first, passing = town.model("first", None), town.recipe.answer["passing"]
    slates = {name: Shown(first, passing) for name in ("never learns", "found", "led to as well")}
    slates["nothing gives way"] = Shown(first, 0.0)
    rules = {name: ByRule(Life.of(audience), shows) for name, shows in slates.items()}
    rules |= {"popularity": by_popularity(audience, founding), "oracle": by_the_truth(audience)}
    worth: dict[str, list[float]] = {name: [] for name in rules}
    for day in range(days):
        if day and not day % EVERY:
            for name in ("found", "led to as well"):
                rated = learned_from(rules[name].life, led=name != "found")
                slates[name].take(town.model(f"{name} {day}", rated))
        for rule in rules.values():
            for person in np.flatnonzero(audience.joins == day).tolist():
                rule.join(person, moment_of(day))
            for person in np.flatnonzero(audience.leaves == day).tolist():
                if person in rule.life.rated:
                    rule.leave(person)
        visits = audience.visits(day)
        for name, rule in rules.items():
            worth[name].append(float(np.mean([rule.visit(person, time) or 0.0 for time, person in visits])))
    return {name: np.array(one) for name, one in worth.items()}


def measured(terms: Terms) -> Mapping[str, np.ndarray]:
    world, audience = gather(terms)
    with tempfile.TemporaryDirectory() as folder:
        path = founded(write_world(world, Path(folder) / "world"), audience)
        base = Base(load(path, options=LoadOptions(skip_bad=True)).dataset, "world")
        founding = np.zeros(terms.size.titles, dtype=np.int64)
        np.add.at(founding, base.data.titles.ids[base.data.log.titles].astype(np.int64) - 1, 1)
        holdout = first_holdout(base.data.n_people, at=0, rules=RULES)
        recipe = find_recipe("worthwhile-demo-world")
        return lived(Town(audience, base, holdout, recipe, Path(folder)), founding)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1,2,4")
    parser.add_argument("--founders", type=int, default=600)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--days", type=int, default=60)
    asked = parser.parse_args()
    usual = Terms(size_named("small"), asked.people, asked.founders, asked.days, 0, 0)
    for seed in [int(one) for one in asked.seeds.split(",")]:
        found = measured(replace(usual, seed=seed, world_seed=seed))
        for said, part in (("all days", slice(None)), (f"last {LAST} days", slice(-LAST, None))):
            mean = {name: float(days[part].mean()) for name, days in found.items()}
            way = mean["oracle"] - mean["popularity"]
            told = (f"{name} {one:.3f} ({(one - mean['popularity']) / way:.0%})" for name, one in mean.items())
            print(f"seed {seed}, {said}: {', '.join(told)}", flush=True)


if __name__ == "__main__":
    main()
