"""What goes in and out about what people were shown, and what they agree to."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field, StringConstraints, model_validator

from matinee.domain.exposures import Consents, Event, EventKind, Fate
from matinee.doors.api.shapes import Asked
from matinee.kit.clock import as_moment, iso

MOST_EVENTS = 100
OF_A_TITLE: frozenset[EventKind] = frozenset({"clicked", "dismissed", "rated", "watched", "helpful"})
"""Kinds that say nothing without a title."""
VALUES: dict[EventKind, tuple[float, float]] = {
    "dwelt": (0, 86_400),
    "rated": (0.5, 5),
    "watched": (0, 1),
    "helpful": (0, 1),
    "satisfied": (1, 5),
}
"""The bounds of what a kind carries; the kinds that are not here carry nothing."""
WITH_A_VALUE = frozenset(VALUES) - {"watched"}
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


def _possible(at: datetime) -> datetime:
    if at < EARLIEST:
        raise ValueError("nothing happened here so long ago")
    return at


EventId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:\-]{1,64}$")]
SlateId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class TellEvent(Asked):
    """Something that the person did."""

    id: EventId = Field(description="Chosen by you, new for each event: what comes twice counts once.")
    kind: EventKind
    slate_id: SlateId | None = Field(default=None, description="Of the answer that it came of.")
    title_id: int | None = Field(default=None, ge=1, lt=2**63)
    value: float | None = Field(
        default=None,
        allow_inf_nan=False,
        description="dwelt: seconds. rated: stars. watched: the share of it, if known. helpful: 0 or 1. "
        "satisfied: 1 to 5.",
    )
    at: Annotated[AwareDatetime, AfterValidator(_possible)] | None = Field(
        default=None, description="When; without it, now."
    )

    @model_validator(mode="after")
    def _of_its_kind(self) -> "TellEvent":
        if self.kind in OF_A_TITLE and self.title_id is None:
            raise ValueError(f"'{self.kind}' needs a title_id")
        if self.value is None:
            if self.kind in WITH_A_VALUE:
                raise ValueError(f"'{self.kind}' needs a value")
            return self
        lowest, highest = VALUES.get(self.kind, (0, -1))
        if not lowest <= self.value <= highest:
            raise ValueError(
                f"the value of '{self.kind}' is from {lowest:g} to {highest:g}"
                if self.kind in VALUES
                else f"'{self.kind}' has no value"
            )
        return self

    def event(self) -> Event:
        at = None if self.at is None else as_moment(self.at)
        return Event(self.id, self.kind, self.slate_id, self.title_id, self.value, at)


class TellFeedback(Asked):
    events: list[TellEvent] = Field(
        min_length=1,
        max_length=MOST_EVENTS,
        examples=[[{"id": "4f1c-1", "kind": "clicked", "slate_id": "0" * 32, "title_id": 12}]],
    )


class EventFate(BaseModel):
    id: str
    status: Fate = Field(
        description="`kept`; `duplicate`: it was there already; `not_kept`: you, or the house, do not want such things "
        "kept; `unknown_title`; `too_old`: more than a year ago."
    )


class FeedbackTaken(BaseModel):
    items: list[EventFate]


class TellConsents(Asked):
    """What is left out stays as it was."""

    exposures: bool | None = None
    training: bool | None = None
    statistics: bool | None = None
    lists: bool | None = None


class ConsentsGiven(BaseModel):
    exposures: bool = Field(description="What you are shown, and what you do about it, is kept to learn from it.")
    training: bool = Field(description="Models learn from your ratings and watching.")
    statistics: bool = Field(description="You count, without your name, in statistics of the house.")
    lists: bool = Field(
        description="Lists of what you may like are handed to other programs of the house, by the id of your account. "
        "Nobody assumes it."
    )
    said_at: str | None = Field(description="When you said so; null where you have not, and the house assumes it.")

    @classmethod
    def of(cls, consents: Consents) -> "ConsentsGiven":
        return cls(
            exposures=consents.exposures,
            training=consents.training,
            statistics=consents.statistics,
            lists=consents.lists,
            said_at=None if consents.at is None else iso(consents.at),
        )
