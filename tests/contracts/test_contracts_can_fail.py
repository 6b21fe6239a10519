"""Each contract catches the fault it is there for, and a model without fault passes them all."""

from typing import Any

import numpy as np
import pytest

from matinee.domain.reasons import Reason, Share
from matinee.kit.extras import needs
from matinee.lab.core import registry
from matinee.lab.core.answers import Scores, TopK
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.core.state import State
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from tests.contracts import recommender_contracts as contracts
from tests.contracts.faultless import Faultless
from tests.contracts.fitting import WORLD
from tests.contracts.recommender_contracts import CONTRACTS, Contract


class NoRows(Faultless):
    def _scores(self, histories: Histories) -> Scores:
        return super()._scores(histories)[:, :-1]


class OnlyKnowsOldFriends(Faultless):
    def _fit(self, data: Dataset, context: FitContext) -> None:
        super()._fit(data, context)
        self.known = {row.titles.tobytes() for row in data.histories.batches(1)}

    def _scores(self, histories: Histories) -> Scores:
        made = super()._scores(histories)
        for index, row in enumerate(histories.batches(1)):
            if row.titles.tobytes() not in self.known:
                made[index] = -np.inf
        return made


class DividesByTheLength(Faultless):
    def _scores(self, histories: Histories) -> Scores:
        with np.errstate(invalid="ignore", divide="ignore"):
            return super()._scores(histories) / histories.lengths[:, None] * np.float32(1.0)


class RandomWhenEmpty(Faultless):
    def _scores(self, histories: Histories) -> Scores:
        made = super()._scores(histories)
        made[histories.lengths == 0, WORLD.unloved] = 99.0
        return made


class LeaksRowsIntoEachOther(Faultless):
    def _scores(self, histories: Histories) -> Scores:
        made = super()._scores(histories)
        return made - made.mean(axis=0)


class IgnoresTheSeed(Faultless):
    def _fit(self, data: Dataset, context: FitContext) -> None:
        super()._fit(data, context)
        self.popularity = self.popularity + np.random.default_rng().random(data.n_titles, dtype=np.float32) * 1e-3


class ForgetsHalfOfItsState(Faultless):
    def restore(self, state: State) -> None:
        super().restore(state)
        self.popularity = np.zeros_like(self.popularity)


class RecommendsTheSeen(Faultless):
    def recommend(self, histories: Histories, k: int, **asked: Any) -> TopK:  # pyright: ignore
        return super().recommend(histories, k, allowed=asked.get("allowed"), mask_seen=False)


class IgnoresWhatIsAllowed(Faultless):
    def recommend(self, histories: Histories, k: int, **asked: Any) -> TopK:  # pyright: ignore
        return super().recommend(histories, k, mask_seen=asked.get("mask_seen", True))


class SameForEverybody(Faultless):
    def _scores(self, histories: Histories) -> Scores:
        return np.tile(self.popularity, (len(histories), 1))


class Contrary(Faultless):
    def _scores(self, histories: Histories) -> Scores:
        return -super()._scores(histories)


class ReasonsThatDoNotAddUp(Faultless):
    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        made = super().explain(history, titles)
        return [Reason(one.title, one.score, one.shares, rest=one.rest + 0.1, rest_name="a bit more") for one in made]


class ReasonsFromElsewhere(Faultless):
    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        made = super().explain(history, titles)
        return [Reason(one.title, one.score, (Share(99, one.score - one.rest),), one.rest, "rest") for one in made]


class CitesADislike(Faultless):
    """Its strongest share is of a title that drew the score down."""

    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        disliked = int(history.titles[history.values < 4][0])
        return [
            Reason(one.title, one.score, (Share(disliked, one.score),), 0.0) for one in super().explain(history, titles)
        ]


class GivesNoReasonForTheLast(Faultless):
    def explain(self, history: Histories, titles: np.ndarray) -> list[Reason]:
        return super().explain(history, titles[:-1])


class SimilarToItself(Faultless):
    def similar(self, titles: np.ndarray, k: int) -> TopK:
        made = super().similar(titles, k)
        made.titles[:, 0] = titles
        return made


class RatesBeyondTheScale(Faultless):
    def predict_ratings(
        self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
    ) -> np.ndarray:
        return super().predict_ratings(histories, rows, titles, times=times) + np.float32(1.0)


class TakesAnySetting(Faultless):
    class Config(Faultless.Config):
        @classmethod
        def from_values(cls, values: dict[str, Any], *, model: str) -> "TakesAnySetting.Config":
            return cls()


class LearnsFromNothing(Faultless):
    def fit(self, data: Dataset, context: FitContext | None = None) -> "LearnsFromNothing":  # pyright: ignore
        self.titles, self.feedback = data.titles, data.feedback
        self._fit(data, context or FitContext())
        return self


class ReadsTheLastTitleOnly(Faultless):
    def _scores(self, histories: Histories) -> Scores:
        return super()._scores(histories.last(1))


