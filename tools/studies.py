"""Repeats the studies that found the settings of the recipes, and puts what they find into the recipes.

Arguments are names of splits or of studies, such as ml1m-S or ml1m-S-ease; without any, all are made. A study begins
with the settings that the recipe has; its log goes to benchmarks/studies. One that was cut off goes on; one that ended
begins anew, from what it found.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import MATINEE, ROOT, WORLD, WORLD_FOLDER, WORLD_RECIPE, make_world, source

STUDIES = ROOT / "benchmarks" / "studies"
RECIPES = ROOT / "src" / "matinee" / "recipes"
UNFINISHED = ROOT / "runs" / "studies"


@dataclass(frozen=True)
class Plan:
    """trials: at most. seconds: after which no more are begun. settings: KEY=VALUE, what the search begins with in the
    place of the recipe's."""

    trials: int
    seconds: float
    settings: tuple[str, ...] = ()


CHEAP = {
    "popular_recent": Plan(8, 600),
    "trending": Plan(16, 600),
    "well_rated": Plan(11, 600),
    "item_knn": Plan(16, 600),
    "user_knn": Plan(15, 600),
    "ease": Plan(12, 600),
    "ials": Plan(16, 600),
    "content": Plan(8, 600),
    "slim": Plan(8, 600),
}
"""On small splits, where a trial takes a second or two."""
FEWER = {
    "popular_recent": Plan(8, 600),
    "trending": Plan(12, 600),
    "well_rated": Plan(11, 600),
    "item_knn": Plan(10, 600),
    "user_knn": Plan(10, 600),
    "ease": Plan(12, 600),
    "ials": Plan(8, 600),
    "content": Plan(5, 600),
    "slim": Plan(4, 600),
}
RATING = {"bias": Plan(16, 120), "well_rated": Plan(8, 120), "svd": Plan(20, 240), "svdpp": Plan(20, 300)}
"""Of predicted ratings."""
STOPS = ("patience=3", "epochs=40")
"""For networks: the best epoch is found, and written down as their number of epochs."""
LONGER = ("patience=4", "epochs=60")
SLOWLY = ("patience=6", "epochs=15")
"""For those that get better slowly, in steps up and down."""
PLANS: Mapping[str, Mapping[str, Plan]] = {
    "ml100k-W": CHEAP | {
        "two_tower": Plan(12, 600, STOPS),
        "ncf": Plan(10, 600, STOPS),
        "lightgcn": Plan(16, 600, STOPS),
        "sasrec": Plan(6, 600, SLOWLY),
        "recvae": Plan(6, 600, LONGER),
    },
    "ml100k-R": RATING | {"sae": Plan(8, 300, STOPS), "rbm": Plan(8, 400)},
    "ml1m-R": RATING | {
        "sae": Plan(3, 300, STOPS),
        "rbm": Plan(1, 600, ("epochs=4", "refine=20", "batch=100", "rate=0.1", "units=400")),
    },
    WORLD: CHEAP,
    "ml1m-S": FEWER | {
        "two_tower": Plan(5, 900, STOPS),
        "lightgcn": Plan(4, 900, STOPS),
        "ncf": Plan(6, 600, STOPS),
        "sasrec": Plan(5, 600, SLOWLY),
        "recvae": Plan(3, 1200, ("patience=4", "epochs=30")),
    },
    "ml1m-T": FEWER | {
        "sasrec": Plan(6, 600, ("patience=3", "epochs=12")),
        "two_tower": Plan(4, 600, (*STOPS, "newest=true")),
    },
    "ml1m-W": FEWER,
}  # fmt: skip
"""What is not here has settings that were found on another split, or by hand; the recipes say so."""


def main(wanted: Sequence[str]) -> int:
    named = os.environ.get("MATINEE_DATA", "")
    if not named:
        print("error: MATINEE_DATA is to name a folder that holds splits/NAME.npz", file=sys.stderr)
        return 2
    planned = [(split, model) for split, plans in PLANS.items() for model in plans]
    chosen = [pair for pair in planned if not wanted or pair[0] in wanted or "-".join(pair) in wanted]
    unknown = set(wanted) - set(PLANS) - {"-".join(pair) for pair in planned}
    if unknown:
        print(f"error: no study is called {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    if any(split == WORLD for split, _ in chosen) and make_world():
        return 1
    failed = ["-".join(pair) for pair in chosen if not study(*pair, data=Path(named))]
    if failed:
        print(f"error: no settings were found by: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def study(split: str, model: str, *, data: Path) -> bool:
    """Whether it found settings, which are then in the recipe."""
    name, plan = f"{split}-{model}", PLANS[split][model]
    recipe, kept = RECIPES / f"{split.removesuffix('-S') if split == WORLD else split}.toml", UNFINISHED / f"{name}.db"
    words = [MATINEE, "tune", model, *where(split, data), "--trials", plan.trials, "--timeout", plan.seconds]
    words += [word for setting in plan.settings for word in ("--set", setting)]
    words += ["--study", kept, "--save-recipe", recipe]
    print("+", *words, file=sys.stderr, flush=True)
    if subprocess.run([str(word) for word in words], cwd=ROOT, check=False).returncode:
        return False
    STUDIES.mkdir(parents=True, exist_ok=True)
    recipe.with_name(f"{name}.json").replace(STUDIES / f"{name}.json")
    kept.unlink()
    return True


def where(split: str, data: Path) -> list[str | Path]:
    """The options of `matinee tune` that say what is tuned on."""
    if split == WORLD:
        return ["--data", WORLD_FOLDER, "--protocol", "strong", "--recipe", WORLD_RECIPE]
    return source(data / "splits" / f"{split}.npz")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
