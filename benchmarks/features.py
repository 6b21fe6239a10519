"""Writes docs/features.md anew: the table of features, what they cost, and how well the known habits of the demo world
are found again. Run it from anywhere: python benchmarks/features.py
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from matinee.kit.files import write_text
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.load import load
from matinee.lab.features.person import person_features
from matinee.lab.features.registry import FEATURES, NAMES
from matinee.lab.world.files import write_world
from matinee.lab.world.sizes import size_named
from matinee.lab.world.traits import PeopleTraits, make_people
from matinee.lab.world.world import build_world
from matinee.ops.features.people import moment_of
from matinee.ops.reports.feature_table import feature_table

PAGE = Path(__file__).resolve().parent.parent / "docs" / "features.md"
TABLE = "<!-- features: written by benchmarks/features.py -->", "<!-- end of features -->"
FIGURES = "<!-- figures: written by benchmarks/features.py -->", "<!-- end of figures -->"
SIZE, SEED = "small", 7
LONG = 50
REPEATS = 9
HABITS = {
    "activity": ("how often somebody meets titles", "activity"),
    "tenure": ("when somebody joined, turned round", "joined"),
    "binge_rate": ("mean titles a sitting", "binge"),
    "binge_share": ("mean titles a sitting", "binge"),
    "usual_hour": ("hour at which sittings begin", "hour"),
    "weekend_share": ("leaning to the weekend", "weekend"),
    "rating_mean": ("stars added to every rating", "generosity"),
    "rating_deviation": ("noise of ratings in stars", "doubt"),
}
"""Feature -> the habit it should find, in words, and its name in the traits of people."""


def main() -> int:
    with tempfile.TemporaryDirectory() as made:
        write_world(build_world(size_named(SIZE), seed=SEED), Path(made))
        data = load(Path(made)).dataset
    people = make_people(size_named(SIZE), seed=SEED)
    text = _between(PAGE.read_text(encoding="utf-8"), TABLE, feature_table(FEATURES))
    write_text(PAGE, _between(text, FIGURES, f"{habits_table(data, people)}\n\n{cost(data)}"))
    return 0


def habits_table(data: Dataset, people: PeopleTraits) -> str:
    table = person_features(data.histories, at=moment_of(data, None), facts=data.facts)
    rows = data.people.ids - 1
    long = data.histories.lengths >= LONG
    lines = [
        f"| feature | the habit that was given | everybody | {LONG} events or more |",
        "|---|---|--:|--:|",
    ]
    for name, (words, trait) in HABITS.items():
        found = _unwrapped(name, table[:, NAMES.index(name)])
        true = _unwrapped(name, getattr(people, trait)[rows].astype(np.float64))
        true = -true if name == "tenure" else true
        everybody = np.ones(len(long), dtype=bool)
        both = [float(np.asarray(spearmanr(found[who], true[who]))[0]) for who in (everybody, long)]
        lines.append(f"| `{name}` | {words} | {both[0]:.2f} | {both[1]:.2f} |")
    told = (
        f"Rank correlations (Spearman) between the habit that each person of the world was given and the feature "
        f"measured from the log alone, at its end. World of size {SIZE}, seed {SEED}; {len(long):,} people with "
        f"ratings, {long.sum():,} of them with {LONG} or more."
    )
    return "\n".join([*lines, "", told])


def cost(data: Dataset) -> str:
    histories, at, facts = data.histories, moment_of(data, None), data.facts
    one = histories.row(int(np.argsort(histories.lengths)[len(histories) // 2]))
    whole = _milliseconds(lambda: person_features(histories, at=at, facts=facts))
    single = _milliseconds(lambda: person_features(one, at=at, facts=facts))
    return (
        f"All {len(FEATURES)} features of {len(histories):,} people with {len(histories.titles):,} events take "
        f"{whole:.0f} ms, those of one person with {len(one.titles)} events {single:.2f} ms (median of {REPEATS}, one "
        f"thread, facts of titles already aligned)."
    )


def _milliseconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


def _unwrapped(name: str, values: np.ndarray) -> np.ndarray:
    """Hours are cut open at half past seven in the morning, where the fewest sittings begin."""
    return (values - 7.5) % 24 if name == "usual_hour" else values


def _between(text: str, marks: tuple[str, str], block: str) -> str:
    before, _, rest = text.partition(marks[0])
    _, closing, after = rest.partition(marks[1])
    if not closing:
        raise ValueError(f"the page has no place between {marks[0]} and {marks[1]}")
    return f"{before}{marks[0]}\n\n{block}\n\n{marks[1]}{after}"


if __name__ == "__main__":
    sys.exit(main())
