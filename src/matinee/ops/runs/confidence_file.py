"""What was learned of how sure a model may be, in a file beside it that belongs to those weights alone."""

from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.numpy import load as load_arrays
from safetensors.numpy import save as save_arrays

from matinee.domain.errors import BadArtifact
from matinee.kit.files import written_whole
from matinee.lab.core import artifact
from matinee.lab.core.recommender import Recommender
from matinee.lab.reasons.confidence import Confidence

FILE = "confidence.safetensors"
MODEL = "model"
"""Under this name the file says which weights it was learned for."""
REMEDY = "Learn it again with matinee calibrate, or delete the file"


def save_confidence(folder: Path, confidence: Confidence) -> None:
    """Beside the saved model of a folder, in place of what was there."""
    content = save_arrays(confidence.state(), metadata={MODEL: _weights_of(folder)})
    with written_whole(folder / FILE) as temporary:
        temporary.write_bytes(content)


def load_confidence(folder: Path, model: Recommender) -> Confidence | None:
    """That of the saved model of a folder; None where none was learned, BadArtifact where it is of other weights."""
    path = folder / FILE
    if not path.exists():
        return None
    try:
        with safe_open(path, framework="numpy") as held:
            about = held.metadata() or {}
        made = Confidence.restored(load_arrays(path.read_bytes()), titles=len(model.titles))
    except (OSError, SafetensorError, ValueError) as error:
        raise BadArtifact(
            f"this is not what was learned beside a model ({error})", where=str(path), remedy=REMEDY
        ) from error
    if about.get(MODEL) != _weights_of(folder):
        raise BadArtifact("this was learned for other weights than those beside it", where=str(path), remedy=REMEDY)
    return made


def _weights_of(folder: Path) -> str:
    return artifact.read_manifest(folder).files[artifact.WEIGHTS]
