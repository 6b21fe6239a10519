"""What it is truly worth to people of the demo world when a dislike counts against titles like it.

    python -m benchmarks.dislikes --seeds 1,2,3

People live for some days at a house that answers by the recipe. Then the slates of its model are held against those of
the same model with each weight of `dislike_weight`, by how much watching them would truly please: titles that were seen
bring nothing. The recipe itself takes 0.
"""

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.learning import Members, fitted

from matinee.doors.cli.simulate.house import founded
from matinee.lab.data.loaders.load import load
from matinee.lab.data.loaders.options import LoadOptions
from matinee.lab.world.audience import Terms, gather, moment_of
from matinee.lab.world.files import write_world
from matinee.lab.world.lives import Life
from matinee.lab.world.sizes import size_named
from matinee.ops.gates.rules import Rules
from matinee.ops.learning.base import Base
from matinee.ops.learning.holdout import first_holdout
from matinee.ops.runs.recipes import NamedRecipe, find_recipe
from matinee.ops.simulation.truth import Truth, true_worth

RECIPE, MEMBERS = "fast-demo-world", ("ease", "ials")
DAYS = 4
"""For which people live before they are asked."""
SIZES = {"tiny": (60, 60), "small": (600, 300)}
"""Size of the world -> founders, people."""


def measured(seed: int, size: str, weights: list[float]) -> dict[float, Truth | None]:
    founders, people = SIZES[size]
    world, audience = gather(Terms(size_named(size), people, founders, DAYS + 5, seed, seed))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path = founded(write_world(world, folder / "world"), audience)
        base = Base(load(path, options=LoadOptions(skip_bad=True)).dataset, "world")
        holdout = first_holdout(base.data.n_people, at=0, rules=Rules())
        usual = fitted(base, None, holdout, find_recipe(RECIPE), folder / "usual")
        members = Members(Life.of(audience), Life.of(audience))
        for day in range(DAYS):
            members.live(day, usual)
        at = {"seen": members.house.seen, "time": moment_of(DAYS)}
        return {
            weight: true_worth(
                usual,
                fitted(base, None, holdout, recipe_with(weight), folder / f"{weight}"),
                audience,
                members.house.rated,
                **at,
            )
            for weight in weights
        }


def recipe_with(weight: float) -> NamedRecipe:
    named = find_recipe(RECIPE)
    members = {name: {**named.recipe.get(name, {}), "dislike_weight": weight} for name in MEMBERS}
    return replace(named, recipe={**named.recipe, **members})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--size", default="small", choices=tuple(SIZES))
    parser.add_argument("--weights", default="0.05,0.15,0.3")
    asked = parser.parse_args()
    weights = [float(one) for one in asked.weights.split(",")]
    for seed in [int(one) for one in asked.seeds.split(",")]:
        for weight, truth in measured(seed, asked.size, weights).items():
            if truth is not None:
                said = f"{truth.champion:.3f} without, {truth.candidate - truth.champion:+.3f} with"
                interval = f"({truth.low:+.3f} to {truth.high:+.3f})"
                print(f"seed {seed}, weight {weight:g}: {said} {interval}, {truth.people} people", flush=True)


if __name__ == "__main__":
    main()
