"""What admins see of versions, and what they ask of them."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

VERSION = r"^v[0-9]{4,9}-[0-9a-f]{12}$"
_VERSION: list[Any] = ["v0003-27a09422f77b"]


class CanarySeen(BaseModel):
    version: str = Field(examples=_VERSION)
    share: float = Field(description="Of the people whom it answers, always the same ones.", examples=[0.1])
    since: str


class RolesSeen(BaseModel):
    """After a change, and what the change was."""

    serial: int = Field(description="Grows with each change.", examples=[12])
    at: str
    by: str = Field(description="An admin by their id, the command line, or the house itself.", examples=["the house"])
    why: str
    what: str = Field(examples=["promoted"])
    version: str | None = Field(description="That the change was about.", examples=_VERSION)
    champion: str | None = Field(description="Answers everybody whom no other does.", examples=_VERSION)
    since: str = Field(description="When the champion began to.")
    previous: str | None = Field(description="Would answer after a rollback.")
    canary: CanarySeen | None
    shadow: str | None = Field(description="Is asked beside the champion; nobody sees what it says.")


class VersionSeen(BaseModel):
    version: str = Field(examples=_VERSION)
    roles: list[str] = Field(description="champion, canary, shadow, previous.", examples=[["champion"]])
    fault: str | None = Field(description="Why it cannot be read. None does not yet say that it could answer.")
    added_at: str | None
    made_at: str | None
    data: str | None = Field(description="What it learned from.")
    data_fingerprint: str | None
    people: int | None
    events: int | None
    outcome: str | None = Field(description="Of the gate; None where it was never judged.", examples=["promote"])


class ShadowSeen(BaseModel):
    """A version beside the champion of that time: both were asked the same, and nobody saw what it said."""

    version: str = Field(examples=_VERSION)
    champion: str = Field(examples=_VERSION)
    since: str
    until: str = Field(description="The last time that anything was counted.")
    asked: int = Field(description="Requests that were put to both.", examples=[1200])
    dropped: int = Field(description="That were not, since others waited already.", examples=[3])
    failed: int = Field(description="At which its models failed.", examples=[0])
    late: int = Field(description="For which it was given no more time.", examples=[0])
    compared: int = Field(description="At which both answered.", examples=[1200])
    fault: str | None = Field(description="The last one, in words.")
    overlap: float | None = Field(
        description="Of the first ten titles, the share that both show; the mean.", examples=[0.83]
    )
    order: float | None = Field(
        description="How far both show them in the same order, Kendall's tau-b: 1 for the same list, below 0 for lists "
        "with hardly a title in common; the mean.",
        examples=[0.74],
    )
    p50_ms: float | None = Field(description="Of the processor, for an answer of it: the median.", examples=[1.4])
    p95_ms: float | None = Field(description="Nineteen of twenty take less.", examples=[2.2])
    champion_p50_ms: float | None = Field(examples=[1.3])
    champion_p95_ms: float | None = Field(examples=[2.1])


class VersionsSeen(BaseModel):
    name: str = Field(description="Of the release, as in MATINEE_MODEL.", examples=["main"])
    roles: RolesSeen
    fault: str | None = Field(description="Why the roles cannot be read.")
    versions: list[VersionSeen] = Field(description="Newest first.")
    changes: list[RolesSeen] = Field(description="Newest first, the last fifty.")
    shadowed: list[ShadowSeen] = Field(description="What was learned of shadows, the newest first.")


class VersionTold(VersionSeen):
    gate: dict[str, Any] | None = Field(description="What the gate decided, with its evidence.")
    card: str | None = Field(description="The model card, as Markdown.")


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    why: str = Field(
        min_length=1,
        max_length=500,
        description="The reason, which is kept for good.",
        examples=["better for newcomers"],
    )


class Promotion(_Asked):
    """What is asked where a version is to answer everybody, or the one before it again."""


class CanaryAsked(_Asked):
    version: str | None = Field(pattern=VERSION, description="None to end the one that runs.", examples=_VERSION)
    share: float = Field(0.1, gt=0, le=0.5, description="Of the people.")


class ShadowAsked(_Asked):
    version: str | None = Field(pattern=VERSION, description="None to end the one that is asked.", examples=_VERSION)
