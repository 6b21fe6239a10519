"""The file that a comparison leaves behind, and that everything made of comparisons reads."""

import math
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from matinee.kit.files import write_text
from matinee.lab.data.splits.split import Protocol
from matinee.ops.runs.json_files import read_left


def _absent_where_not_finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


Number = Annotated[float | None, BeforeValidator(_absent_where_not_finite)]
"""JSON has no NaN: a figure that does not exist, such as a mean over nobody, is null."""


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Value(Part):
    """A figure with its 95 % interval over people; low and high are null where a figure has none, as coverage has."""

    mean: Number
    low: Number = None
    high: Number = None


class SplitFacts(Part):
    """What was judged on. fold: which part of a k-fold split was the test."""

    name: str
    protocol: Protocol
    fingerprint: str
    seed: int | None
    counts: dict[str, int]
    fold: int | None = None


class Machine(Part):
    """What a timing was taken on, in words that name no machine."""

    cores: int
    threads: int
    memory_mib: int
    python: str
    system: str
    blas: str


class SliceValue(Value):
    """A metric over some of the people, or over some of the titles that they were looking for."""

    kind: str
    name: str
    metric: str
    people: int


class CurveValue(Value):
    """A metric where only `length` titles of each history are shown to the model; null stands for all."""

    length: int | None
    metric: str
    people: int


class Tuning(Part):
    """How settings were chosen on the tuning stage, which holds nothing of the test. of: how many combinations there
    are, null where a setting has a range."""

    metric: str
    value: Number
    tried: int
    of: int | None
    settings: dict[str, Any]


class ModelResult(Part):
    """What one model did. failed: why there are no metrics, or null. Seconds are of the clock; those of the
    processor are null in older files."""

    name: str
    family: str
    metrics: dict[str, Value]
    fit_seconds: float | None
    predict_seconds: float | None
    fit_processor_seconds: float | None = None
    predict_processor_seconds: float | None = None
    peak_mib: float | None
    config: dict[str, Any]
    version: str
    seed: int
    slices: list[SliceValue] = Field(default_factory=list)
    curve: list[CurveValue] = Field(default_factory=list)
    tuning: Tuning | None = None
    per_person: dict[str, list[Number]] = Field(default_factory=dict)
    failed: str | None = None

    @property
    def fit_cost(self) -> float | None:
        """Processor seconds where they were counted, since those are not the longer for what else the machine did."""
        return self.fit_seconds if self.fit_processor_seconds is None else self.fit_processor_seconds

    @property
    def predict_cost(self) -> float | None:
        return self.predict_seconds if self.predict_processor_seconds is None else self.predict_processor_seconds


class ComparisonFacts(Part):
    """Model a less model b on the same people. p_holm: p_t after Holm over the comparisons of the file."""

    a: str
    b: str
    metric: str
    difference: Number
    low: Number
    high: Number
    p_t: Number
    p_randomisation: Number
    p_holm: Number
    smallest_detectable: Number


class ResultFile(Part):
    """people: external ids, in the order of every `per_person` list; empty in a summary."""

    format: Literal[1] = 1
    command: str
    version: str
    machine: Machine
    split: SplitFacts
    warnings: list[str] = Field(default_factory=list)
    models: dict[str, ModelResult]
    comparisons: list[ComparisonFacts] = Field(default_factory=list)
    people: list[int | str] = Field(default_factory=list)

    def summary(self) -> "ResultFile":
        """Without what each person got: small enough to keep beside the code."""
        models = {label: model.model_copy(update={"per_person": {}}) for label, model in self.models.items()}
        return self.model_copy(update={"models": models, "people": []})


def write_result(path: Path, result: ResultFile) -> None:
    write_text(path, result.model_dump_json(indent=1) + "\n")


def read_result(path: Path) -> ResultFile:
    """The result of a file, or BadData saying what is wrong with it."""
    return read_left(ResultFile, path, what="a result of 'matinee bench'")
