"""What admins see of trainings, and how they ask for one."""

from typing import Literal

from pydantic import BaseModel, Field

from matinee.domain.jobs import Job, JobState
from matinee.doors.api.shapes import Asked, Line
from matinee.doors.api.trial_shapes import Sentence
from matinee.kit.clock import iso
from matinee.ops.gates.decide import Decision, Outcome
from matinee.ops.gates.evidence import Evidence
from matinee.ops.gates.rules import Rules
from matinee.ops.learning.holdout import Holdout, is_used_up
from matinee.ops.learning.records import Record


class NewTraining(Asked):
    recipe: Line | None = Field(
        default=None,
        description="Of those that come with Matinee; without one that of the version that answers.",
        examples=["fast-demo-world"],
    )


class GuardSeen(BaseModel):
    what: str = Field(examples=["recall@50"])
    people: int
    change: float = Field(description="Relative.", examples=[-0.012])
    margin: float = Field(description="That is allowed.", examples=[0.05])
    state: Literal["no_worse", "harmed", "open"] = Field(description="open: neither is shown.")


class JudgedFigures(BaseModel):
    people: int = Field(description="Who were asked, and whom neither model learned from.")
    metric: str = Field(examples=["ndcg@10"])
    champion: float
    candidate: float
    lift: float = Field(description="Relative.")
    low: float = Field(description="Lower end of its 95 % interval.")
    high: float
    p: float = Field(description="Chance of so much by luck.")
    alpha: float = Field(description="Chance that the ledger allowed.")
    smallest: float = Field(description="The lift that would most likely have shown.")
    guards: list[GuardSeen]

    @classmethod
    def of(cls, found: Evidence, alpha: float) -> "JudgedFigures":
        return cls(
            people=found.people,
            metric="ndcg@10",
            champion=found.champion_mean,
            candidate=found.candidate_mean,
            alpha=alpha,
            guards=[
                GuardSeen(what=one.what, people=one.people, change=one.change, margin=one.margin, state=one.state)
                for one in found.guards
            ],
            **{name: getattr(found, name) for name in ("lift", "low", "high", "p", "smallest")},
        )


class DecisionSeen(BaseModel):
    outcome: Outcome
    reason: str = Field(description="A short name that does not change.", examples=["better"])
    words: str
    champion: str = Field(description="The version that it was compared with.")
    fitted_again: bool = Field(description="Whether its recipe was fitted again without those who are held out.")
    figures: JudgedFigures | None = Field(description="None where the comparison means nothing.")

    @classmethod
    def of(cls, said: Decision, champion: str, *, fitted_again: bool) -> "DecisionSeen":
        return cls(
            outcome=said.outcome,
            reason=said.reason,
            words=str(said),
            champion=champion,
            fitted_again=fitted_again,
            figures=None if said.evidence is None else JudgedFigures.of(said.evidence, said.alpha),
        )


class LearnedFrom(BaseModel):
    data: str = Field(examples=["world tiny"])
    events: int
    people: int
    members: int = Field(description="People of the house, the holdout included.")
    ratings: int = Field(description="Theirs.")
    held_out: int = Field(description="People whom it has not learned from.")
    learned_until: str | None = Field(description="The newest event.")
    warnings: list[str] = Field(description="What was odd about the data, and what was left out of them.")


State = Literal[
    "asked", "running", "failed", "begun", "stopped", "judged", "kept_out", "waiting", "promoted", "overtaken"
]


class HoldoutSeen(BaseModel):
    epoch: int = Field(description="How many times other people were held out.", examples=[1])
    share: float = Field(description="Of all people, from whom no version learns.", examples=[0.1])
    begun_at: str
    judged: int = Field(description="Candidates that were judged by it.")
    fresher: int = Field(description="Of those, promoted for being fresher.")
    budget: float = Field(description="Chance of even one false promotion, over all candidates.", examples=[0.05])
    spent: float = Field(description="Of that.", examples=[0.018])
    next: float = Field(description="What the next candidate may spend.", examples=[0.0064])
    used_up: bool = Field(description="The next training holds out other people.")

    @classmethod
    def of(cls, found: Holdout, rules: Rules) -> "HoldoutSeen":
        ledger = found.ledger
        return cls(
            epoch=found.epoch.number,
            share=found.epoch.share,
            begun_at=iso(found.epoch.begun_at),
            judged=len(ledger.entries),
            fresher=ledger.count("promote_as_fresher"),
            budget=ledger.budget,
            spent=ledger.spent,
            next=ledger.alpha_for("", rules),
            used_up=is_used_up(found, rules),
        )


class Declined(Asked):
    why: Sentence = Field(description="The reason, which is kept for good.", examples=["I want to wait for next week."])


class TrainingSeen(BaseModel):
    id: int
    state: State = Field(
        description="asked: nobody has begun. running: a model is fitted or judged. failed: it was tried too often. "
        "stopped: the data cannot be learned from. kept_out: the gate did not let it through. waiting: for a person. "
        "promoted: it was put live. overtaken: another version answers by now. begun, judged: whoever did it went away."
    )
    why: str
    at: str | None = Field(description="The moment up to which it learned from the house.")
    begun_at: str | None = Field(description="When it was last begun.")
    ended_at: str | None
    version: str | None = Field(examples=["v0002-3fa9c2d81b20"])
    decision: DecisionSeen | None
    learned_from: LearnedFrom | None

    @classmethod
    def of(cls, job: Job | None, record: Record | None) -> "TrainingSeen":
        judgement = None if record is None else record.judgement
        return cls(
            id=record.training if record is not None else 0 if job is None else job.id,
            state=_state(job, record),
            why=(record.why if record is not None and record.why else None) or (job.said if job else None) or "",
            at=None if record is None else iso(record.at),
            begun_at=None if job is None or job.begun_at is None else iso(job.begun_at),
            ended_at=None if job is None or job.ended_at is None else iso(job.ended_at),
            version=None if record is None else record.version,
            decision=None
            if judgement is None
            else DecisionSeen.of(judgement.decision, judgement.champion, fitted_again=judgement.fitted_again),
            learned_from=None
            if judgement is None
            else LearnedFrom(
                data=judgement.lineage.data_name,
                warnings=list(judgement.warnings),
                learned_until=iso(judgement.lineage.learned_until) if judgement.lineage.learned_until else None,
                **{
                    name: getattr(judgement.lineage, name)
                    for name in ("events", "people", "members", "ratings", "held_out")
                },
            ),
        )


class TrainingsSeen(BaseModel):
    items: list[TrainingSeen]
    holdout: HoldoutSeen | None = Field(description="Who is held out now. None before the first model of the house.")
    approval: bool = Field(description="Whether a person has the last word on each promotion.")
    next: str | None = Field(description="Send it as `cursor` to get those that follow.")


def _state(job: Job | None, record: Record | None) -> State:
    """What is being done comes before what was written down of an earlier try."""
    states: dict[JobState, State] = {"waiting": "asked", "running": "running", "failed": "failed"}
    if record is not None and (record.state not in {"begun", "judged"} or job is None or job.state == "done"):
        return record.state
    return "asked" if job is None else states.get(job.state, "asked")
