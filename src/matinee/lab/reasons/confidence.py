"""How sure a model may be of what it says, learned beside it and kept beside it."""

from dataclasses import dataclass

from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.recommender import Recommender
from matinee.lab.core.state import State
from matinee.lab.data.splits.split import Stage
from matinee.lab.reasons.intervals import RatingIntervals, learn_intervals
from matinee.lab.reasons.will_like import WillLike, learn_will_like

LIKE, RATING = "will_like.", "rating."


@dataclass(frozen=True, eq=False)
class Confidence:
    """intervals: of models that predict ratings, else None."""

    will_like: WillLike
    intervals: RatingIntervals | None = None

    def state(self) -> State:
        """Everything learned, as named arrays."""
        intervals = self.intervals.state() if self.intervals else {}
        return {LIKE + name: array for name, array in self.will_like.state().items()} | {
            RATING + name: array for name, array in intervals.items()
        }

    @classmethod
    def restored(cls, state: State, *, titles: int) -> "Confidence":
        """What `state` gave; ValueError where it does not fit a catalogue of so many titles."""
        ours, theirs = (
            {name.removeprefix(part): array for name, array in state.items() if name.startswith(part)}
            for part in (LIKE, RATING)
        )
        return cls(WillLike.restored(ours), RatingIntervals.restored(theirs, titles=titles) if theirs else None)


def learn_confidence(model: Recommender, stage: Stage) -> Confidence:
    """From the held-out ratings of a stage on whose training part the model was fitted.

    It then holds for the same model fitted on more of the same data, which errs no more.
    """
    intervals = learn_intervals(model, stage) if isinstance(model, PredictsRatings) else None
    return Confidence(learn_will_like(model, stage), intervals)
