"""What is asked of both models: of people whom neither learned from, the newest titles they liked, over titles that
both know.

Titles that the house had shown are not asked for. People watch what they are shown, so that whoever asks for it asks
mostly for what the champion has chosen, and finds any other model wanting.
"""

from dataclasses import replace

import numpy as np

from matinee.lab.core.answers import Scores
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Split, Stage
from matinee.lab.data.splits.tasks import Rows, make_task
from matinee.lab.data.vocabulary import Vocabulary
from matinee.ops.gates.judged import leaks_of
from matinee.ops.releases.release import Release

ONE_TARGET_IN = 5
"""Every fifth like of a person is to be found, the newest ones, and one at least."""
ONE_IN_OF_FEW, FEW = 2, 500
"""Every second, where fewer people than that are asked: few do not even out what one title more or less does to the
figure of somebody."""


class Answering:
    """A release as it answers people, over some of the titles that it knows: whoever has rated few titles is answered
    by the model that asks."""

    def __init__(self, release: Release, titles: Vocabulary) -> None:
        self.release = release
        self._places = release.titles.positions(titles.ids)
        if (self._places < 0).any():
            raise ValueError("there are titles among these that the release does not know")

    def scores(self, histories: Histories) -> Scores:
        """float32 (people, titles)."""
        release = self.release
        scale = release.feedback
        known = replace(
            histories,
            titles=self._places[histories.titles],
            values=np.clip(histories.values, scale.lowest, scale.highest),
            n_titles=len(release.titles),
            traits=None,
        )
        made = release.ranks.scores(known)
        few = histories.lengths < release.recipe.few
        if release.asks is not None and few.any():
            made[few] = release.asks.scores(known.rows(few))
        return np.ascontiguousarray(made[:, self._places])


def known_to_both(one: Release, other: Release) -> Vocabulary:
    """Titles, in the order of the first."""
    return Vocabulary(one.titles.ids[other.titles.positions(one.titles.ids) >= 0])


def question_of(data: Dataset, held: np.ndarray, titles: Vocabulary, *, shown: np.ndarray) -> Stage:
    """data: everybody's events. held: bool (people,), who is asked. titles: those that count. shown: bool (events,),
    which the house had led to.

    Of each person every fifth like is a target, the newest, or every second where few people are asked; the history is
    what came before the first of them, and what was shown, whenever it was: nobody is to be shown it again. Those with
    fewer than two likes that they found themselves, or with nothing before, are not asked.
    """
    log = data.log
    places = titles.positions(data.titles.ids)[log.titles]
    counts = places >= 0
    train = _over(data, titles, counts & ~held[log.people])
    asked = np.flatnonzero(counts & held[log.people])
    rows = asked[log.where(asked).by_person_and_time()]
    who, led = log.people[rows], shown[rows]
    liked = ~led & (log.values[rows] >= data.feedback.like_at)
    likes = np.bincount(who[liked], minlength=data.n_people)
    one_in = ONE_TARGET_IN if np.count_nonzero(likes >= 2) >= FEW else ONE_IN_OF_FEW
    wanted = np.where(likes >= 2, np.maximum(1, likes // one_in), 0)
    before = _counted(who, liked)  # likes of the person up to and with this event
    sought = liked & (before > (likes - wanted)[who])
    started = np.zeros(len(rows), dtype=bool)
    started[sought] = True
    history = (led | ~_from_the_first(who, started)) & (wanted[who] > 0)
    task = make_task(titles, history=_rows(data, rows[history]), targets=_rows(data, rows[sought]))
    return Stage(train, task)


def leaks_in(stage: Stage) -> tuple[str, ...]:
    """What the lint is sure of, in words. The stage has no tuning part, so that an empty one stands in."""
    nobody = replace(
        stage.task,
        people=stage.task.people[:0],
        histories=stage.task.histories.rows(slice(0, 0)),
        targets=stage.task.targets.rows(slice(0, 0)),
        missed=stage.task.missed[:0],
    )
    name = stage.train.name
    return leaks_of(Split(name, "strong", Stage(stage.train, nobody), stage, fingerprint="of the holdout"))


def _over(data: Dataset, titles: Vocabulary, kept: np.ndarray) -> Dataset:
    """The events that count, over exactly these titles."""
    people, events, values, times = data.people.ids, data.log.where(kept), data.log.values[kept], data.log.times
    return Dataset.from_columns(
        people[events.people],
        data.titles.ids[events.titles],
        values,
        None if times is None else times[kept],
        feedback=data.feedback,
        title_table=data.title_table,
        name=data.name,
        titles_known=titles,
    )


def _counted(who: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """int64: how many of the mask each person has had, this one included. who: sorted."""
    total = np.cumsum(mask)
    starts = np.flatnonzero(np.diff(who, prepend=-1))
    before = total[starts] - mask[starts]
    lengths = np.diff(np.append(starts, len(who)))
    return total - np.repeat(before, lengths)


def _from_the_first(who: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """bool: whether one of the mask stands here or before, of the same person."""
    return _counted(who, mask) > 0


def _rows(data: Dataset, chosen: np.ndarray) -> Rows:
    log = data.log.where(chosen)
    return Rows(data.people.ids[log.people], data.titles.ids[log.titles], log.values, log.times)
