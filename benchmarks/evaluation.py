"""How long judging takes and how much memory it needs, with a scorer that costs next to nothing.

    python benchmarks/evaluation.py [--people 100000 --titles 20000] [--no-genres]

Without sizes it measures the two that docs/referee.md states. Each size runs in a process of its own, so that one's
memory is not counted with the other's.
"""

import argparse
import ctypes
import multiprocessing
import sys
import time

import numpy as np
import polars as pl

from matinee.kit.memory import peak_memory
from matinee.lab.core.answers import Scores
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.splits.split import Stage, Task
from matinee.lab.data.titles import TitleTable
from matinee.lab.data.vocabulary import Vocabulary
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.lab.evaluation.statistics import bootstrap_intervals

SIZES = ((1_000, 3_500), (100_000, 20_000))
HISTORY, TARGETS = 40, 10


class Drawn:
    """Scores of a fixed table, entered at another place for each person: cheap, and no two people alike."""

    def __init__(self, titles: int) -> None:
        self.table = np.random.default_rng(1).standard_normal(3 * titles).astype(np.float32)
        self.seconds = 0.0

    def scores(self, histories: Histories) -> Scores:
        started = time.perf_counter()
        windows = np.lib.stride_tricks.sliding_window_view(self.table, histories.n_titles)
        first = histories.titles[histories.offsets[:-1]] % (2 * histories.n_titles)
        made = windows[first]
        self.seconds += time.perf_counter() - started
        return made


def a_stage(people: int, titles: int, *, genres: bool) -> Stage:
    """Each person has 40 titles and looks for 10 others, popular ones more often; the training data is the 40."""
    chance = np.random.default_rng(0)
    each = HISTORY + TARGETS
    start = (chance.random(people) ** 2 * titles).astype(np.int64)
    step = chance.integers(1, max(titles // each, 2), size=people)
    held = (start[:, None] + step[:, None] * np.arange(each)) % titles
    rows = np.repeat(np.arange(people), HISTORY)
    stars = chance.integers(4, 6, size=(people, each)).astype(np.float32)
    log = Interactions(rows, held[:, :HISTORY].ravel(), stars[:, :HISTORY].ravel())
    wanted = Interactions(np.repeat(np.arange(people), TARGETS), held[:, HISTORY:].ravel(), stars[:, HISTORY:].ravel())
    train = Dataset(log, Vocabulary(np.arange(titles)), Vocabulary(np.arange(people)))
    if genres:
        train = train.with_titles(table_of_genres(titles, chance))
    targets = Histories.from_interactions(wanted, n_people=people, n_titles=titles)
    return Stage(train, Task(train.people.ids, train.histories, targets, np.zeros(people, dtype=np.int32)))


def table_of_genres(titles: int, chance: np.random.Generator) -> TitleTable:
    names = [f"genre {index}" for index in range(18)]
    frame = pl.DataFrame(
        {
            "id": np.arange(titles),
            "name": [f"title {index}" for index in range(titles)],
            "year": np.full(titles, 2000, dtype=np.int32),
            "genres": [list(chance.choice(names, 3, replace=False)) for _ in range(titles)],
        }
    )
    return TitleTable(frame)


def measure(people: int, titles: int, genres: bool) -> None:
    stage = a_stage(people, titles, genres=genres)
    model = Drawn(titles)
    give_back_freed_memory()
    started = time.perf_counter()
    with peak_memory() as peak:
        result = evaluate_ranking(model, stage)
    seconds, started = time.perf_counter() - started, time.perf_counter()
    bootstrap_intervals(result.per_person)
    print(
        f"{people:>9,} people x {titles:>6,} titles, {len(result.overall)} metrics, diversity by "
        f"{result.diversity_by}: {seconds - model.seconds:7.2f} s (and {model.seconds:.2f} s in the scorer), "
        f"peak {peak.mib:6.0f} MiB above the data; intervals {time.perf_counter() - started:.2f} s"
    )


def give_back_freed_memory() -> None:
    """What making the data left behind would otherwise be used again and not be seen as a rise."""
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int)
    asked.add_argument("--titles", type=int)
    asked.add_argument("--no-genres", action="store_true", help="compare titles by who watched them")
    given = asked.parse_args()
    sizes = [(given.people, given.titles)] if given.people and given.titles else SIZES
    for people, titles in sizes:
        process = multiprocessing.get_context("spawn").Process(
            target=measure, args=(people, titles, not given.no_genres)
        )
        process.start()
        process.join()


if __name__ == "__main__":
    main()
