"""Small stages to judge on, written out by hand or drawn at random."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from matinee.domain.feedback import WHOLE_STARS, Feedback
from matinee.lab.core.answers import Scores
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.splits.split import Stage, Task
from matinee.lab.data.titles import TitleTable
from matinee.lab.data.vocabulary import Vocabulary


class InTurn:
    """A model that was told one row of scores a person and gives them out in the order of the task."""

    def __init__(self, table: np.ndarray) -> None:
        self.table = table
        self.given = 0

    def scores(self, histories: Histories) -> Scores:
        self.given += len(histories)
        return self.table[self.given - len(histories) : self.given].astype(np.float32)


def train_of(
    rows: Sequence[Sequence[int]],
    *,
    n_titles: int,
    feedback: Feedback = WHOLE_STARS,
    genres: dict[int, list[str]] | None = None,
    years: dict[int, int] | None = None,
) -> Dataset:
    """One person a row, ids 'p0', 'p1', ...; titles have their position as id; every value is the highest."""
    people = [index for index, row in enumerate(rows) for _ in row]
    titles = [title for row in rows for title in row]
    log = Interactions(np.array(people), np.array(titles), np.full(len(titles), feedback.highest))
    names = Vocabulary(np.array([f"p{index}" for index in range(len(rows))]))
    table = facts_of(n_titles, genres=genres or {}, years=years or {}) if genres or years else TitleTable.empty()
    return Dataset(log, Vocabulary(np.arange(n_titles)), names, feedback, table, name="by hand")


def facts_of(n_titles: int, *, genres: dict[int, list[str]], years: dict[int, int]) -> TitleTable:
    return TitleTable(
        pl.DataFrame(
            {
                "id": range(n_titles),
                "name": [f"Title {index}" for index in range(n_titles)],
                "year": [years.get(index) for index in range(n_titles)],
                "genres": [genres.get(index, []) for index in range(n_titles)],
            },
            schema={"id": pl.Int64, "name": pl.String, "year": pl.Int32, "genres": pl.List(pl.String)},
        )
    )


def stage_of(
    train: Dataset,
    *,
    histories: Sequence[Sequence[int]],
    targets: Sequence[Sequence[int]],
    values: Sequence[Sequence[float]] | None = None,
    missed: Sequence[int] | None = None,
) -> Stage:
    """People 'q0', 'q1', ... to answer for."""
    n = train.n_titles
    task = Task(
        people=np.array([f"q{index}" for index in range(len(histories))]),
        histories=Histories.from_lists(histories, n_titles=n),
        targets=Histories.from_lists(targets, n_titles=n, values=values),
        missed=np.array(missed if missed is not None else [0] * len(histories), dtype=np.int32),
    )
    return Stage(train, task)


def random_stage(
    seed: int = 0, *, people: int = 60, titles: int = 140, genres: bool = False, popular_power: float = 1.0
) -> Stage:
    """People drawn at random, titles unequally popular, histories and targets apart; some people miss titles."""
    chance = np.random.default_rng(seed)
    weight = 1.0 / np.arange(1, titles + 1) ** popular_power
    weight /= weight.sum()
    known, wanted, stars = [], [], []
    for _ in range(people):
        drawn = chance.choice(titles, size=int(chance.integers(4, 40)), replace=False, p=weight)
        cut = int(chance.integers(1, len(drawn) - 1))
        known.append(drawn[:cut].tolist())
        wanted.append(drawn[cut:].tolist())
        stars.append(chance.integers(4, 6, size=len(drawn) - cut).astype(float).tolist())
    named = {t: list(chance.choice(["Drama", "War", "Western", "Noir"], 2, replace=False)) for t in range(titles)}
    train = train_of([*known, list(range(titles))], n_titles=titles, genres=named if genres else None)
    missed = chance.integers(0, 3, size=people).tolist()
    return stage_of(train, histories=known, targets=wanted, values=stars, missed=missed)
