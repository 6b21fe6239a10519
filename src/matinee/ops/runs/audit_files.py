"""The file that an audit of reasons leaves behind."""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from matinee.kit.files import write_text
from matinee.ops.runs.json_files import read_left
from matinee.ops.runs.result_files import Machine, Part, SplitFacts, Value


class TallyFacts(Part):
    """Over so many cases, how often score and standing fell when a title was taken away."""

    cases: int
    score: Value
    standing: Value


class FidelityFacts(Part):
    """astray: reasons whose shares and rest miss the score. kinds: reasons by kind. taken: by which title of the
    history was taken away."""

    people: int
    reasons: int
    citing: Value
    astray: int
    kinds: dict[str, int]
    taken: dict[str, TallyFacts]


class BinFacts(Part):
    said: float
    came_true: float
    cases: int


class HeldFacts(Part):
    """Of the intervals of a level, the share that held the rating, and their mean width in stars."""

    level: float
    share: Value
    width: float


class ConfidenceFacts(Part):
    """error: the expected calibration error. base: the Brier score of telling everybody the share of likes."""

    error: float
    brier: float
    base: float
    cases: int
    bins: list[BinFacts]
    held: list[HeldFacts] = Field(default_factory=list)


class ModelAudit(Part):
    """explains: whether the model gives its reasons itself; else they were found by removal. confidence: of ratings
    only."""

    name: str
    family: str
    config: dict[str, Any]
    explains: bool
    fidelity: FidelityFacts
    confidence: ConfidenceFacts | None = None


class AuditFile(Part):
    """top: recommended titles a person. seed: of the models, and of who and what is drawn."""

    format: Literal[1] = 1
    command: str
    version: str
    machine: Machine
    split: SplitFacts
    seed: int
    top: int
    models: dict[str, ModelAudit]


def write_audit(path: Path, audit: AuditFile) -> None:
    write_text(path, audit.model_dump_json(indent=1) + "\n")


def read_audit(path: Path) -> AuditFile:
    """The audit of a file, or BadData saying what is wrong with it."""
    return read_left(AuditFile, path, what="an audit of 'matinee fidelity'")
