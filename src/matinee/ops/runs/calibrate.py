"""Learning how sure a saved model may be, from ratings that a model of the same kind was not shown."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matinee.domain.errors import BadInput
from matinee.kit.progress import step
from matinee.lab.core import artifact
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.make import make_split
from matinee.lab.reasons.confidence import Confidence, learn_confidence
from matinee.ops.runs.confidence_file import save_confidence


@dataclass(frozen=True, eq=False)
class Calibrated:
    """cases: the held-out ratings it was learned from. liked: the share of likes among them."""

    confidence: Confidence
    cases: int
    liked: float


def calibrate(folder: Path, data: Dataset, *, context: FitContext) -> Calibrated:
    """Fits the model of a folder anew, with its settings, on four fifths of the data it learned from; what the other
    fifth teaches is kept beside it.

    The model itself, which has seen everything, cannot be asked: it would be too sure. data: the very data set that the
    model was trained on, or BadInput.
    """
    model = artifact.load(folder, threads=context.threads)
    if model.lineage.get("data_fingerprint") != data.fingerprint:
        raise BadInput(
            f"the model was not trained on this data, but on {model.lineage.get('data', 'other data')}",
            where=str(folder),
            remedy="Give the data set of 'matinee train', unchanged",
        )
    stage = make_split(data, "rating", seed=context.seed).final
    with step(f"fitting {model.name()} on four fifths", progress=context.progress):
        fresh = type(model)(model.config).fit(stage.train, context)
    with step("asking for the other fifth", progress=context.progress):
        confidence = learn_confidence(fresh, stage)
    save_confidence(folder, confidence)
    given = stage.task.targets.values
    return Calibrated(confidence, len(given), float(np.mean(given >= data.feedback.like_at)))