class ChokesOnTheUnloved(Faultless):
    def _scores(self, histories: Histories) -> Scores:
        made = super()._scores(histories)
        with np.errstate(invalid="ignore", divide="ignore"):
            return made * (self.popularity / self.popularity)


class TakesDislikesForLikes(Faultless):
    def _scores(self, histories: Histories) -> Scores:
        signal = histories.likes(self.feedback, dislike_weight=-self.config.dislike_weight)
        return signal @ self.together + self.popularity


class GivesAwayItsOwnMemory(Faultless):
    def _scores(self, histories: Histories) -> Scores:
        if not hasattr(self, "answer") or len(self.answer) != len(histories):
            self.answer = super()._scores(histories)
        return self.answer


class AddsUpItsFits(Faultless):
    def _fit(self, data: Dataset, context: FitContext) -> None:
        before = getattr(self, "popularity", None)
        super()._fit(data, context)
        if before is not None:
            self.popularity = self.popularity + np.float32(before.mean())


class NeedsTimes(Faultless):
    def _fit(self, data: Dataset, context: FitContext) -> None:
        super()._fit(data, context)
        assert data.log.times is not None, "no times"


class NeverChecksTheWidth(Faultless):
    def _check_width(self, histories: Histories) -> None:
        pass


class AsksTorch(Faultless):
    def _scores(self, histories: Histories) -> Scores:
        torch = needs("torch")
        return torch.from_numpy(super()._scores(histories)).numpy()


FAULTS: list[tuple[type[Recommender], Contract]] = [
    (NoRows, contracts.scores_have_a_row_a_person_and_a_column_a_title),
    (OnlyKnowsOldFriends, contracts.somebody_never_seen_is_answered),
    (DividesByTheLength, contracts.an_empty_history_is_answered),
    (RandomWhenEmpty, contracts.an_empty_history_is_answered),
    (LeaksRowsIntoEachOther, contracts.a_row_does_not_depend_on_its_neighbours),
    (IgnoresTheSeed, contracts.one_seed_gives_one_model),
    (ForgetsHalfOfItsState, contracts.a_saved_model_answers_as_before),
    (RecommendsTheSeen, contracts.seen_titles_are_left_out),
    (IgnoresWhatIsAllowed, contracts.only_allowed_titles_are_recommended),
    (SameForEverybody, contracts.one_new_like_changes_the_answer),
    (SameForEverybody, contracts.the_one_missing_title_comes_first),
    (Contrary, contracts.somebody_new_gets_titles_of_their_taste),
    (ReasonsThatDoNotAddUp, contracts.reasons_add_up_to_the_score),
    (ReasonsFromElsewhere, contracts.reasons_add_up_to_the_score),
    (CitesADislike, contracts.without_the_strongest_reason_the_score_falls),
    (GivesNoReasonForTheLast, contracts.every_recommendation_has_a_reason),
    (ReasonsThatDoNotAddUp, contracts.every_recommendation_has_a_reason),
    (SimilarToItself, contracts.similar_titles_are_of_one_taste),
    (RatesBeyondTheScale, contracts.ratings_stay_on_the_scale),
    (TakesAnySetting, contracts.unknown_settings_are_refused),
    (LearnsFromNothing, contracts.nothing_to_learn_from_is_refused),
    (ReadsTheLastTitleOnly, contracts.the_order_of_a_history_without_times_does_not_matter),
    (ChokesOnTheUnloved, contracts.a_title_nobody_liked_is_no_accident),
    (TakesDislikesForLikes, contracts.dislikes_in_a_history_are_understood),
    (GivesAwayItsOwnMemory, contracts.asking_changes_nothing),
    (AddsUpItsFits, contracts.a_second_fit_forgets_the_first),
    (NeedsTimes, contracts.data_of_other_kinds_can_be_learned),
    (NeverChecksTheWidth, contracts.histories_over_another_catalogue_are_refused),
    (AsksTorch, contracts.a_saved_model_answers_where_there_is_no_torch),
]


@pytest.fixture(autouse=True)
def _models_of_this_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A saved model of this file is found again by the name of its class."""
    found = registry.find
    here = {kind.__name__: kind for kind in (Faultless, *(kind for kind, _ in FAULTS))}
    monkeypatch.setattr(Recommender, "name", classmethod(lambda cls: cls.__name__))
    monkeypatch.setattr(registry, "find", lambda name: here.get(name) or found(name))


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.__name__)
def test_a_faultless_model_passes(contract: Contract) -> None:
    contract(Faultless)


@pytest.mark.parametrize(("kind", "contract"), FAULTS, ids=lambda part: part.__name__)
def test_a_fault_is_caught(kind: type[Recommender], contract: Contract) -> None:
    with pytest.raises((Exception, pytest.fail.Exception)):
        contract(kind)


def test_every_contract_has_a_fault_it_catches() -> None:
    assert {contract for _, contract in FAULTS} == set(CONTRACTS)
