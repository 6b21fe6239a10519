"""What a study leaves behind for others to see: every trial, and no figure of a test."""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from matinee.domain.errors import BadData
from matinee.kit.files import write_text
from matinee.ops.runs.result_files import Number
from matinee.ops.tuning.tune import Studied
from matinee.version import __version__

DECIMALS = 6


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LoggedTrial(Part):
    """number: in the order they were begun, from 1. settings: those that were set, all others being defaults. value: of
    the metric; null where there is none."""

    number: int
    settings: dict[str, Any]
    value: Number
    seconds: float
    state: Literal["complete", "pruned", "failed"]
    error: str | None = None


class StudyLog(Part):
    """best: number of a trial. metric: measured on the tuning part of the split alone. tuned_on: that split;
    fingerprint: of all of it."""

    format: Literal[1] = 1
    study: str
    model: str
    tuned_on: str
    protocol: str
    fingerprint: str
    metric: str
    seed: int
    version: str
    best: int
    importance: dict[str, float]
    trials: list[LoggedTrial]


def log_of(found: Studied, *, split: str, protocol: str, fingerprint: str) -> StudyLog:
    return StudyLog(
        study=found.name,
        model=found.spec.name,
        tuned_on=split,
        protocol=protocol,
        fingerprint=fingerprint,
        metric=found.metric,
        seed=found.seed,
        version=__version__,
        best=found.place_of(found.best),
        importance={key: round(value, DECIMALS) for key, value in found.importance.items()},
        trials=[
            LoggedTrial(
                number=number,
                settings=dict(one.report.settings),
                value=None if (value := found.shown(one)) is None else round(value, DECIMALS),
                seconds=round(one.report.seconds, 3),
                state="failed" if one.state == "running" else one.state,
                error=one.report.error,
            )
            for number, one in enumerate(found.trials, 1)
        ],
    )


def about(found: Studied) -> str:
    """'study NAME: 40 trials, ndcg@10+ndcg@100 0.4312 on the tuning part, seed 0'."""
    value = found.shown(found.best) or 0.0
    return (
        f"study {found.name}: {len(found.trials)} trials, {found.metric} {value:.4f} on the tuning part, "
        f"seed {found.seed}"
    )


def write_log(path: Path, log: StudyLog) -> None:
    write_text(path, log.model_dump_json(indent=1) + "\n")


def read_log(path: Path) -> StudyLog:
    try:
        return StudyLog.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BadData(f"cannot be read ({error.strerror})", where=str(path), remedy="Check the path") from error
    except ValidationError as error:
        raise BadData(
            f"this is no log of a study ({error.errors()[0]['msg']})", where=str(path), remedy="See 'matinee tune'"
        ) from error
