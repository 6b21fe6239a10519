from matinee.domain.errors import (
    BadArtifact,
    BadConfig,
    BadData,
    BadInput,
    MatineeError,
    OutOfTime,
    UnknownName,
    Unreachable,
)
from matinee.domain.feedback import Feedback
from matinee.domain.reasons import Reason, Share
from matinee.lab.core.abilities import (
    Explains,
    FindsSimilar,
    PredictsRatings,
)
from matinee.lab.core.answers import TopK
from matinee.lab.core.artifact import load as load_model
from matinee.lab.core.artifact import save as save_model
from matinee.lab.core.config import ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.core.registry import find as find_model
from matinee.lab.core.registry import make as make_model
from matinee.lab.core.registry import names as model_names
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.loaders.load import LoadOptions
from matinee.lab.data.loaders.load import load as load_data
from matinee.lab.data.splits.files import read_split
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Split, Stage, Task
from matinee.lab.data.titles import TitleTable
from matinee.lab.data.vocabulary import Vocabulary
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.lab.evaluation.rating import evaluate_rating
from matinee.version import __version__

__all__ = [
    "BadArtifact",
    "BadConfig",
    "BadData",
    "BadInput",
    "Dataset",
    "Explains",
    "Feedback",
    "FindsSimilar",
    "FitContext",
    "Histories",
    "Interactions",
    "LoadOptions",
    "MatineeError",
    "ModelConfig",
    "OutOfTime",
    "PredictsRatings",
    "Reason",
    "Recommender",
    "Share",
    "Split",
    "Stage",
    "Task",
    "TitleTable",
    "TopK",
    "UnknownName",
    "Unreachable",
    "Vocabulary",
    "__version__",
    "evaluate_ranking",
    "evaluate_rating",
    "find_model",
    "load_data",
    "load_model",
    "make_model",
    "make_split",
    "model_names",
    "read_split",
    "save_model",
]
