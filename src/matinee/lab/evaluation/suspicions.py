"""Finds leaks by what they do: a model, or the referee itself, that scores better than it possibly can is at fault."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import polars as pl

from matinee.kit.seeds import generator
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.splits.split import Stage
from matinee.lab.data.titles import TitleTable
from matinee.lab.evaluation.chance import Constant, expected_at_random, popularity
from matinee.lab.evaluation.leaks import LeakFinding
from matinee.lab.evaluation.ranking import RankingResult, Scorer, evaluate_ranking
from matinee.lab.evaluation.statistics import paired_t_test

SURE = 1e-4
"""A finding is raised where an honest model would give one so rarely."""

ROUNDING = 1e-6
"""Per-person figures are float32; where nothing is left to chance, only rounding differs."""

Evaluate = Callable[[Scorer, Stage], RankingResult]


def lint_referee(stage: Stage, *, evaluate: Evaluate = evaluate_ranking) -> tuple[LeakFinding, ...]:
    """A model that finds everything equally good must score as a random one, neither better nor worse.

    If it does not, ties are broken by something that knows the answer, such as the order of the titles.
    """
    if len(stage.task) < 2:
        return ()
    judged = evaluate(Constant(), stage).per_person
    expected = expected_at_random(stage)
    found = []
    for metric in ("ndcg@100", "recall_all@100"):
        seen, chance = float(judged[metric].mean()), float(expected[metric].mean())
        if abs(seen - chance) > ROUNDING and paired_t_test(judged[metric], expected[metric]) < SURE:
            what = f"a constant model scores {metric} {seen:.4f}, where chance gives {chance:.4f}"
            found.append(LeakFinding("constant model", "leak", "final", len(stage.task), what))
    return tuple(found)


def lint_model(make: Callable[[], Recommender], stage: Stage, *, seed: int = 0) -> tuple[LeakFinding, ...]:
    """A model that learned from shuffled labels must not beat popularity.

    The titles of the training events are dealt out anew, and so are the facts of titles: each title keeps its
    popularity, each person the number of events, and nothing else is left to learn. Who beats popularity then has seen
    the targets by another way.
    """
    if len(stage.task) < 2:
        return ()
    model = make().fit(shuffled(stage.train, seed=seed), FitContext(seed=seed))
    ours = evaluate_ranking(model, stage).per_person
    theirs = evaluate_ranking(popularity(stage), stage).per_person
    found = []
    for metric in ("ndcg@10", "ndcg@100"):
        if paired_t_test(ours[metric], theirs[metric], alternative="greater") < SURE:
            seen, bar = float(ours[metric].mean()), float(theirs[metric].mean())
            what = f"fitted on shuffled labels, {model.name()} scores {metric} {seen:.4f}, and popularity {bar:.4f}"
            found.append(LeakFinding("shuffled labels", "leak", "final", len(stage.task), what))
    return tuple(found)


def shuffled(data: Dataset, *, seed: int = 0) -> Dataset:
    """The same data with every link between people, titles and facts of titles cut; further tables are left out."""
    chance = generator(seed, "shuffled labels")
    log = data.log
    dealt = Interactions(log.people, chance.permutation(log.titles), log.values, log.times)
    frame = data.title_table.frame
    ids = pl.Series("id", chance.permutation(np.asarray(frame["id"].to_list())), dtype=frame["id"].dtype)
    table = TitleTable(frame.with_columns(ids))
    return replace(data, log=dealt, title_table=table, extras={}, name=f"{data.name}, shuffled")
