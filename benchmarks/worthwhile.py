"""What slates of several rankings are truly worth to people of the demo world, as the share of the way from the most
popular titles to the best there are.

    python -m benchmarks.worthwhile --seeds 1,2,3

People are asked after thirty days in which they were shown nothing. A ranking has learned from the founders and from
them, but for those who are held out, as a house learns. Beside each world's share stands its mean over people, in stars
beyond a wasted evening.
"""

import argparse
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.learning import NO_FACTS, RULES, fitted

from matinee.doors.cli.simulate.house import founded
from matinee.lab.data.loaders.load import load
from matinee.lab.data.loaders.options import LoadOptions
from matinee.lab.world.audience import Audience, Terms, gather, moment_of, popular
from matinee.lab.world.files import write_world
from matinee.lab.world.lives import Life
from matinee.lab.world.sizes import size_named
from matinee.ops.learning.base import Base
from matinee.ops.learning.holdout import first_holdout
from matinee.ops.learning.snapshot import Rated
from matinee.ops.runs.recipes import NamedRecipe, find_recipe
from matinee.ops.simulation.truth import slates_of

DAYS, PEOPLE, FOUNDERS = 30, 500, 600
PLAIN: dict[str, Any] = {"factors": 10, "unobserved": 0.1, "l2": 0.03, "epochs": 16}
FAMED = {**PLAIN, "fame": 0.75}
SVD = {"factors": 16}


def rankings() -> dict[str, NamedRecipe]:
    """By what is said of them."""
    made = find_recipe("worthwhile-demo-world")

    def answering(name: str, settings: dict[str, Any]) -> NamedRecipe:
        recipe = {**made.recipe, name: settings}
        return replace(made, recipe=recipe, answer={**made.answer, "ranks": name})

    return {
        "`weighted` of `fast-demo-world`": find_recipe("fast-demo-world"),
        "`ials`, likes": answering("ials", PLAIN),
        "`ials`, likes, `fame` 0.75": answering("ials", FAMED),
        "`worthwhile`, `fame` 0": answering("worthwhile", {"members": {"ials": PLAIN, "svd": SVD}}),
        "`worthwhile`, stars by `bias`": answering("worthwhile", {"members": {"ials": FAMED, "bias": {}}}),
        "`worthwhile` of `worthwhile-demo-world`": made,
    }


@dataclass(frozen=True)
class Alone:
    """People on the last day, who were never shown anything."""

    audience: Audience
    life: Life

    @property
    def people(self) -> list[int]:
        return sorted(self.life.rated)

    def worth(self, slates: list[np.ndarray]) -> float:
        now, seen = moment_of(DAYS), self.life.seen
        pairs = zip(self.people, slates, strict=True)
        return float(np.mean([self.audience.satisfaction(one, slate, now, seen=seen[one]) for one, slate in pairs]))

    def as_rated(self) -> Rated:
        rows = [
            (place, title + 1, star, self.life.told[one, title])
            for place, one in enumerate(self.people)
            for title, star in self.life.rated[one].items()
        ]
        who, titles, stars, times = (np.array(column) for column in zip(*rows, strict=True))
        led = np.zeros(len(rows), dtype=bool)
        keys = [f"member{one}" for one in self.people]
        return Rated(keys, who, titles, stars.astype(np.float32), times, led, NO_FACTS)


def lived(audience: Audience) -> Alone:
    life = Life.of(audience)
    for day in range(DAYS + 1):
        for person in np.flatnonzero(audience.joins == day).tolist():
            life.join(person, moment_of(day))
        for person in np.flatnonzero(audience.leaves == day).tolist():
            if person in life.rated:
                life.leave(person)
        for time, person in audience.visits(day):
            life.find(person, time)
    return Alone(audience, life)


def measured(seed: int) -> dict[str, tuple[float, float]]:
    """Of each ranking the share of the way and the worth."""
    world, audience = gather(Terms(size_named("small"), PEOPLE, FOUNDERS, 2 * DAYS, seed, seed))
    alone = lived(audience)
    with tempfile.TemporaryDirectory() as folder:
        path = founded(write_world(world, Path(folder) / "world"), audience)
        base = Base(load(path, options=LoadOptions(skip_bad=True)).dataset, "world")
        holdout = first_holdout(base.data.n_people, at=0, rules=RULES)
        counts = alone.life.counts.copy()
        np.add.at(counts, base.data.titles.ids[base.data.log.titles].astype(np.int64) - 1, 1)
        seen, now = alone.life.seen, moment_of(DAYS)
        most = alone.worth([popular(counts, seen=seen[one], k=audience.terms.slate) for one in alone.people])
        best = alone.worth([audience.best(one, now, seen=seen[one]) for one in alone.people])
        found = {"the most popular titles": (0.0, most)}
        for place, (said, recipe) in enumerate(rankings().items()):
            release = fitted(base, alone.as_rated(), holdout, recipe, Path(folder) / f"ranking-{place}")
            slates = slates_of(release, audience, alone.people, alone.life.rated, seen)
            worth = alone.worth(slates)
            found[said] = (worth - most) / (best - most), worth
        return {**found, "the best there are": (1.0, best)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1,2,3")
    seeds = [int(one) for one in parser.parse_args().seeds.split(",")]
    worlds = [measured(seed) for seed in seeds]
    print(f"| ranking | {' | '.join(f'seed {seed}' for seed in seeds)} |")
    print(f"|---|{'--:|' * len(seeds)}")
    for said in worlds[0]:
        print(f"| {said} | {' | '.join(f'{way:.0%} ({worth:.3f})' for way, worth in (one[said] for one in worlds))} |")


if __name__ == "__main__":
    main()
