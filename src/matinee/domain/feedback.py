"""What the numbers in a history mean: stars, watches or clicks, and from where on they say "I liked it"."""

from dataclasses import dataclass
from typing import Literal

FeedbackKind = Literal["rating", "watch", "click"]


@dataclass(frozen=True)
class Feedback:
    """The scale of a data set. Values at or above `like_at` are likes; at or below `dislike_at`, dislikes."""

    kind: FeedbackKind = "rating"
    lowest: float = 0.5
    highest: float = 5.0
    step: float = 0.5
    like_at: float = 4.0
    dislike_at: float = 2.0

    def allows(self, value: float) -> bool:
        return self.lowest <= value <= self.highest


HALF_STARS = Feedback()
WHOLE_STARS = Feedback(lowest=1.0, step=1.0)
WATCHES = Feedback(kind="watch", lowest=0.0, highest=1e6, step=0.0, like_at=1.0, dislike_at=-1.0)
CLICKS = Feedback(kind="click", lowest=0.0, highest=1e6, step=0.0, like_at=1.0, dislike_at=-1.0)
