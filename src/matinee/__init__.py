"""Matinee as a library: the public door. Each name is fetched from its room when it is first asked for.

Importing a library should cost nothing until it is used: numpy, scipy and polars together take most of a second, and a
command that only prints its help needs none of them. Nothing inside the package comes in by this door.
"""

from importlib import import_module

from matinee.version import __version__

_ROOMS = {
    "BadArtifact": "domain.errors",
    "BadConfig": "domain.errors",
    "BadData": "domain.errors",
    "BadInput": "domain.errors",
    "Dataset": "lab.data.dataset",
    "Explains": "lab.core.abilities",
    "Feedback": "domain.feedback",
    "FindsSimilar": "lab.core.abilities",
    "FitContext": "lab.core.context",
    "Histories": "lab.data.histories",
    "Interactions": "lab.data.interactions",
    "LoadOptions": "lab.data.loaders.load",
    "MatineeError": "domain.errors",
    "ModelConfig": "lab.core.config",
    "OutOfTime": "domain.errors",
    "PredictsRatings": "lab.core.abilities",
    "Reason": "domain.reasons",
    "Recommender": "lab.core.recommender",
    "Share": "domain.reasons",
    "Split": "lab.data.splits.split",
    "Stage": "lab.data.splits.split",
    "Task": "lab.data.splits.split",
    "TitleTable": "lab.data.titles",
    "TopK": "lab.core.answers",
    "UnknownName": "domain.errors",
    "Unreachable": "domain.errors",
    "Vocabulary": "lab.data.vocabulary",
    "evaluate_ranking": "lab.evaluation.ranking",
    "evaluate_rating": "lab.evaluation.rating",
    "find_model": "lab.core.registry:find",
    "load_data": "lab.data.loaders.load:load",
    "load_model": "lab.core.artifact:load",
    "make_model": "lab.core.registry:make",
    "make_split": "lab.data.splits.make",
    "model_names": "lab.core.registry:names",
    "read_split": "lab.data.splits.files",
    "save_model": "lab.core.artifact:save",
}
"""Public name -> room, with `:name` where the room calls it otherwise. __init__.pyi says the same to type checkers."""

__all__ = ["__version__", *_ROOMS]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"matinee has no public name '{name}'")
    room, _, inside = _ROOMS[name].partition(":")
    found = getattr(import_module(f"matinee.{room}"), inside or name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
