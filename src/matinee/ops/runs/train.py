"""Training one model on a data set, checked first, and saving it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from matinee.domain.errors import BadInput
from matinee.kit.memory import MIB
from matinee.kit.progress import step
from matinee.lab.core import artifact, registry
from matinee.lab.core.context import FitContext, FitReport
from matinee.lab.core.recommender import NotFitted, Recommender
from matinee.lab.data.checks import CheckReport, check_dataset, refuse_bad
from matinee.lab.data.dataset import Dataset


@dataclass(frozen=True, eq=False)
class Trained:
    """A model that was fitted and saved. mib: size of its folder on disk. most_liked: names to try it with."""

    model: Recommender
    report: FitReport
    checks: CheckReport
    folder: Path
    mib: float
    most_liked: list[str]


def train(name: str, data: Dataset, out: Path, *, settings: Mapping[str, Any], context: FitContext) -> Trained:
    """Refuses data that the checks refuse; the folder is written only after a fit that ended well."""
    model = registry.make(name, settings)
    _refuse_other_files(out)
    with step("checking the data", progress=context.progress):
        checks = check_dataset(data)
        refuse_bad(checks)
    with step(f"fitting {name}", progress=context.progress):
        model.fit(data, context)
    names = display_names(data)
    with step("saving", progress=context.progress):
        artifact.save(model, out, names=names)
    size = sum(path.stat().st_size for path in out.iterdir() if path.is_file()) / MIB
    return Trained(model, report_of(model), checks, out, size, [names[title] for title in most_liked(data, 3)])


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


def _refuse_other_files(out: Path) -> None:
    """A folder of something else is not ours to write into."""
    if out.is_file():
        raise BadInput("this is a file, not a folder", where=str(out), remedy="Name a folder for the model")
    ours = {artifact.MANIFEST, artifact.TITLES, artifact.WEIGHTS}
    others = sorted({path.name for path in out.iterdir()} - ours) if out.is_dir() else []
    if others:
        raise BadInput(
            f"the folder holds other files, such as '{others[0]}'", where=str(out), remedy="Name a new or empty folder"
        )
