"""What is worth watching: how much somebody would choose a title, times how good an evening it would be."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import AfterValidator, Field

from matinee.domain.errors import BadConfig
from matinee.domain.feedback import Feedback
from matinee.domain.reasons import Reason
from matinee.lab.blending.explaining import parts_together
from matinee.lab.blending.members import Members, MemberSettings
from matinee.lab.core import registry
from matinee.lab.core.abilities import Explains, PredictsRatings, tells_at_once
from matinee.lab.core.answers import Parts, Scores, Told
from matinee.lab.core.config import ModelConfig
from matinee.lab.core.context import FitContext, Nobody
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.sharing_out import same_for_all
from matinee.lab.core.state import State
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories

PAIRS_AT_ONCE = 1 << 18
SOFT = 1 / 9
"""Of the scale, half a star of five: how gently the worth of an evening goes to nothing, and never below."""


def _two_trades(settings: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """One that ranks, and then one that predicts ratings."""
    kinds = [registry.find(name) for name in settings]
    if len(kinds) != 2 or not kinds[0].ranks or not issubclass(kinds[1], PredictsRatings):
        raise BadConfig(
            f"'{', '.join(settings)}' are not one model that ranks and then one that predicts ratings",
            where="members",
            remedy='Name the two in this order, such as ["ials", "svd"]',
        )
    return settings


class Worthwhile(Recommender):
    """How much somebody would choose a title, times the stars beyond a wasted evening that they would give it.

    The first member learns from what was chosen, which is everything that was rated: whoever gave two stars had chosen
    the title as well. The second expects ratings, and there the two stars count against it and its like. Whoever ranks
    by choices alone shows what draws people and disappoints them; whoever ranks by ratings alone shows what is praised
    and not watched. A title that nobody would choose, whose score is below 0, is divided by the stars, so that what is
    better still comes first. Where the data knows no ratings, the first decides alone.
    """

    class Config(ModelConfig):
        """members: names of two models, or a table of names and settings: one that ranks, whose scores are about 0 for
        what nobody would choose, and one that predicts ratings. wasted: how far up the scale of ratings an evening is
        that was wasted."""

        small: ClassVar[Mapping[str, Any]] = {"members": {"ials": {"factors": 2}, "svd": {}}}

        members: Annotated[MemberSettings, AfterValidator(_two_trades)] = Field(  # pyright: ignore[reportAssignmentType]
            ("ials", "svd"), validate_default=True
        )
        wasted: float = Field(1 / 3, ge=0, lt=1)

    family: ClassVar[Family] = "blend"

    config: Config
    members: Members

    def _fit(self, data: Dataset, context: FitContext) -> None:
        inner = replace(context, lesson=None, validate=None, checkpoint=None, listener=Nobody())
        choosing, rating = (registry.make(name, settings) for name, settings in self.config.members.items())
        alone = replace(inner, shelf=None, checkpoints=None)  # these know a data set by its log, and not by its likes
        chosen = choosing.fit(replace(data, feedback=_whatever_was_chosen(data.feedback)), alone)
        self.members = Members((chosen, rating.fit_once(data, inner)))

    def _scores(self, histories: Histories) -> Scores:
        made = self._choosing.scores(histories)
        count = histories.n_titles
        people = max(1, PAIRS_AT_ONCE // count)
        for first in range(0, len(histories), people):
            rows = slice(first, first + people)
            made[rows] *= self._factors(histories.rows(rows), made[rows])
        return made

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        choosing = self._choosing
        scores = choosing.scores(history)
        factors = self._factors(history, scores)[0]
        if not isinstance(choosing, Explains):
            words = [f"what {choosing.name()} cannot divide"] * len(titles)
            return same_for_all(titles, scores[0] * factors, words, kind="profile")
        said = choosing.explain(history, titles)
        return [_times(reason, float(factor)) for reason, factor in zip(said, factors[titles], strict=True)]

    def told(self, history: Histories) -> Told:
        choosing = self._choosing
        teller = choosing.told(history) if tells_at_once(type(choosing)) else None  # type: ignore[attr-defined]
        chosen = choosing.scores(history)[0] if teller is None else teller.scores
        factors = self._factors(history, chosen[None, :])[0]
        scores = chosen * factors

        def parts(titles: np.ndarray) -> Parts:
            found = None if teller is None else teller.parts(titles)
            return parts_together(history, scores[titles], [(factors[titles], found)])

        return Told(scores.copy(), parts)

    def state(self) -> State:
        return self.members.state()

    def restore(self, state: State) -> None:
        self.members = Members.restored(
            self.config.members, state, titles=self.titles, feedback=self.feedback, threads=self.threads
        )
        self._choosing.feedback = _whatever_was_chosen(self.feedback)

    @property
    def _choosing(self) -> Recommender:
        return self.members.models[0]

    def _factors(self, histories: Histories, scores: Scores) -> np.ndarray:
        """float32 (people, titles): what the score of the first member is multiplied by."""
        if self.feedback.kind != "rating":
            return np.ones(scores.shape, dtype=np.float32)
        rows, titles = _all_pairs(*scores.shape)
        rating = self.members.models[1]
        stars = rating.predict_ratings(histories, rows, titles).reshape(scores.shape)  # type: ignore[attr-defined]
        lowest, scale = self.feedback.lowest, self.feedback.highest - self.feedback.lowest
        beyond = (stars - (lowest + self.config.wasted * scale)) / (SOFT * scale)
        worth = (SOFT * scale * np.log1p(np.exp(beyond))).astype(np.float32)
        return np.where(scores > 0, worth, 1.0 / worth)


@lru_cache(maxsize=2)
def _all_pairs(people: int, titles: int) -> tuple[np.ndarray, np.ndarray]:
    """int64 (people * titles,) each, not to be written into. Of one person and many titles they take longer to make
    than to be used."""
    made = np.divmod(np.arange(people * titles), titles)
    for one in made:
        one.setflags(write=False)
    return made


def _whatever_was_chosen(feedback: Feedback) -> Feedback:
    """By which every rating says that a title was chosen; without ratings, as it was."""
    return replace(feedback, like_at=feedback.lowest) if feedback.kind == "rating" else feedback


def _times(reason: Reason, factor: float) -> Reason:
    shares = tuple(replace(share, amount=share.amount * factor) for share in reason.shares)
    traits = tuple(replace(trait, amount=trait.amount * factor) for trait in reason.traits)
    return replace(reason, score=reason.score * factor, shares=shares, traits=traits, rest=reason.rest * factor)
