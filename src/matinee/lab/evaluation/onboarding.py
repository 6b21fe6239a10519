"""Asking replayed on real people: what would each have answered, and how well do we do with those answers?

Somebody who is asked knows a title where their history holds it, and has not seen it otherwise; no more than that is
ever told. So a title that is to be found counts as not seen, as it would be for somebody who has yet to see it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matinee.domain.errors import BadData
from matinee.kit import topk
from matinee.kit.progress import SILENT, Progress, track
from matinee.kit.seeds import generator
from matinee.lab.core.answers import Scores
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage, Task
from matinee.lab.evaluation.accuracy import PLACES, accuracy, find
from matinee.lab.evaluation.ranking import CELLS
from matinee.lab.onboarding.answers import Answer, Answers, answer_from, known
from matinee.lab.onboarding.asker import PAGE, Asker

COUNTS = (1, 2, 3, 5, 10, 20)
MOST_PAGES = 10
"""After so many pages somebody is taken to have had enough."""


@dataclass(frozen=True, eq=False)
class Asked:
    """People after some number of answers. answers: what each had said by then. shown: int64 (people,), titles that
    were put before them until then. reached: bool (people,), whether they gave as many answers before they had had
    enough; those who did not have said what they could."""

    answers: Sequence[Answers]
    shown: np.ndarray
    reached: np.ndarray


def people_to_ask(stage: Stage, *, least: int = max(COUNTS)) -> Task:
    """Those of the task whose history holds at least `least` titles, so that every count has the same people."""
    task = stage.task
    kept = task.histories.lengths >= least
    if not kept.any():
        raise BadData(f"nobody has a history of {least} titles", where="the task", remedy="Ask for fewer answers")
    return replace(
        task,
        people=task.people[kept],
        histories=task.histories.rows(kept),
        targets=task.targets.rows(kept),
        missed=task.missed[kept],
    )


def asked_by_grid(
    asker: Asker,
    stage: Stage,
    histories: Histories,
    *,
    counts: Sequence[int] = COUNTS,
    page: int = PAGE,
    most_pages: int = MOST_PAGES,
    progress: Progress = SILENT,
) -> dict[int, Asked]:
    """By count: each person is shown page after page and answers title by title, in the order of the page.

    The next page is chosen when the last title of one is answered, as it is in use.
    """
    first = asker.next_page({}, count=page)

    def pages(answers: Answers) -> np.ndarray:
        return asker.next_page(answers, count=page) if answers else first

    return _asked(pages, stage, histories, counts=counts, most_pages=most_pages, progress=progress)


def asked_by_popularity(
    stage: Stage,
    histories: Histories,
    *,
    counts: Sequence[int] = COUNTS,
    page: int = PAGE,
    most_pages: int = MOST_PAGES,
) -> dict[int, Asked]:
    """By count: everybody is shown the titles that most people have, in that order."""
    of_each = np.bincount(stage.train.histories.titles, minlength=stage.train.n_titles)
    order = np.lexsort((topk.tie_keys(len(of_each)), -of_each)).astype(np.int32)

    def pages(answers: Answers) -> np.ndarray:
        return order[len(answers) : len(answers) + page]

    return _asked(pages, stage, histories, counts=counts, most_pages=most_pages, progress=SILENT)


def told_at_random(histories: Histories, count: int, *, seed: int = 0) -> Histories:
    """`count` titles of each history, drawn at random; more of them hold the fewer."""
    drawn = generator(seed, "told at random").random(len(histories.titles))
    by_row = np.lexsort((drawn, histories.row_numbers))
    place = np.empty(len(by_row), dtype=np.int64)
    place[by_row] = np.arange(len(by_row)) - histories.offsets[histories.row_numbers]
    return histories.keep_events(place < count)


def told_in_answers(histories: Histories, answers: Sequence[Answers]) -> Histories:
    """The events of each history whose titles were answered: what a model that reads histories is given."""
    asked = np.zeros(len(histories.titles), dtype=bool)
    for row, given in enumerate(answers):
        events = slice(histories.offsets[row], histories.offsets[row + 1])
        asked[events] = np.isin(histories.titles[events], np.fromiter(given, dtype=np.int64, count=len(given)))
    return histories.keep_events(asked)


def judge_answers(
    scores_of: Callable[[slice], Scores], task: Task, stage: Stage, *, metric: str = "ndcg@10"
) -> np.ndarray:
    """float64 (people,): how good the lists are that come of these scores, no title of the whole history listed.

    scores_of: float32 (people of the slice, titles), the caller's own.
    """
    n_titles = task.histories.n_titles
    lists = np.full((len(task), PLACES), -1, dtype=np.int32)
    size = max(1, min(1024, CELLS // max(n_titles, 1)))
    keys = topk.tie_keys(n_titles)
    for start in range(0, len(task), size):
        block = slice(start, min(start + size, len(task)))
        scores, hidden = scores_of(block), task.histories.rows(block)
        scores[hidden.row_numbers, hidden.titles] = -np.inf
        rows = np.arange(block.start, block.stop)
        lists[block] = topk.best(scores, PLACES, topk.keys_for_rows(keys, rows))[0]
    return accuracy(find(lists, task.targets, task.missed, stage.train.feedback))[metric]


def _asked(
    pages: Callable[[Answers], np.ndarray],
    stage: Stage,
    histories: Histories,
    *,
    counts: Sequence[int],
    most_pages: int,
    progress: Progress,
) -> dict[int, Asked]:
    feedback, wanted = stage.train.feedback, sorted(counts)
    given: dict[int, list[Answers]] = {count: [] for count in wanted}
    for row in track(range(len(histories)), label="asking", progress=progress, total=len(histories)):
        events = slice(histories.offsets[row], histories.offsets[row + 1])
        values = dict(zip(histories.titles[events].tolist(), histories.values[events].tolist(), strict=True))
        truth = {title: answer_from(value, feedback) for title, value in values.items()}
        for count, answers in _one_person(pages, truth, wanted, most_pages).items():
            given[count].append(answers)
    return {
        count: Asked(
            answers,
            np.array([len(one) for one in answers]),
            np.array([known(one) >= count for one in answers]),
        )
        for count, answers in given.items()
    }


def _one_person(
    pages: Callable[[Answers], np.ndarray], truth: Mapping[int, Answer], counts: Sequence[int], most_pages: int
) -> dict[int, Answers]:
    """What the person had said when they had given each number of answers, or at the end."""
    answers: dict[int, Answer] = {}
    made: dict[int, Answers] = {}
    told = 0
    for _ in range(most_pages):
        for title in pages(answers).tolist():
            answers[title] = truth.get(title, Answer.NOT_SEEN)
            if title in truth:
                told += 1
                if told in counts:
                    made[told] = dict(answers)
            if told >= counts[-1]:
                return made
    return {count: made.get(count, answers) for count in counts}
