"""How well somebody new is served after a few answers, replayed on the people of a split."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matinee.domain.errors import BadInput
from matinee.kit.progress import SILENT, Progress, step
from matinee.lab.core.abilities import KnowsTastes
from matinee.lab.core.answers import Scores
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Split, Stage, Task
from matinee.lab.evaluation.onboarding import (
    COUNTS,
    Asked,
    asked_by_grid,
    asked_by_popularity,
    judge_answers,
    people_to_ask,
    told_at_random,
    told_in_answers,
)
from matinee.lab.evaluation.statistics import bootstrap_interval, holm, paired_t_test
from matinee.lab.onboarding.asker import Asker
from matinee.ops.runs.bench import split_facts
from matinee.ops.runs.judge import fitted
from matinee.ops.runs.machine import describe_machine
from matinee.ops.runs.onboarding_file import GRID, POPULAR, RANDOM, WHOLE, Gap, OnboardingFile, Point, Way
from matinee.ops.runs.specs import ModelSpec
from matinee.version import __version__

METRIC = "ndcg@10"
ASKER = "answers"
"""What answers from all that was said, not seen included, is called beside the models that read a history."""
ASKING_MODEL = "newcomer"


@dataclass(frozen=True, eq=False)
class _Judged:
    """One point: what each person got, and what asking took where somebody was asked."""

    way: Way
    by: str
    answers: int | None
    values: np.ndarray
    asked: Asked | None = None


def asker_of(model: Recommender) -> Asker:
    """Whoever asks by what a model has learned; BadInput where a model has not learned it."""
    if not isinstance(model, KnowsTastes):
        raise BadInput(
            f"'{model.name()}' does not know what to ask",
            remedy=f"Train '{ASKING_MODEL}', whose tastes can be asked by",
        )
    return Asker(model.tastes)


def measure_onboarding(
    split: Split,
    specs: Sequence[ModelSpec],
    *,
    context: FitContext,
    counts: Sequence[int] = COUNTS,
    command: str = "matinee onboarding",
    progress: Progress = SILENT,
) -> OnboardingFile:
    """The curve of quality over the number of answers: asked by the grid, by popular titles, or told at random.

    Nothing is chosen here: the settings are those of the specs. specs: models that read a history, the one that is
    asked by among them.
    """
    stage = split.final
    task = people_to_ask(stage, least=max(counts))
    models = {spec.label: fitted(spec, stage, context) for spec in specs}
    asking = next((spec.label for spec in specs if spec.name == ASKING_MODEL), None)
    if asking is None:
        raise BadInput(f"'{ASKING_MODEL}' is not among the models", where="models", remedy="Name it too")
    asker = asker_of(models[asking])
    by_grid = asked_by_grid(asker, stage, task.histories, counts=counts, progress=progress)
    by_popularity = asked_by_popularity(stage, task.histories, counts=counts)
    with step("judging the lists", progress=progress):
        bench = _Bench(asker, models, task, stage)
        judged = bench.told(WHOLE, task.histories, None)
        for count in sorted(counts):
            judged += bench.asked(GRID, by_grid[count], count)
            judged += bench.asked(POPULAR, by_popularity[count], count)
            judged += bench.told(RANDOM, told_at_random(task.histories, count, seed=context.seed), count)
    return OnboardingFile(
        command=command,
        version=__version__,
        machine=describe_machine(context.threads),
        split=split_facts(split),
        people=len(task),
        seed=context.seed,
        settings={spec.label: models[spec.label].config.model_dump(mode="json") for spec in specs},
        points=_points(judged),
        gaps=_gaps(judged, asking=asking),
    )


@dataclass(frozen=True, eq=False)
class _Bench:
    """Who answers for whom."""

    asker: Asker
    models: Mapping[str, Recommender]
    task: Task
    stage: Stage

    def asked(self, way: Way, asked: Asked, count: int) -> list[_Judged]:
        """Answered from all that was said, and by each model from the titles that were known."""

        def answering(block: slice) -> Scores:
            return np.stack([self.asker.scores(answers) for answers in asked.answers[block]])

        values = judge_answers(answering, self.task, self.stage, metric=METRIC)
        told = told_in_answers(self.task.histories, asked.answers)
        return [_Judged(way, ASKER, count, values, asked), *self.told(way, told, count, asked)]

    def told(self, way: Way, told: Histories, count: int | None, asked: Asked | None = None) -> list[_Judged]:
        """Answered by each model from histories."""
        return [_Judged(way, label, count, self._by(model, told), asked) for label, model in self.models.items()]

    def _by(self, model: Recommender, told: Histories) -> np.ndarray:
        return judge_answers(lambda block: model.scores(told.rows(block)), self.task, self.stage, metric=METRIC)


def _points(judged: Sequence[_Judged]) -> list[Point]:
    """of_whole: of the best of the whole histories, whichever model that is of."""
    best = max(float(one.values.mean()) for one in judged if one.way == WHOLE)
    made = []
    for one in judged:
        interval = bootstrap_interval(one.values)
        shown = None if one.asked is None else one.asked.shown
        made.append(
            Point(
                way=one.way,
                by=one.by,
                answers=one.answers,
                metric=METRIC,
                mean=interval.mean,
                low=interval.low,
                high=interval.high,
                of_whole=interval.mean / best if best else None,
                shown_mean=None if shown is None else float(shown.mean()),
                shown_median=None if shown is None else float(np.median(shown)),
                reached=None if one.asked is None else float(one.asked.reached.mean()),
            )
        )
    return made


def _gaps(judged: Sequence[_Judged], *, asking: str) -> list[Gap]:
    """The grid, answered from all that was said, less each other way at the same number of answers, paired over people.

    The other ways are answered by the same model: from a history of random titles, and from all that was said of
    popular ones.
    """
    found = {(one.way, one.by, one.answers): one.values for one in judged}
    counts = sorted({one.answers for one in judged if one.answers is not None})
    others: list[tuple[Way, str]] = [(RANDOM, asking), (POPULAR, ASKER)]
    pairs: list[tuple[int, Way, str]] = [(count, way, by) for count in counts for way, by in others]
    tests = [paired_t_test(found[GRID, ASKER, count], found[way, by, count]) for count, way, by in pairs]
    made = []
    for (count, way, by), p, adjusted in zip(pairs, tests, holm(tests), strict=True):
        interval = bootstrap_interval(found[GRID, ASKER, count] - found[way, by, count])
        made.append(
            Gap(
                answers=count,
                against=way,
                by=by,
                mean=interval.mean,
                low=interval.low,
                high=interval.high,
                p_t=p,
                p_holm=float(adjusted),
            )
        )
    return made
