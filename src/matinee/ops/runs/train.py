"""Training one model on a data set, checked first, and saving it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from matinee.domain.errors import BadInput
from matinee.domain.tracking import NewRun
from matinee.kit.memory import MIB
from matinee.kit.progress import step
from matinee.lab.core import artifact, registry
from matinee.lab.core.context import FitContext, FitReport
from matinee.lab.core.recommender import NotFitted, Recommender
from matinee.lab.data.checks import CheckReport, check_dataset, refuse_bad
from matinee.lab.data.dataset import Dataset
from matinee.ops.runs.confidence_file import FILE as CONFIDENCE
from matinee.ops.runs.machine import describe_machine
from matinee.ops.tracking.facts import MAIN, data_facts, plain, surroundings
from matinee.ops.tracking.recorder import UNRECORDED, Recorder


@dataclass(frozen=True, eq=False)
class Trained:
    """A model that was fitted and saved. mib: size of its folder on disk. most_liked: names to try it with."""

    model: Recommender
    report: FitReport
    checks: CheckReport
    folder: Path
    mib: float
    most_liked: list[str]


def train(
    name: str,
    data: Dataset,
    out: Path,
    *,
    settings: Mapping[str, Any],
    context: FitContext,
    recorder: Recorder = UNRECORDED,
) -> Trained:
    """Refuses data that the checks refuse; the folder is written only after a fit that ended well."""
    model = registry.make(name, settings)
    _refuse_other_files(out)
    with step("checking the data", progress=context.progress):
        checks = check_dataset(data)
        refuse_bad(checks)
    names = display_names(data)
    with recorder.run(_run(model, data, context)) as run:
        with step(f"fitting {name}", progress=context.progress):
            model.fit(data, replace(context, listener=run))
        with step("saving", progress=context.progress):
            artifact.save(model, out, names=names)
            (out / CONFIDENCE).unlink(missing_ok=True)  # it was learned for the weights that are no more
        size = sum(path.stat().st_size for path in out.iterdir() if path.is_file()) / MIB
        report = report_of(model)
        run.figures({"fit seconds": report.seconds, "fit peak MiB": report.peak_mib, "model MiB": size})
        run.facts({"model folder": str(out.absolute())})
        run.keep(artifact.MANIFEST, (out / artifact.MANIFEST).read_text(encoding="utf-8"))
    return Trained(model, report, checks, out, size, [names[title] for title in most_liked(data, 3)])


def begun(name: str, data: Dataset, *, settings: Mapping[str, Any], context: FitContext) -> bool:
    """Whether the same fit was begun before and cut off, so that it would go on from there."""
    place = registry.make(name, settings).checkpoint_of(data, context)
    return place is not None and place.load() is not None


def report_of(model: Recommender) -> FitReport:
    """What the fit of a model took."""
    if model.report is None:
        raise NotFitted(f"fit {model.name()} before asking what that took")
    return model.report


def display_names(data: Dataset) -> list[str]:
    """What each title is called, with its year where it is known."""
    facts = data.facts
    return [f"{name} ({year})" if year else name for name, year in zip(facts.names, facts.years, strict=True)]


def most_liked(data: Dataset, count: int) -> list[int]:
    """The titles with the most likes, most first."""
    likes = np.bincount(data.log.titles[data.log.values >= data.feedback.like_at], minlength=data.n_titles)
    return np.argsort(-likes, kind="stable")[:count].tolist()


def _run(model: Recommender, data: Dataset, context: FitContext) -> NewRun:
    facts = surroundings(context, describe_machine(context.threads).model_dump()) | data_facts(data)
    return NewRun(
        kind="train",
        name=f"{model.name()} on {data.name}",
        model=model.name(),
        settings=plain(model.config.model_dump(mode="json")),
        facts=facts | {MAIN: "fit seconds"},
    )


def _refuse_other_files(out: Path) -> None:
    """A folder of something else is not ours to write into."""
    if out.is_file():
        raise BadInput("this is a file, not a folder", where=str(out), remedy="Name a folder for the model")
    ours = {artifact.MANIFEST, artifact.TITLES, artifact.WEIGHTS, CONFIDENCE}
    others = sorted({path.name for path in out.iterdir()} - ours) if out.is_dir() else []
    if others:
        raise BadInput(
            f"the folder holds other files, such as '{others[0]}'", where=str(out), remedy="Name a new or empty folder"
        )
