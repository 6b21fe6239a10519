"""Asking a saved model: titles named by a person in, named titles with reasons out."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from matinee.domain.errors import BadArtifact, BadInput
from matinee.domain.feedback import Feedback
from matinee.domain.reasons import ExpectedRating, Reason
from matinee.lab.core import artifact
from matinee.lab.core.abilities import Explains
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.histories import Histories
from matinee.lab.reasons.confidence import Confidence
from matinee.lab.reasons.intervals import expected_ratings
from matinee.lab.reasons.why import why as reasons_of
from matinee.ops.runs.confidence_file import load_confidence
from matinee.ops.runs.titles_by_name import TitleNames


@dataclass(frozen=True)
class Suggestion:
    """One recommended title. id: external. why: None where nobody asked. expected: the rating to expect, where reasons
    were asked for and it is known how far off the model may be."""

    id: int | str
    name: str
    score: float
    why: Reason | None = None
    expected: ExpectedRating | None = None


@dataclass(frozen=True, eq=False)
class Answer:
    """liked, disliked: the names of the titles that were understood. names: of every title, by position. explains:
    whether the model gives its reasons itself; those of others are found by removal.

    dislikes_count: whether a dislike changes the scores of other titles, None where it is not known. dislike_weight:
    whether the model has that setting.
    """

    model: str
    liked: list[str]
    disliked: list[str]
    suggestions: list[Suggestion]
    explains: bool
    names: Sequence[str]
    dislikes_count: bool | None = None
    dislike_weight: bool = False


def answer(
    folder: Path,
    *,
    like: Sequence[str],
    dislike: Sequence[str] = (),
    k: int = 10,
    why: bool = False,
    threads: int = 0,
) -> Answer:
    """The k best titles of a saved model for somebody who likes and dislikes these titles, named as people name them.

    Titles that were named are never recommended. threads: for arithmetic; 0 leaves the choice to the libraries.
    """
    if not (folder / artifact.MANIFEST).is_file():
        raise BadArtifact(
            "there is no saved model here",
            where=str(folder),
            remedy=f"Train one: matinee train ease --data PATH --out {shlex.quote(str(folder))}",
        )
    model = artifact.load(folder, threads=threads)
    confidence = load_confidence(folder, model) if why else None
    names = artifact.title_names(folder)
    return ask(model, names, like=like, dislike=dislike, k=k, why=why, confidence=confidence)


def ask(
    model: Recommender,
    names: Sequence[str],
    *,
    like: Sequence[str],
    dislike: Sequence[str] = (),
    k: int = 10,
    why: bool = False,
    confidence: Confidence | None = None,
) -> Answer:
    """As `answer`, of a model in memory. names: what each title is called, in the order of the vocabulary. confidence:
    learned for this model, where it was."""
    known = TitleNames(names, model.titles)
    liked = list(dict.fromkeys(known.find(text) for text in like))
    disliked = list(dict.fromkeys(known.find(text) for text in dislike))
    both = set(liked) & set(disliked)
    if both:
        raise BadInput(f"'{names[both.pop()]}' is both liked and disliked", remedy="Say one of the two")
    history = _history(liked, disliked, model.feedback, len(names))
    made = answer_for(model, names, history, k=k, why=why, confidence=confidence)
    if not disliked:
        return made
    without = _history(liked, [], model.feedback, len(names))
    return replace(
        made,
        dislikes_count=_dislikes_count(model, history, without),
        dislike_weight="dislike_weight" in type(model).Config.model_fields,
    )


def answer_for(
    model: Recommender,
    names: Sequence[str],
    history: Histories,
    *,
    k: int = 10,
    why: bool = False,
    confidence: Confidence | None = None,
) -> Answer:
    """As `ask`, of somebody whose history is known: one row."""
    best = model.recommend(history, k)
    chosen = best.titles[0][best.titles[0] >= 0]
    reasons = reasons_of(model, history, chosen, confidence=confidence) if why else [None] * len(chosen)
    intervals = confidence.intervals if why and confidence else None
    expected = expected_ratings(model, intervals, history, chosen) if intervals else [None] * len(chosen)
    suggestions = [
        Suggestion(model.titles.ids[title].item(), names[int(title)], float(score), reason, rating)
        for title, score, reason, rating in zip(chosen, best.scores[0], reasons, expected, strict=False)
    ]
    liked = history.values >= model.feedback.like_at
    disliked = history.values <= model.feedback.dislike_at
    return Answer(
        model=type(model).name(),
        liked=[names[int(title)] for title in history.titles[liked]],
        disliked=[names[int(title)] for title in history.titles[disliked]],
        suggestions=suggestions,
        explains=isinstance(model, Explains),
        names=names,
    )


def _dislikes_count(model: Recommender, history: Histories, without: Histories) -> bool:
    """As the setting says where there is one; else whether a title that nobody named has another score."""
    weight = getattr(model.config, "dislike_weight", None)
    if weight is not None:
        return weight > 0
    others = np.setdiff1d(np.arange(history.n_titles), history.titles)
    return not np.array_equal(model.scores(history)[0, others], model.scores(without)[0, others])


def _history(liked: Sequence[int], disliked: Sequence[int], feedback: Feedback, n_titles: int) -> Histories:
    """One row: the best value of the scale for a like, the worst for a dislike."""
    rated = feedback.kind == "rating"
    best = feedback.highest if rated else feedback.like_at
    worst = feedback.lowest if rated else feedback.dislike_at
    titles = np.array([*liked, *disliked], dtype=np.int32)
    values = np.array([best] * len(liked) + [worst] * len(disliked), dtype=np.float32)
    return Histories(np.array([0, len(titles)]), titles, values, n_titles)
